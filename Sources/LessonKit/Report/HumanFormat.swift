import Markdown

/// For people, in swiftc's style: the message, the line with what is meant underlined, notes, fixes, the
/// address; at the end one recap.
package struct HumanFormat: ReportFormat {
  /// What the terminal can show.
  package struct Style: Sendable {
    package var hasColour: Bool
    /// Columns of a line; longer excerpts are cut.
    package var width: Int

    package static let plain = Style(hasColour: false, width: 200)

    package init(hasColour: Bool, width: Int) {
      self.hasColour = hasColour
      self.width = width
    }
  }

  private let places: Places
  private let style: Style
  private let showsNotes: Bool
  private let rerun: Rerun?
  private var firstFailure: Diagnostic?
  private var fixes: [Diagnostic.Fix.Safety: Int] = [:]

  /// - Parameter rerun: how the recap says what to type next; nil for no recap.
  package init(_ places: Places, style: Style, showsNotes: Bool, rerun: Rerun?) {
    self.places = places
    self.style = style
    self.showsNotes = showsNotes
    self.rerun = rerun
  }

  package mutating func add(_ result: LessonResult?, _ findings: [Diagnostic]) -> String {
    let shown = findings.filter { $0.isShown(notes: showsNotes) }
    for finding in shown {
      if firstFailure == nil, finding.severity == .error { firstFailure = finding }
      if let safety = finding.fixes.first?.safety { fixes[safety, default: 0] += 1 }
    }
    return shown.map { text(of: $0, in: result?.lesson) }.joined()
  }

  package mutating func end(_ summary: Summary) -> String {
    guard let rerun else { return "" }
    var text = summary.text
    if let count = fixes[.safe] {
      text += "\(count) can be fixed for you: \(rerun.fix)\n"
    } else if let count = fixes[.unsafe] {
      text += "\(count) can be fixed for you, if you read what changes: \(rerun.unsafeFix)\n"
    }
    if let firstFailure {
      text += "about the first error: stepwise explain \(firstFailure.rule.rawValue)\n"
      text += "rerun the first error: \(rerun.command(for: firstFailure))\n"
    }
    return text
  }

  private func text(of finding: Diagnostic, in lesson: Lesson?) -> String {
    var text =
      "\(strong(places.place(finding.path, finding.range))): \(coloured(finding.severity)): \(strong(finding.message.oneLine)) [\(finding.rule.rawValue)]\n"
    text += excerpt(finding.range, in: finding.path, of: lesson)
    for note in finding.notes {
      text += "\(places.place(note.path, note.range)): note: \(note.message.oneLine)\n"
      text += excerpt(note.range, in: note.path, of: lesson)
    }
    for fix in finding.fixes {
      text += "    fix\(fix.safety == .safe ? "" : " (unsafe)"): \(fix.message.oneLine)\n"
    }
    if let address = finding.address {
      text += "    in \(address.oneLine)\(finding.sdk.map { ", \($0)" } ?? "")\n"
    }
    return text + "\n"
  }

  private func excerpt(_ range: SourceRange, in path: String, of lesson: Lesson?) -> String {
    let gutter = String(repeating: " ", count: String(range.lowerBound.line).count)
    guard let source = places.source(of: path, near: lesson),
      let excerpt = Excerpt(
        range, in: source, columns: max(style.width - gutter.count - 3, 20))
    else { return "" }
    return """
      \(gutter) |
      \(excerpt.number) | \(excerpt.text)
      \(gutter) | \(excerpt.indent)\(painted(excerpt.underline, "32"))

      """
  }

  // MARK: - Colour

  private func strong(_ text: String) -> String { painted(text, "1") }

  private func coloured(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: painted("error", "1;31")
    case .warning: painted("warning", "1;35")
    case .note: painted("note", "1;36")
    }
  }

  private func painted(_ text: String, _ code: String) -> String {
    style.hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension Summary {
  /// What was found, what was executed and what not, by reason, and what was left out.
  var text: String {
    "\(countText)\n\(executedText)\n" + leftOut.map { $0.oneLine + "\n" }.joined()
  }

  var countText: String {
    func count(_ number: Int, _ word: String) -> String {
      "\(number) \(word)\(number == 1 ? "" : "s")"
    }
    var text =
      "\(count(errors, "error")), \(count(warnings, "warning")), \(count(notes, "note"))"
    if suppressed > 0 { text += " (\(suppressed) known or allowed)" }
    return text + " in \(count(lessons, "lesson")) with \(count(steps, "step"))"
  }

  var executedText: String {
    let total = executed + notRun.values.reduce(0, +)
    var text = "executed \(executed) of \(total) snippet\(total == 1 ? "" : "s")"
    if !notRun.isEmpty {
      let reasons = notRun.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      text += ": " + reasons.map { "\($0.value) \($0.key.oneLine)" }.joined(separator: ", ")
    }
    return text
  }
}
