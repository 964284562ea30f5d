/// A text and the table of its lines. Lines end with LF, CRLF or CR, as CommonMark has it.
package struct SourceText: Sendable {
  package let text: String
  let bytes: [UInt8]
  /// Offset of the first byte of each line.
  private let starts: [Int]
  /// Offset of the line terminator of each line, or of the end of the text.
  private let ends: [Int]

  package init(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.text = text
    bytes = Array(text.utf8)
    var starts = [0]
    var ends: [Int] = []
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      let isPair =
        byte == .carriageReturn && offset + 1 < bytes.count && bytes[offset + 1] == .lineFeed
      if byte == .lineFeed || byte == .carriageReturn {
        ends.append(offset)
        offset += isPair ? 1 : 0
        starts.append(offset + 1)
      }
      offset += 1
    }
    ends.append(bytes.count)
    self.starts = starts
    self.ends = ends
  }

  /// A text that ends with a line terminator has an empty last line, as editors show it.
  package var lineCount: Int { starts.count }

  /// The line without its terminator; empty where there is no such line.
  package func line(_ number: Int) -> Substring {
    substring(lineOffsets(number))
  }

  /// The byte offset of a location; one outside the text is moved to the nearest place inside.
  package func offset(of location: SourceLocation) -> Int {
    if location.line < 1 { return 0 }
    let line = lineOffsets(location.line)
    return min(line.lowerBound + max(location.column - 1, 0), line.upperBound)
  }

  package func location(ofOffset offset: Int) -> SourceLocation {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    let column = min(max(offset, 0), bytes.count) - starts[low] + 1
    return SourceLocation(line: low + 1, column: column)
  }

  package func slice(_ range: SourceRange) -> Substring {
    let start = offset(of: range.lowerBound)
    return substring(start..<max(start, offset(of: range.upperBound)))
  }

  /// The bytes of a line without its terminator; empty at the end of the text where there is no
  /// such line.
  func lineOffsets(_ number: Int) -> Range<Int> {
    guard number >= 1, number <= starts.count else { return bytes.count..<bytes.count }
    return starts[number - 1]..<ends[number - 1]
  }

  func range(_ offsets: Range<Int>) -> SourceRange {
    location(ofOffset: offsets.lowerBound)..<location(ofOffset: offsets.upperBound)
  }

  /// The end of a line, not counting white space.
  func trimmedEnd(ofLine number: Int) -> SourceLocation {
    let line = lineOffsets(number)
    var end = line.upperBound
    while end > line.lowerBound, bytes[end - 1].isBlank { end -= 1 }
    return SourceLocation(line: number, column: end - line.lowerBound + 1)
  }

  /// The first character of a line after white space and quote marks.
  func contentStart(ofLine number: Int) -> SourceLocation {
    let line = lineOffsets(number)
    let start = bytes[line].firstIndex { !$0.isBlank && $0 != ">" } ?? line.upperBound
    return SourceLocation(line: number, column: start - line.lowerBound + 1)
  }

  func end(ofLine number: Int) -> SourceLocation {
    SourceLocation(line: number, column: lineOffsets(number).count + 1)
  }

  /// Offsets inside a character are moved to its beginning.
  private func substring(_ offsets: Range<Int>) -> Substring {
    let start = text.utf8.index(text.startIndex, offsetBy: offsets.lowerBound)
    let end = text.utf8.index(start, offsetBy: offsets.count)
    return text[start..<end]
  }
}
