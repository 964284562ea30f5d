import Markdown

/// A text with fixes applied to it: each wholly or not at all, what they do not name kept to the byte.
package struct FixedText {
  package private(set) var text: String
  /// The fixes that were applied, in their order.
  package private(set) var applied: [Diagnostic.Fix] = []

  /// Of fixes that touch the same place the first is applied; the others may be tried on the result.
  package init(_ original: String, fixes: [Diagnostic.Fix]) {
    let source = SourceText(original)
    var taken: [Range<Int>] = []
    var edits: [(range: Range<Int>, text: String)] = []
    for fix in fixes {
      let own = fix.edits.map { edit in
        let start = source.offset(of: edit.range.lowerBound)
        let end = max(start, source.offset(of: edit.range.upperBound))
        return (
          range: start..<end, text: source.ended(edit.text, asLine: edit.range.lowerBound.line)
        )
      }
      let isFree = own.allSatisfy { edit in
        !taken.contains { $0.touches(edit.range) }
      }
      guard isFree, !own.isEmpty else { continue }
      taken += own.map(\.range)
      edits += own
      applied.append(fix)
    }
    var bytes = Array(source.text.utf8)
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      bytes.replaceSubrange(edit.range, with: edit.text.utf8)
    }
    text = String(decoding: bytes, as: UTF8.self)
  }
}

extension Range<Int> {
  /// Whether two edits would depend on their order: they overlap, or insert at the same place.
  fileprivate func touches(_ other: Range<Int>) -> Bool {
    overlaps(other) || lowerBound == other.lowerBound
      || (isEmpty && other.contains(lowerBound)) || (other.isEmpty && contains(other.lowerBound))
  }
}

extension SourceText {
  /// A text with its line feeds as the line, or the one before it, ends.
  fileprivate func ended(_ text: String, asLine number: Int) -> String {
    guard text.contains("\n") else { return text }
    let number = number < lineCount ? number : number - 1
    let ending = slice(
      SourceLocation(
        line: number, column: line(number).utf8.count + 1)..<SourceLocation(
          line: number + 1, column: 1))
    return ending.isEmpty || ending == "\n" ? text : text.replacing("\n", with: ending)
  }

  /// A place with the lines it has to itself: a line of nothing else goes wholly, and with it a blank line
  /// that would follow another.
  func wholeLines(_ range: SourceRange) -> SourceRange {
    let (first, last) = (range.lowerBound.line, range.upperBound.line)
    let before = slice(SourceLocation(line: first, column: 1)..<range.lowerBound)
    let after = slice(range.upperBound..<SourceLocation(line: last, column: Int.max / 2))
    guard before.isBlank, after.isBlank else { return range }
    let isBetweenBlanks =
      (first == 1 || line(first - 1).isBlank) && last < lineCount && line(last + 1).isBlank
    let end = last + (isBetweenBlanks ? 2 : 1)
    return SourceLocation(line: first, column: 1)..<SourceLocation(line: end, column: 1)
  }
}

extension Substring {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
