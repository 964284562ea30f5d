import Markdown

/// `path:line:column: error: message [id]`, a line each: what editors and problem matchers read.
package struct ConciseFormat: ReportFormat {
  private let places: Places
  private let showsNotes: Bool

  package init(_ places: Places, showsNotes: Bool) {
    self.places = places
    self.showsNotes = showsNotes
  }

  package mutating func add(_ result: LessonResult?, _ findings: [Diagnostic]) -> String {
    findings.filter { $0.isShown(notes: showsNotes) }.map { finding in
      "\(places.place(finding.path, finding.range)): \(finding.severity.rawValue): \(finding.message.oneLine) [\(finding.rule.rawValue)]\n"
    }.joined()
  }

  package mutating func end(_ summary: Summary) -> String { "" }
}

extension Diagnostic {
  /// Whether a reader is to see it: what is allowed is not shown, notes where asked for.
  package func isShown(notes: Bool) -> Bool { suppressed == nil && (notes || severity != .note) }
}

extension Places {
  func place(_ path: String, _ range: SourceRange) -> String {
    "\(display(path).oneLine):\(range.lowerBound.line):\(range.lowerBound.column)"
  }
}
