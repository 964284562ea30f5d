import Markdown

/// What is wrong in how a lesson's code evolves.
struct EvolutionRules {
  let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  func findings(in steps: [Step]) -> [Diagnostic] {
    let marks = MarkRules(lesson, steps)
    let removals = RemovalRules(lesson, marks: marks.phrases)
    var findings = HeadingNumbers(lesson: lesson).findings() + StepReferences(lesson).findings()
    var reported = ReportedChanges()
    for (index, step) in steps.enumerated() {
      if let finding = marks.beyondTheFence(step) { findings.append(finding) }
      guard let revision = step.revision, let previous = revision.previous else { continue }
      // Below another heading, a reference shows the same file for another reason.
      let isVariant = !step.isFollowed && !steps[..<index].isBelowSameHeading(as: step)
      // What a step changes that has no place is not known.
      if steps[..<index].last(where: { $0.chain == step.chain })?.revision == nil { continue }
      findings += reported.new(
        marks.findings(
          step, revision, previous: previous, isSum: removals.isSum(step, revision))
          + removals.findings(step, revision, previous: previous, isVariant: isVariant),
        of: revision)
      if revision.changes.isEmpty, !isVariant, !removals.isRecap(step, revision),
        step.isFollowed || isNext(step, after: steps[..<index])
      {
        findings += emptyStep(step, previous)
      }
    }
    return findings
  }

  /// Whether no other snippet stands between a step and the last of its program.
  private func isNext(_ step: Step, after steps: ArraySlice<Step>) -> Bool {
    guard let previous = steps.last, previous.chain == step.chain else { return false }
    let between = previous.snippet.block.range.lowerBound..<step.snippet.block.range.lowerBound
    return lesson.snippets.count { between.contains($0.block.range.lowerBound) } == 1
  }

  private func emptyStep(_ step: Step, _ previous: [ProgramLine]) -> [Diagnostic] {
    // To highlight lines of a listing is a reason to show it again.
    if !step.snippet.highlighted.isEmpty { return [] }
    // `// [!code --]`: VitePress shows the line as taken out.
    if step.snippet.lines.contains(where: { line in
      line.comments.contains { $0.contains("[!code") }
    }) {
      return []
    }
    var notes: [Diagnostic.Note] = []
    if let line = previous.first(where: \.normal.isDistinctive) {
      notes = [
        .init(message: "the same code stands here", path: line.origin.path, range: line.range)
      ]
    }
    return [
      Diagnostic(
        .emptyStep,
        "this snippet changes nothing: its code is that of the step before. Show what changes, or declare it an aside with `<!-- stepwise: aside -->`",
        path: lesson.path, range: step.snippet.block.range,
        address: lesson.address(step: step.number), notes: notes)
    ]
  }
}

extension ProgramLine {
  /// The line's text without its indent, in Markdown.
  var range: SourceRange {
    let indent = text.prefix { $0 == " " || $0 == "\t" }.utf8.count
    // A tab that a list or a quote has split may begin before the line.
    let start = SourceLocation(line: origin.line, column: max(origin.columnOffset + indent, 0) + 1)
    return start..<start.advanced(by: max(text.trimmed.utf8.count, 1))
  }
}

extension Step {
  /// Whether a line was written in this step's snippet, not taken over from an earlier one.
  func owns(_ line: ProgramLine, in lesson: Lesson) -> Bool {
    let block = snippet.block.range
    return line.origin.path == lesson.path
      && (block.lowerBound.line...block.upperBound.line).contains(line.origin.line)
  }
}

extension ArraySlice<Step> {
  /// Whether the last step of the same program stands below the same heading.
  fileprivate func isBelowSameHeading(as step: Step) -> Bool {
    let previous = last { $0.chain == step.chain }
    return previous.map { $0.snippet.heading == step.snippet.heading } ?? false
  }
}
