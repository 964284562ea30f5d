import Markdown

/// Findings as people read them: pure functions of the findings and their sources.
package struct FindingPrinter {
  package enum Style { case plain, colour }

  private let style: Style
  private let showsNotes: Bool
  private let display: (String) -> String

  /// - Parameter display: a path below the content root as the user would write it.
  package init(style: Style, showsNotes: Bool, display: @escaping (String) -> String) {
    self.style = style
    self.showsNotes = showsNotes
    self.display = display
  }

  /// `path:line:column: error: message [id]`, a line each.
  package func concise(_ findings: [Diagnostic]) -> String {
    shown(findings).map { finding in
      "\(place(finding.path, finding.range)): \(finding.severity.rawValue): \(finding.message.oneLine) [\(finding.rule.rawValue)]\n"
    }.joined()
  }

  /// In swiftc's style: the message, the line with what is meant underlined, notes, the address.
  package func human(_ findings: [Diagnostic], of lesson: Lesson?) -> String {
    shown(findings).map { finding in
      var text =
        "\(strong(place(finding.path, finding.range))): \(coloured(finding.severity)): \(strong(finding.message.oneLine)) [\(finding.rule.rawValue)]\n"
      text += excerpt(finding.range, in: finding.path, of: lesson)
      for note in finding.notes {
        text += "\(place(note.path, note.range)): note: \(note.message)\n"
        text += excerpt(note.range, in: note.path, of: lesson)
      }
      if let address = finding.address {
        text += "    in \(address)\(finding.sdk.map { ", \($0)" } ?? "")\n"
      }
      return text + "\n"
    }.joined()
  }

  package func recap(_ summary: Summary) -> String {
    let total = summary.executed + summary.notRun.values.reduce(0, +)
    var text =
      "\(count(summary.errors, "error")), \(count(summary.warnings, "warning")), \(count(summary.notes, "note"))"
    text += " in \(count(summary.lessons, "lesson")) with \(count(summary.steps, "step"))\n"
    text += "executed \(summary.executed) of \(count(total, "snippet"))"
    if !summary.notRun.isEmpty {
      let reasons = summary.notRun.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      text += ": " + reasons.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
    return text + "\n"
  }

  private func shown(_ findings: [Diagnostic]) -> [Diagnostic] {
    findings.filter { $0.suppressed == nil && (showsNotes || $0.severity != .note) }
  }

  private func place(_ path: String, _ range: SourceRange) -> String {
    "\(display(path)):\(range.lowerBound.line):\(range.lowerBound.column)"
  }

  private func count(_ number: Int, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }

  // MARK: - Excerpts

  private func excerpt(_ range: SourceRange, in path: String, of lesson: Lesson?) -> String {
    let line = range.lowerBound.line
    // A finding may stand on an earlier page, whose text is gone.
    guard let lesson, lesson.path == path else { return "" }
    let source = lesson.source
    guard line <= source.lineCount, range.upperBound > range.lowerBound else { return "" }
    let text = source.line(line)
    let bytes = Array(text.utf8)
    if bytes.count > 400 { return "" }
    let start = min(range.lowerBound.column - 1, bytes.count)
    let end =
      range.upperBound.line > line ? bytes.count : min(range.upperBound.column - 1, bytes.count)
    let before = String(decoding: bytes[..<start], as: UTF8.self)
    let marked = String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    let number = String(line)
    let gutter = String(repeating: " ", count: number.count)
    // Tabs stay tabs above and below, so the caret stands right whatever their width.
    let indent = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.terminalWidth) }
      .joined()
    let underline =
      "^" + String(repeating: "~", count: max(marked.reduce(0) { $0 + $1.terminalWidth } - 1, 0))
    return "\(gutter) |\n\(number) | \(text)\n\(gutter) | \(indent)\(coloured(underline))\n"
  }

  // MARK: - Colour

  private func strong(_ text: String) -> String {
    style == .colour ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }

  private func coloured(_ underline: String) -> String {
    style == .colour ? "\u{1B}[32m\(underline)\u{1B}[0m" : underline
  }

  private func coloured(_ severity: Diagnostic.Severity) -> String {
    guard style == .colour else { return severity.rawValue }
    let code =
      switch severity {
      case .error: "31"
      case .warning: "35"
      case .note: "36"
      }
    return "\u{1B}[1;\(code)m\(severity.rawValue)\u{1B}[0m"
  }
}

extension String {
  /// Control characters, which could move the cursor, are shown as U+FFFD; line breaks as spaces.
  fileprivate var oneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          scalar == "\n" || scalar == "\r" || scalar == "\t"
            ? " " : scalar.value < 32 || scalar.value == 127 ? "\u{FFFD}" : scalar
        }))
  }
}

extension Character {
  /// Columns of a terminal: two for East Asian wide characters and emoji.
  fileprivate var terminalWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return first.properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }
}
