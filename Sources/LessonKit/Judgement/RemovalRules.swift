import JavaScript
import Markdown

/// What complete listings lose without a word.
struct RemovalRules {
  private let lesson: Lesson
  private let marks: MarkPhrases

  init(_ lesson: Lesson, marks: MarkPhrases) {
    self.lesson = lesson
    self.marks = marks
  }

  /// Lines of a statement that are gone at one place of the listing, and what stands there instead.
  private struct Loss {
    var lines: [ProgramLine]
    var instead: ClosedRange<Int>?
    /// The line of the listing, from 0, that follows what is gone.
    var next: Int
  }

  /// - Parameter isVariant: whether the listing may show the file of another example.
  func findings(
    _ step: Step, _ revision: Revision, previous: [ProgramLine], isVariant: Bool
  ) -> [Diagnostic] {
    guard revision.kind == .complete else { return [] }
    let losses = losses(in: revision, previous: previous)
    guard !losses.isEmpty else { return [] }
    let said = SaidRemovals(step, revision, lost: losses.flatMap(\.lines))
    if isSum(step, revision) {
      let all = losses.filter { !isSaid($0, step, revision, said) }
      return all.isEmpty ? [] : [differs(all, step, revision)]
    }
    let count = previous.count(where: \.normal.isCode)
    let lost = losses.reduce(0) { $0 + $1.lines.count }
    guard (count - lost) * 5 >= count * 4, !isVariant, grows(step, revision) else {
      return []
    }
    return losses.filter { !isSaid($0, step, revision, said) }.map { silent($0, step, revision) }
  }

  /// A listing that alters its predecessor and adds nothing may be a variant of it, unless it is the lesson's Function.
  private func grows(_ step: Step, _ revision: Revision) -> Bool {
    if step.isFollowed { return true }
    return revision.changes.contains { $0.kind == .added }
  }

  // MARK: - What is lost

  private func losses(in revision: Revision, previous: [ProgramLine]) -> [Loss] {
    // Most listings lose nothing.
    lazy var gaps = ProgramShape(previous).gaps
    return revision.changes.flatMap { change -> [Loss] in
      guard let old = change.previousLines, change.kind != .moved else { return [] }
      // A line that became several is still there.
      let new = change.lines.map { Words(revision.lines[($0.lowerBound - 1)..<$0.upperBound]) }
      let lost = old.map { $0 - 1 }.filter { line in
        previous[line].normal.isDistinctive && !(new?.contains(Words([previous[line]])) ?? false)
      }
      guard !lost.isEmpty else { return [] }
      let next = change.lines.map { $0.lowerBound - 1 } ?? place(ofRemoval: change, in: revision)
      // What is said of one statement is not said of the next.
      var losses: [(statement: Int?, loss: Loss)] = []
      for line in lost {
        let statement = gaps[...line].lastIndex { $0 != nil }
        if losses.isEmpty || losses[losses.count - 1].statement != statement {
          losses.append((statement, Loss(lines: [], instead: change.lines, next: next)))
        }
        losses[losses.count - 1].loss.lines.append(previous[line])
      }
      return losses.map(\.loss)
    }
  }

  /// After as many lines of code as stand before the removed ones, less what changed in between.
  private func place(ofRemoval change: Change, in revision: Revision) -> Int {
    guard let previous = revision.previous, let old = change.previousLines else { return 0 }
    var code = previous[..<(old.lowerBound - 1)].count(where: \.normal.isCode)
    for other in revision.changes {
      if other.kind == .moved {
        // It stands elsewhere: at both places it shifts what comes after.
        if let from = other.previousLines, from.upperBound < old.lowerBound {
          code -= from.count { previous[$0 - 1].normal.isCode }
        }
        continue
      }
      if other.previousLines.map({ $0.upperBound >= old.lowerBound }) ?? false { break }
      code -= other.previousLines?.count { previous[$0 - 1].normal.isCode } ?? 0
      code += other.lines?.count { revision.lines[$0 - 1].normal.isCode } ?? 0
    }
    var seen = 0
    for (index, line) in revision.lines.enumerated() where line.normal.isCode {
      if seen == code { return index }
      seen += 1
    }
    return max(revision.lines.count - 1, 0)
  }

  // MARK: - What is said of it

  private func isSaid(
    _ loss: Loss, _ step: Step, _ revision: Revision, _ said: SaidRemovals
  ) -> Bool {
    if let run = loss.instead, step.highlights(run, of: revision) { return true }
    let kept = (loss.instead.map(Array.init) ?? []).map { revision.lines[$0 - 1] }
    let end = loss.instead?.upperBound ?? loss.next + 1
    let start = revision.lines[..<loss.next].lastIndex { $0.normal.isCode }.map { $0 + 1 } ?? 0
    let signs = revision.lines[start..<min(end, revision.lines.count)].compactMap {
      marks.mark(on: $0.normal)
    }
    // What is marked as new is no word on what is gone, but for the line that it was.
    if signs.contains(where: { !$0.isOfAddition })
      || !signs.isEmpty
        && loss.lines.contains(where: { line in
          kept.contains { Elision.isAlike(line.normal, $0.normal) }
        })
    {
      return true
    }
    return said.cover(loss.lines, kept: kept)
  }

  /// Whether it is presented as the whole of what the steps before it made in parts.
  func isSum(_ step: Step, _ revision: Revision) -> Bool {
    revision.sumsUpParts && isPresentedAsWhole(step.snippet)
  }

  /// Whether it gathers what the steps before it made: that it changes nothing is the point.
  func isRecap(_ step: Step, _ revision: Revision) -> Bool {
    revision.sumsUpParts || isPresentedAsWhole(step.snippet)
  }

  /// Whether the text right before it, or its heading, says that this is all of the file.
  private func isPresentedAsWhole(_ snippet: Snippet) -> Bool {
    let said = [snippet.lead.last, snippet.heading ?? ""].map { $0.lowercased() }
    return said.contains { text in Self.whole.contains { text.contains($0) } }
  }

  private static let whole = [
    "complete", "full ", "whole", "entire", "final", "finished", "all together",
    "everything together",
    "should look like", "should now look like", "looks like this", "look like this", "end result",
    "完成", "全体", "最終", "全文", "全コード", "完全", "まとめると", "以下のようになります", "次のようになります",
    "completo", "complet", "vollständig", "gesamte", "完整", "全部", "전체", "최종",
  ]

  // MARK: - Findings

  private func silent(_ loss: Loss, _ step: Step, _ revision: Revision) -> Diagnostic {
    let what = quoted(loss.lines)
    let new = (loss.instead.map(Array.init) ?? []).map { revision.lines[$0 - 1].normal }
    let isChanged = loss.lines.contains { line in
      new.contains { Elision.isAlike(line.normal, $0) }
    }
    return Diagnostic(
      .silentRemoval,
      !isChanged
        ? "this listing no longer has \(what), which the step before had, and nothing says so: a reader who follows the text keeps it. Put it back, or name it in the text"
        : "this listing has something else for \(what) of the step before, and nothing says so: a reader who follows the text keeps the old line. Restore it, or say what changes",
      path: lesson.path, range: revision.lines[loss.next].range,
      address: lesson.address(step: step.number), notes: notes(loss.lines))
  }

  private func differs(_ losses: [Loss], _ step: Step, _ revision: Revision) -> Diagnostic {
    let lines = losses.flatMap(\.lines)
    return Diagnostic(
      .finalListingDiffers,
      "this is presented as the whole program, but it lacks \(quoted(lines)), which the steps before have: who follows the steps and who copies the listing get different programs. Correct the listing or the step",
      path: lesson.path, range: revision.lines[losses[0].next].range,
      address: lesson.address(step: step.number), notes: notes(lines))
  }

  private func quoted(_ lines: [ProgramLine]) -> String {
    let first = "`\(lines[0].text.trimmed.prefix(80))`"
    return lines.count == 1
      ? first : first + " and \(lines.count - 1) more \(lines.count == 2 ? "line" : "lines")"
  }

  private func notes(_ lines: [ProgramLine]) -> [Diagnostic.Note] {
    lines.prefix(3).map { line in
      .init(message: "it was written here", path: line.origin.path, range: line.range)
    }
  }
}
