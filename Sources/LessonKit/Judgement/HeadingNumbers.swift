import Markdown

/// Numbered headings count without gaps and repeats, per level and parent.
///
/// Each form of number (`2-1`, `Step 1`, `手順1`, `1.`) counts for itself. A restart at 0 or 1 is fine, and so are
/// decimals, numbers of three digits (years, status codes), and counting down.
struct HeadingNumbers {
  let lesson: Lesson

  func findings() -> [Diagnostic] {
    var findings: [Diagnostic] = []
    var parents: [Int] = []
    var levels: [Int] = []
    var runs: [Place: [Numbered]] = [:]
    let blocks = lesson.document.blocks
    for (index, block) in blocks.enumerated() {
      guard let heading = block.heading else { continue }
      while let level = levels.last, level >= heading.level {
        levels.removeLast()
        parents.removeLast()
      }
      if let number = number(of: block) {
        let place = Place(level: heading.level, parent: parents.last ?? -1, form: number.form)
        let current = Numbered(block: index, value: number.value, text: number.text)
        findings += judge(current, after: runs[place] ?? [], number.form)
        if number.value <= 1 { runs[place] = [] }
        runs[place, default: []].append(current)
      }
      levels.append(heading.level)
      parents.append(index)
    }
    return findings
  }

  private struct Place: Hashable {
    var level: Int
    var parent: Int
    var form: String
  }

  private struct Numbered {
    var block: Int
    var value: Int
    var text: String
  }

  /// What stands before the last figure (`step `, `2-`), that figure, and the number as its author writes it.
  private func number(of block: Block) -> (form: String, value: Int, text: String)? {
    guard let text = StepNumber.parse(block.text), !text.contains(".") else { return nil }
    let parts = text.split(separator: "-")
    guard parts.count <= 2, let last = parts.last, last.count <= 2,
      let value = Int(String(last.compactMap(\.wholeNumberValue).map(String.init).joined())),
      let place = block.text.firstRange(of: text)
    else { return nil }
    let before = block.text[..<place.lowerBound].trimmed.lowercased()
    var form = before + (parts.count == 2 ? " \(parts[0])-" : "")
    if form.isEmpty {
      // `404 Not found`, `3 ways to …`: without a sign after it, a number may be anything.
      let after = block.text[place.upperBound...].first
      guard let after, !after.isWhitespace else {
        form = "bare"
        return (form, value, text)
      }
    }
    return (form, value, text)
  }

  private func judge(_ current: Numbered, after run: [Numbered], _ form: String) -> [Diagnostic] {
    guard let previous = run.last, current.value > 1 else {
      return []
    }
    if form == "bare", run[0].value > 1 { return [] }
    let isRepeat = run.contains { $0.value == current.value }
    let missing = previous.value + 1..<max(current.value, previous.value + 1)
    guard isRepeat || !missing.isEmpty else { return [] }
    if !isRepeat, missing.allSatisfy({ isElsewhere($0, between: previous, and: current) }) {
      return []
    }
    let block = lesson.document.blocks[current.block]
    let prefix = current.text.dropLast("\(current.value)".count)
    let names = missing.prefix(3).map { "\(prefix)\($0)" }.joined(separator: ", ")
    let message =
      isRepeat
      ? "number \(current.text) is given to two headings, so \"step \(current.text)\" no longer says which one is meant; renumber this one and those after it"
      : "the numbers of the headings go from \(previous.text) to \(current.text): \(names) \(missing.count == 1 ? "is" : "are") missing. Readers look for the step they seem to have lost; renumber, or add it"
    let first = run.last { $0.value == current.value } ?? previous
    let other = lesson.document.blocks[first.block]
    var finding =
      Diagnostic(
        .stepNumberGap, message, path: lesson.path, range: range(of: current.text, in: block),
        notes: [
          .init(
            message: isRepeat ? "the other one is here" : "the heading before it",
            path: lesson.path, range: range(of: first.text, in: other))
        ])
    finding.fixes = [renumbering(block, current, to: "\(prefix)\(previous.value + 1)")].compactMap {
      $0
    }
    return [finding]
  }

  /// Unsafe, because "as in step 2-4" and links from other pages and languages keep the old number.
  ///
  /// - Returns: nil where a link on this page would break, or the number is not written in plain digits.
  private func renumbering(_ block: Block, _ current: Numbered, to number: String) -> Diagnostic
    .Fix?
  {
    let place = range(of: current.text, in: block)
    guard place != block.range, current.text.utf8.allSatisfy({ $0 < 0x80 }),
      let slug = block.heading?.slug, !lesson.source.text.contains("#" + slug)
    else { return nil }
    return .init(
      safety: .unsafe,
      message:
        "make it \(number); then look for text and links that still say \(current.text), here, on other pages and in translations",
      edits: [.init(range: place, text: number)])
  }

  /// Whether a block in between has the number: in bold, in a list, or as a heading of another level.
  private func isElsewhere(
    _ value: Int, between previous: Numbered, and current: Numbered
  ) -> Bool {
    let prefix = current.text.dropLast("\(current.value)".count)
    return lesson.document.blocks[(previous.block + 1)..<current.block].contains { block in
      StepNumber.parse(block.text) == "\(prefix)\(value)"
    }
  }

  /// The number itself.
  private func range(of number: String, in block: Block) -> SourceRange {
    let start = block.range.lowerBound
    let line = lesson.source.line(start.line).utf8.dropFirst(start.column - 1)
    guard let place = Substring(line).firstRange(of: number) else { return block.range }
    let offset = line.distance(from: line.startIndex, to: place.lowerBound)
    let begin = start.advanced(by: offset)
    return begin..<begin.advanced(by: number.utf8.count)
  }
}
