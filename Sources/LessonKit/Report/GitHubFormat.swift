import Markdown

/// GitHub's workflow commands: annotations on the lines of a pull request, errors first, one for what
/// every locale has. The platform keeps ten errors and ten warnings of a workflow step and drops the rest
/// silently, so the rest is counted in a notice.
package struct GitHubFormat: ReportFormat {
  private static let limit = 10

  private let places: Places
  private var annotations: [Annotation] = []
  private var merged: [String: Int] = [:]
  /// How many findings of a rule were seen at one step of a file.
  private var ordinals: [String: Int] = [:]

  package init(_ places: Places) { self.places = places }

  private struct Annotation {
    var finding: Diagnostic
    /// Its properties in the command: file, lines and columns.
    var place: String
    /// Where else it is, in other locales.
    var others: [String] = []
  }

  package mutating func add(_ result: LessonResult?, _ findings: [Diagnostic]) -> String {
    for finding in findings where finding.isShown(notes: false) {
      let key = key(of: finding, in: result?.lesson)
      if let index = merged[key], annotations[index].finding.path != finding.path {
        annotations[index].others.append(
          "\(places.inRepository(finding.path)):\(finding.range.lowerBound.line)")
      } else {
        merged[key] = annotations.count
        annotations.append(Annotation(finding: finding, place: place(of: finding, result?.lesson)))
      }
    }
    return ""
  }

  package mutating func end(_ summary: Summary) -> String {
    var text = ""
    var dropped: [String] = []
    for severity in [Diagnostic.Severity.error, .warning] {
      let all = annotations.filter { $0.finding.severity == severity }
      for one in all.prefix(Self.limit) { text += command(one) }
      if all.count > Self.limit { dropped.append("\(all.count - Self.limit) more \(severity)s") }
    }
    if !dropped.isEmpty {
      text +=
        "::notice title=stepwise::\(dropped.joined(separator: " and ")) in the log and the summary; GitHub shows \(Self.limit) of each\n"
    }
    return text
  }

  /// What is the same in every locale: rule, lesson and step, and the message where no step is meant.
  private mutating func key(of finding: Diagnostic, in lesson: Lesson?) -> String {
    let step = finding.address.map { $0.prefix { $0 != "@" } } ?? ""
    let place = step.isEmpty ? finding.message : String(step)
    let key = "\(finding.rule.rawValue) \(lesson?.id ?? "") \(place) \(finding.sdk ?? "")"
    ordinals["\(key) \(finding.path)", default: 0] += 1
    return "\(key) \(ordinals["\(key) \(finding.path)"]!)"
  }

  private func place(of finding: Diagnostic, _ lesson: Lesson?) -> String {
    let (start, end) = (finding.range.lowerBound, finding.range.upperBound)
    var text = "file=\(Self.property(places.inRepository(finding.path))),line=\(start.line)"
    // Columns are taken only where both are on one line.
    if start.line == end.line, start < end,
      let source = places.source(of: finding.path, near: lesson)
    {
      text +=
        ",col=\(source.utf16Column(of: start)),endColumn=\(source.utf16Column(of: end))"
    } else {
      text += ",endLine=\(end.line)"
    }
    return text
  }

  private func command(_ one: Annotation) -> String {
    var message = one.finding.message
    for note in one.finding.notes {
      message +=
        "\n\(places.inRepository(note.path)):\(note.range.lowerBound.line): \(note.message)"
    }
    for fix in one.finding.fixes {
      message += "\nfix\(fix.safety == .safe ? "" : " (unsafe)"): \(fix.message)"
    }
    if !one.others.isEmpty { message += "\nalso in \(one.others.joined(separator: ", "))" }
    return
      "::\(one.finding.severity.rawValue) \(one.place),title=\(Self.property(one.finding.rule.rawValue))::\(Self.data(message))\n"
  }

  private static func data(_ text: String) -> String {
    text.visible.replacing("%", with: "%25").replacing("\n", with: "%0A")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
