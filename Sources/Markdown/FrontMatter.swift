/// The YAML between `---` and `---` (or `...`) at the very start of a text.
package struct FrontMatter: Sendable {
  /// The YAML, without the lines that enclose it. Its first line is line 2 of the source.
  package let text: String
  /// From the first `-` to the end of the closing line.
  package let range: SourceRange
  /// A block that nothing closes is Markdown: it is not taken out of the page, and its text and
  /// range end before the first blank line, for a reader who must judge what the author meant.
  package let isClosed: Bool

  package init?(_ source: SourceText) {
    let byteOrderMark = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard source.lineCount > 1, Self.isFence(source.line(1).utf8.dropFirst(byteOrderMark), of: "-")
    else { return nil }
    let start = SourceLocation(line: 1, column: byteOrderMark + 1)
    let closing = (2...source.lineCount).first { number in
      let line = source.line(number).utf8
      return Self.isFence(line, of: "-") || Self.isFence(line, of: ".")
    }
    let isBlank = { (number: Int) in source.line(number).utf8.allSatisfy(\.isBlank) }
    let last = closing ?? (2...source.lineCount).first(where: isBlank) ?? source.lineCount + 1
    let textRange =
      SourceLocation(
        line: 2, column: 1)..<max(
        SourceLocation(line: 2, column: 1), SourceLocation(line: last, column: 1))
    text = String(source.slice(textRange))
    range = start..<source.trimmedEnd(ofLine: closing ?? last - 1)
    isClosed = closing != nil
  }

  private static func isFence(_ line: some Collection<UInt8>, of character: Unicode.Scalar) -> Bool
  {
    line.prefix(3).elementsEqual(repeatElement(UInt8(ascii: character), count: 3))
      && line.dropFirst(3).allSatisfy(\.isBlank)
  }
}
