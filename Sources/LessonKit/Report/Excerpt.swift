import Markdown

/// A line of Markdown with what is meant underlined, as far as the terminal has room for it.
struct Excerpt {
  let number: String
  let text: String
  /// Stands under `text`: blanks (tabs where the text has tabs), then `^~~~`.
  let indent: String
  let underline: String

  /// - Parameter columns: the room for the text; longer lines are cut around the place.
  /// - Returns: nil where the range names no text.
  init?(_ range: SourceRange, in source: SourceText, columns: Int) {
    let line = range.lowerBound.line
    guard line <= source.lineCount, range.upperBound > range.lowerBound else { return nil }
    let bytes = Array(source.line(line).utf8)
    let start = min(range.lowerBound.column - 1, bytes.count)
    let end =
      range.upperBound.line > line
      ? bytes.count : max(start, min(range.upperBound.column - 1, bytes.count))
    var before = Self.characters(bytes[..<start])
    var marked = Self.characters(bytes[start..<end])
    var after = Self.characters(bytes[end...])
    if Self.width(before) + Self.width(marked) + Self.width(after) > columns {
      // What stands before the place may take a third of the room, or what the rest leaves.
      let rest = Self.width(marked) + Self.width(after)
      let head = Self.end(of: before, columns: max(columns / 3, columns - rest) - 1)
      before = (head.count < before.count ? ["…"] : []) + head
      let room = columns - Self.width(before) - 1
      let isCut = rest > room
      marked = Self.beginning(of: marked, columns: room)
      after = Self.beginning(of: after, columns: room - Self.width(marked)) + (isCut ? ["…"] : [])
    }
    number = String(line)
    text = (before + marked + after).map { $0 == "\t" ? "\t" : String($0).oneLine }.joined()
    // Tabs stay tabs above and below, so the caret stands right whatever their width.
    indent = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.terminalWidth) }
      .joined()
    underline = "^" + String(repeating: "~", count: max(String(marked).terminalWidth - 1, 0))
  }

  private static func characters(_ bytes: ArraySlice<UInt8>) -> [Character] {
    Array(String(decoding: bytes, as: UTF8.self))
  }

  private static func width(_ text: [Character]) -> Int { text.reduce(0) { $0 + width($1) } }

  private static func width(_ character: Character) -> Int {
    character == "\t" ? 8 : character.terminalWidth
  }

  private static func beginning(of text: [Character], columns: Int) -> [Character] {
    var left = columns
    return Array(
      text.prefix { character in
        left -= width(character)
        return left >= 0
      })
  }

  private static func end(of text: [Character], columns: Int) -> [Character] {
    beginning(of: text.reversed(), columns: columns).reversed()
  }
}
