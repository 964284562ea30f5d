import Markdown

/// What is wrong in how a lesson's code evolves.
struct EvolutionRules {
  let lesson: Lesson
  let marks: MarkPhrases

  init(_ lesson: Lesson) {
    self.lesson = lesson
    marks = MarkPhrases(own: lesson.settings.marks)
  }

  func findings(in steps: [Step]) -> [Diagnostic] {
    let usesMarks = steps.contains { step in
      step.revision?.lines.contains { marks.isMark($0.normal) } ?? false
    }
    return steps.flatMap { step -> [Diagnostic] in
      guard let revision = step.revision else { return [] }
      var findings = markFindings(step, revision, usesMarks: usesMarks)
      if revision.previous != nil, revision.changes.isEmpty {
        findings.append(
          Diagnostic(
            .emptyStep,
            "this snippet changes nothing: its code is that of the step before. Show what changes, or declare it an aside with `<!-- stepwise: aside -->`",
            path: lesson.path, range: step.snippet.block.range,
            address: lesson.address(step: step.number)))
      }
      return findings
    }
  }

  // MARK: - Marks

  private func markFindings(_ step: Step, _ revision: Revision, usesMarks: Bool) -> [Diagnostic] {
    guard let previous = revision.previous else { return [] }
    let changed = revision.changes.filter { change in
      change.lines.map { isOwn(revision.lines[$0.lowerBound - 1], step) } ?? false
    }
    var unmarked = changed
    var misplaced: [(mark: ProgramLine, code: ProgramLine)] = []
    for (index, line) in revision.lines.enumerated()
    where marks.isMark(line.normal) && isOwn(line, step) {
      guard let next = revision.lines[index...].firstIndex(where: { $0.normal.isCode }) else {
        continue
      }
      if changed.contains(where: { $0.lines!.contains(next + 1) }) {
        unmarked.removeAll { $0.lines!.contains(next + 1) }
      } else {
        misplaced.append((line, revision.lines[next]))
      }
    }
    // A misplaced mark was meant for the first change that has none: one mistake, one finding.
    let findings = misplaced.map { mark, code in
      let meant = unmarked.isEmpty ? nil : unmarked.removeFirst()
      return onUnchangedLine(
        mark, code, step, previous: previous,
        meant: meant.map { revision.lines[$0.lines!.lowerBound - 1] })
    }
    return findings + (usesMarks ? unmarked.map { unmarkedChange($0, step, revision) } : [])
  }

  private func unmarkedChange(_ change: Change, _ step: Step, _ revision: Revision) -> Diagnostic {
    let run = change.lines!
    let lines = run.count == 1 ? "this line is" : "these \(run.count) lines are"
    return Diagnostic(
      .unmarkedChange,
      "this lesson marks what each step changes, but \(lines) \(change.kind.rawValue) without a mark; put the lesson's mark on the line above",
      path: lesson.path, range: range(of: revision.lines[run.lowerBound - 1]),
      address: lesson.address(step: step.number))
  }

  private func onUnchangedLine(
    _ mark: ProgramLine, _ code: ProgramLine, _ step: Step, previous: [ProgramLine],
    meant: ProgramLine?
  ) -> Diagnostic {
    var notes: [Diagnostic.Note] = []
    if let earlier = previous.first(where: { $0.normal.code == code.normal.code }) {
      notes.append(
        .init(
          message: "the same line stood here before", path: earlier.origin.path,
          range: range(of: earlier)))
    }
    if let meant {
      notes.append(
        .init(
          message: "this is what the step changes", path: meant.origin.path, range: range(of: meant)
        ))
    }
    return Diagnostic(
      .markOnUnchangedLine,
      "this mark says that what follows is new or changed in step \(step.snippet.headingNumber ?? "\(step.number)"), but the step before has it already; remove the mark, or move it to what this step changes",
      path: lesson.path, range: range(of: mark), address: lesson.address(step: step.number),
      notes: notes)
  }

  /// Whether the line was written in this step's snippet, not taken over from an earlier one.
  private func isOwn(_ line: ProgramLine, _ step: Step) -> Bool {
    let block = step.snippet.block.range
    return line.origin.path == lesson.path
      && (block.lowerBound.line...block.upperBound.line).contains(line.origin.line)
  }

  /// The line's text without its indent.
  private func range(of line: ProgramLine) -> SourceRange {
    let indent = line.text.prefix { $0 == " " || $0 == "\t" }.utf8.count
    let start = SourceLocation(
      line: line.origin.line, column: line.origin.columnOffset + indent + 1)
    return start..<start.advanced(by: max(line.text.trimmed.utf8.count, 1))
  }
}

/// The comments that say "this is new": a comment that consists of a listed phrase and nothing else.
struct MarkPhrases {
  private let phrases: Set<String>

  private static let builtIn = [
    "added in this step", "changed in this step", "new in this step", "new",
    "今回追加分", "今回追加部分", "今回追加箇所", "今回変更分", "今回変更部分", "今回変更箇所",
    "añadido en este paso", "cambiado en este paso", "ajouté à cette étape",
    "modifié à cette étape",
    "in diesem schritt hinzugefügt", "in diesem schritt geändert", "adicionado neste passo",
    "alterado neste passo", "本步骤新增", "本步骤修改", "이번 단계에서 추가", "이번 단계에서 변경",
  ]

  init(own: [String]) { phrases = Set((Self.builtIn + own).map { $0.lowercased().trimmed }) }

  func isMark(_ line: NormalLine) -> Bool {
    guard !line.isCode, line.comments.count == 1 else { return false }
    var text = line.comments[0][...]
    if text.hasPrefix("//") {
      text = text.dropFirst(2)
    } else if text.hasPrefix("/*"), text.hasSuffix("*/") {
      text = text.dropFirst(2).dropLast(2)
    }
    return phrases.contains(text.trimmed.lowercased())
  }
}
