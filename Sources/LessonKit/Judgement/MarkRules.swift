import Markdown

/// Marks and highlights say what a step changes; these rules compare them with what it does change.
struct MarkRules {
  let phrases: MarkPhrases
  let lesson: Lesson
  /// Whether most steps of the lesson mark their changes.
  private let areExpected: Bool
  /// The mark of a lesson that uses one only.
  private let onlyMark: String?
  /// Steps whose highlights are where their changes are.
  let highlighting: [Int]

  init(_ lesson: Lesson, _ steps: [Step]) {
    self.lesson = lesson
    let phrases = MarkPhrases(own: lesson.settings.marks)
    self.phrases = phrases
    let marks = steps.map { step in
      (step.revision?.writtenLines ?? [])
        .compactMap { step.owns($0, in: lesson) ? phrases.mark(on: $0.normal)?.text : nil }
    }
    let marked = zip(steps, marks).filter { !$1.isEmpty }.map(\.0)
    let texts = Set(marks.joined())
    onlyMark = texts.count == 1 && texts.first?.hasPrefix("//") == true ? texts.first : nil
    let changing = steps.filter { step in
      step.isListing && !(step.revision?.changes.isEmpty ?? true)
    }
    let numbers = Set(marked.map(\.number))
    let silent = changing.count { !numbers.contains($0.number) }
    areExpected = !marked.isEmpty && marked.count >= silent
    highlighting = steps.filter { step in
      guard let revision = step.revision, revision.previous != nil else { return false }
      let runs = Self.ownRuns(step, revision, lesson)
      return !step.snippet.highlighted.isEmpty && !runs.isEmpty
        && runs.allSatisfy { step.highlights($0, of: revision) }
    }.map(\.number)
  }

  /// The runs of lines that this snippet adds, changes or moves.
  static func ownRuns(
    _ step: Step, _ revision: Revision, _ lesson: Lesson
  ) -> [ClosedRange<Int>] {
    revision.changes.compactMap(\.lines).filter {
      step.owns(revision.lines[$0.lowerBound - 1], in: lesson)
    }
  }

  /// - Parameter isSum: whether the step sums up those before it, and needs no marks.
  func findings(
    _ step: Step, _ revision: Revision, previous: [ProgramLine], isSum: Bool
  ) -> [Diagnostic] {
    markFindings(step, revision, previous: previous, isSum: isSum)
      + highlightFindings(step, revision)
  }

  // MARK: - Marks

  private func markFindings(
    _ step: Step, _ revision: Revision, previous: [ProgramLine], isSum: Bool
  ) -> [Diagnostic] {
    let lines = revision.lines
    var unmarked = Self.ownRuns(step, revision, lesson)
    let changed = unmarked
    var misplaced: [(mark: SourceRange, isTrailing: Bool, code: ProgramLine)] = []
    for (index, line) in zip(revision.written, revision.writtenLines)
    where step.owns(line, in: lesson) {
      guard let mark = phrases.mark(on: line.normal),
        let code = lines[index...].firstIndex(where: \.normal.isCode)
      else { continue }
      guard let run = changed.first(where: { $0.contains(code + 1) }) else {
        misplaced.append((line.range(of: mark.text), mark.isTrailing, lines[code]))
        continue
      }
      unmarked.removeAll { $0.overlaps(code + 1...run.upperBound) }
      // What the run has above its mark is left without one.
      let above = (run.lowerBound..<code + 1).filter { lines[$0 - 1].normal.isCode }
      if let first = above.first, !mark.isTrailing, !isMarked(run.lowerBound...code, in: lines) {
        unmarked.append(first...above.last!)
      }
    }
    // A misplaced mark was meant for the first change that has none: one mistake, one finding.
    let fixes = MarkFixes(lesson: lesson)
    let findings = misplaced.map { mark, isTrailing, code in
      let meant = unmarked.isEmpty ? nil : lines[unmarked.removeFirst().lowerBound - 1]
      var finding = onUnchangedLine(mark, code, step, previous: previous, meant: meant)
      finding.fixes = [
        fixes.moving(mark, isTrailing: isTrailing, to: meant, in: revision)
      ].compactMap { $0 }
      return finding
    }
    guard areExpected, step.isListing else { return findings }
    if isSum {
      let added = unmarked.filter { kind(of: $0, in: revision) == .added }
      return findings + added.map { inNoStep($0, step, revision) }
    }
    return findings
      + unmarked.filter { !step.highlights($0, of: revision) }.map {
        unmarkedChange($0, step, revision)
      }
  }

  private func isMarked(_ run: ClosedRange<Int>, in lines: [ProgramLine]) -> Bool {
    let start = lines[..<(run.lowerBound - 1)].lastIndex { $0.normal.isCode }.map { $0 + 1 } ?? 0
    return lines[start..<run.upperBound - 1].contains { phrases.mark(on: $0.normal) != nil }
  }

  private func unmarkedChange(
    _ run: ClosedRange<Int>, _ step: Step, _ revision: Revision
  ) -> Diagnostic {
    let kind = kind(of: run, in: revision)
    let count = run.count { revision.lines[$0 - 1].normal.isCode }
    let lines = count == 1 ? "this line is" : "these \(count) lines are"
    let first = revision.lines[run.lowerBound - 1]
    var finding = Diagnostic(
      .unmarkedChange,
      "this lesson marks what each step changes, but \(lines) \(kind.rawValue) without a mark, so a reader who looks for marks misses them; put the lesson's mark on the line above",
      path: lesson.path, range: first.range, address: lesson.address(step: step.number))
    finding.fixes = [
      onlyMark.flatMap { MarkFixes(lesson: lesson).adding($0, above: first, in: revision) }
    ].compactMap { $0 }
    return finding
  }

  private func kind(of run: ClosedRange<Int>, in revision: Revision) -> Change.Kind {
    revision.changes.first { $0.lines?.overlaps(run) ?? false }?.kind ?? .changed
  }

  private func inNoStep(
    _ run: ClosedRange<Int>, _ step: Step, _ revision: Revision
  ) -> Diagnostic {
    let count = run.count { revision.lines[$0 - 1].normal.isCode }
    return Diagnostic(
      .unmarkedChange,
      "this is presented as the whole program, but no step adds \(count == 1 ? "this line" : "these \(count) lines"): who follows the steps does not have \(count == 1 ? "it" : "them"). Add a step, or take \(count == 1 ? "it" : "them") out",
      path: lesson.path, range: revision.lines[run.lowerBound - 1].range,
      address: lesson.address(step: step.number))
  }

  private func onUnchangedLine(
    _ mark: SourceRange, _ code: ProgramLine, _ step: Step, previous: [ProgramLine],
    meant: ProgramLine?
  ) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    if let earlier = previous.first(where: { $0.normal.code == code.normal.code }) {
      notes.append(
        .init(
          message: "the same line stood here before", path: earlier.origin.path,
          range: earlier.range))
    }
    if let meant {
      notes.append(
        .init(
          message: "this is what the step changes", path: meant.origin.path, range: meant.range))
    }
    return Diagnostic(
      .markOnUnchangedLine,
      "this mark says that what follows is new or changed in step \(step.snippet.headingNumber ?? "\(step.number)"), but the step before has it already; remove the mark, or move it to what this step changes",
      path: lesson.path, range: mark, address: lesson.address(step: step.number), notes: notes)
  }
}

extension Step {
  /// Whether it shows more than what it changes, so that marks tell a reader something.
  var isListing: Bool {
    guard let revision else { return false }
    return switch revision.kind {
    case .complete, .elided: true
    case .fragment:
      snippet.lines.count { $0.isCode } > revision.changes.reduce(0) { $0 + ($1.lines?.count ?? 0) }
    case .patch, .repeat: false
    }
  }

  /// Whether a highlight of the fence covers some of a run of the program.
  func highlights(_ run: ClosedRange<Int>, of revision: Revision) -> Bool {
    guard let first = snippet.block.lines.first?.line else { return false }
    return run.contains { number in
      let line = revision.lines[number - 1].origin.line - first + 1
      return snippet.highlighted.contains { $0.contains(line) }
    }
  }
}

extension ProgramLine {
  /// A comment of the line, in Markdown.
  fileprivate func range(of comment: String) -> SourceRange {
    guard let place = text.firstRange(of: comment) else { return range }
    let offset = text.utf8.distance(from: text.startIndex, to: place.lowerBound)
    let start = SourceLocation(line: origin.line, column: origin.columnOffset + offset + 1)
    return start..<start.advanced(by: comment.utf8.count)
  }
}
