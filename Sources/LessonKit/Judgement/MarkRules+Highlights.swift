import Markdown

/// Lines that the info string of a fence highlights.
extension MarkRules {
  /// A highlight may stress anything; it is wrong where it can only have been meant for the change and misses it.
  func highlightFindings(_ step: Step, _ revision: Revision) -> [Diagnostic] {
    if beyondTheFence(step) != nil { return [] }
    let runs = Self.ownRuns(step, revision, lesson)
    guard !step.snippet.highlighted.isEmpty, step.snippet.patch == nil, step.isListing,
      let first = runs.first
    else { return [] }
    let missed = runs.filter { !step.highlights($0, of: revision) }
    let isHabit = highlighting.contains { $0 != step.number }
    for run in runs {
      if let finding = shifted(run, step, revision, least: isHabit ? 1 : 2) { return [finding] }
    }
    if missed.count == runs.count {
      return isHabit
        ? [
          highlight(
            of: step,
            "the highlighted lines are those of the step before, and what this step changes is not highlighted; correct the range in the fence's info string",
            change: revision.lines[first.lowerBound - 1])
        ] : []
    }
    guard isHabit else { return [] }
    return missed.map { run in
      Diagnostic(
        .unmarkedChange,
        "this lesson highlights what each step changes, but this change is outside the highlighted lines; extend the range in the fence's info string",
        path: lesson.path, range: revision.lines[run.lowerBound - 1].range,
        address: lesson.address(step: step.number))
    }
  }

  /// Where the fence has no such line, nothing is highlighted.
  func beyondTheFence(_ step: Step) -> Diagnostic? {
    // A listing may begin with another number than 1.
    let starts = FenceInfo(step.snippet.block.info).attributes.keys.map { $0.lowercased() }
    if starts.contains(where: { $0.contains("start") || $0.contains("number") }) { return nil }
    let count = step.snippet.block.lines.count
    guard let range = step.snippet.highlighted.first(where: { $0.upperBound > count }) else {
      return nil
    }
    return highlight(
      of: step,
      "line \(range.upperBound) is to be highlighted, but this fence has \(count) lines; correct the range in its info string"
    )
  }

  /// A range as long as the change that begins one line above or below it.
  private func shifted(
    _ run: ClosedRange<Int>, _ step: Step, _ revision: Revision, least: Int
  ) -> Diagnostic? {
    guard let first = step.snippet.block.lines.first?.line, run.count >= least else { return nil }
    let start = revision.lines[run.lowerBound - 1].origin.line - first + 1
    let meant = start...start + run.count - 1
    guard
      revision.lines[run.upperBound - 1].origin.line - first + 1 == meant.upperBound,
      !step.snippet.highlighted.contains(where: { $0.contains(meant) }),
      let range = step.snippet.highlighted.first(where: { range in
        range.count == meant.count && abs(range.lowerBound - meant.lowerBound) == 1
      })
    else { return nil }
    func name(_ range: ClosedRange<Int>) -> String {
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
    return highlight(
      of: step,
      "the highlight is off by one line: it is on \(name(range)), and what this step changes is \(name(meant)); write `{\(name(meant))}` in the fence's info string",
      change: revision.lines[run.lowerBound - 1])
  }

  private func highlight(
    of step: Step, _ message: String, change: ProgramLine? = nil
  ) -> Diagnostic {
    let fence = step.snippet.block.range.lowerBound
    let end = lesson.source.line(fence.line).utf8.count + 1
    let notes = change.map {
      [
        Diagnostic.Note(
          message: "this is what the step changes", path: $0.origin.path, range: $0.range)
      ]
    }
    return Diagnostic(
      .markOnUnchangedLine, message, path: lesson.path,
      range: fence..<SourceLocation(line: fence.line, column: end),
      address: lesson.address(step: step.number), notes: notes ?? [], severity: .warning)
  }
}
