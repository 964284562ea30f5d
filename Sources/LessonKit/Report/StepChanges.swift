import Markdown

/// What one step changes, as `stepwise diff` shows it.
package struct StepChanges {
  private let result: StepResult

  package init(_ result: StepResult) { self.result = result }

  package var isUnplaced: Bool { result.step.revision == nil }

  package func text(hasColour: Bool) -> String {
    let heading = result.step.snippet.heading.map { " — \($0.oneLine)" } ?? ""
    var text = "\(result.address)\(heading)\n"
    guard let revision = result.step.revision else {
      return text + "this snippet has no place in a program, so nothing is known to change\n"
    }
    let name = result.step.file ?? "program"
    guard let previous = revision.previous else {
      text += "the program begins here\n\n"
      return text
        + UnifiedDiff(from: "", to: revision.program).text(
          old: "/dev/null", new: name, hasColour: hasColour)
    }
    let before = previous.map { $0.text + "\n" }.joined()
    let changes = revision.changes.map(words)
    text += changes.isEmpty ? "no code changes\n" : changes.joined(separator: ", ") + "\n"
    let diff = UnifiedDiff(from: before, to: revision.program)
    if !diff.isEmpty {
      text += "\n" + diff.text(old: "\(name) before", new: name, hasColour: hasColour)
    }
    return text
  }

  private func words(_ change: Change) -> String {
    func lines(_ range: ClosedRange<Int>) -> String {
      range.count == 1
        ? "line \(range.lowerBound)" : "lines \(range.lowerBound) to \(range.upperBound)"
    }
    if let now = change.lines { return "\(lines(now)) \(change.kind.rawValue)" }
    return change.previousLines.map { "\(lines($0)) of before \(change.kind.rawValue)" } ?? ""
  }
}
