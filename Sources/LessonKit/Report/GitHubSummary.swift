import Markdown

/// The summary of a workflow job, in Markdown: counts, what was executed, and the first hundred findings.
package struct GitHubSummary: ReportFormat {
  private static let limit = 100

  private let places: Places
  private var rows: [Diagnostic] = []

  package init(_ places: Places) { self.places = places }

  package mutating func add(_ result: LessonResult?, _ findings: [Diagnostic]) -> String {
    rows += findings.filter { $0.isShown(notes: false) }
    return ""
  }

  package mutating func end(_ summary: Summary) -> String {
    var text = "## Stepwise: \(summary.errors == 0 ? "no errors" : "errors found")\n\n"
    text += summary.text.split(separator: "\n").map { "\(Self.cell(String($0)))  \n" }.joined()
    if rows.isEmpty { return text }
    let errors = rows.filter { $0.severity == .error }
    let sorted = errors + rows.filter { $0.severity != .error }
    text += "\n| | where | what |\n|---|---|---|\n"
    for row in sorted.prefix(Self.limit) {
      let place = "\(places.inRepository(row.path)):\(row.range.lowerBound.line)"
      text +=
        "| \(row.severity.rawValue) | \(Self.cell(place)) | \(Self.cell(String(row.message.prefix(500)))) `\(row.rule.rawValue)` |\n"
    }
    if sorted.count > Self.limit {
      text += "\n… and \(sorted.count - Self.limit) more; the log has all of them.\n"
    }
    return text
  }

  /// Text that stays text in a table: no markup, no HTML, no cell of its own.
  private static func cell(_ text: String) -> String {
    text.oneLine.reduce(into: "") { result, character in
      if "\\`*_[]<>|#&@!~".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
