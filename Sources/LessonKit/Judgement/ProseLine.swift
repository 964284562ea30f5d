import Markdown

/// A line of a block's text as written, without what contains it.
struct ProseLine {
  var number: Int
  /// 1-based, in UTF-8 bytes.
  var column: Int
  /// Code spans, links and images are blanked.
  var text: String
  /// How far the text stands in from where the block's first line begins, in columns.
  var indent: Int

  func range(_ part: Range<String.Index>) -> SourceRange {
    let start = text.utf8.distance(from: text.startIndex, to: part.lowerBound)
    let end = text.utf8.distance(from: text.startIndex, to: part.upperBound)
    return SourceLocation(
      line: number, column: column + start)..<SourceLocation(
        line: number, column: column + end)
  }

  var range: SourceRange { range(text.startIndex..<text.endIndex) }
}

extension Lesson {
  func proseLines(of block: Block) -> [ProseLine] {
    let isQuoted = block.containers.contains(.quote)
    let first = block.range.lowerBound
    let base = width(source.line(first.line).utf8.prefix(first.column - 1))
    let spans = block.codeSpans.map(\.range) + block.links.map(\.range)
    return (first.line...max(block.range.upperBound.line, first.line)).map { number in
      let line = Array(source.line(number).utf8)
      let start =
        number == first.line
        ? first.column - 1
        : line.prefix { $0 == 0x20 || $0 == 0x09 || (isQuoted && $0 == 0x3E) }.count
      var bytes = Array(line[min(start, line.count)...])
      for span in spans {
        let from = span.lowerBound.line < number ? 0 : span.lowerBound.column - 1 - start
        let to =
          span.upperBound.line > number ? bytes.count : span.upperBound.column - 1 - start
        guard span.lowerBound.line <= number, number <= span.upperBound.line else { continue }
        for index in max(from, 0)..<max(min(to, bytes.count), max(from, 0)) { bytes[index] = 0x20 }
      }
      return ProseLine(
        number: number, column: start + 1, text: String(decoding: bytes, as: UTF8.self),
        indent: width(line.prefix(start)) - base)
    }
  }

  /// Columns, with tabs to the next multiple of four as CommonMark has it.
  private func width(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $1 == 0x09 ? $0 / 4 * 4 + 4 : $0 + 1 }
  }
}
