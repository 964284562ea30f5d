/// Reads link syntax (CommonMark 0.29, §4.7 and §6.5) in the lines of one block, stepping over what
/// containers put before the content of each line. Every function takes an offset and returns the
/// offset after what it read.
struct LineScanner {
  let bytes: [UInt8]
  /// The end of the block, or of the part that is being read.
  var end: Int
  /// How many quotes contain the block, so how many `>` may begin its lines.
  let quoteDepth: Int

  subscript(offset: Int) -> UInt8? { offset < end ? bytes[offset] : nil }

  func has(_ scalar: Unicode.Scalar, at offset: Int) -> Bool {
    self[offset] == UInt8(ascii: scalar)
  }

  /// The beginning of the next line's content, from anywhere in a line.
  func nextLine(after offset: Int) -> Int {
    var offset = offset
    while let byte = self[offset], !byte.isLineEnd { offset += 1 }
    return afterLineEnd(at: offset)
  }

  /// The beginning of the content of the line that follows a line end.
  func afterLineEnd(at offset: Int) -> Int {
    var offset = offset
    offset += self[offset] == .carriageReturn && self[offset + 1] == .lineFeed ? 2 : 1
    var quotes = 0
    while let byte = self[offset] {
      if byte == UInt8(ascii: ">"), quotes < quoteDepth {
        quotes += 1
      } else if !byte.isBlank {
        break
      }
      offset += 1
    }
    return min(offset, end)
  }

  /// White space with at most one line end; paragraphs hold no blank lines.
  func whiteSpace(at offset: Int) -> Int {
    var offset = blanks(at: offset)
    if self[offset]?.isLineEnd == true { offset = afterLineEnd(at: offset) }
    return offset
  }

  func blanks(at offset: Int) -> Int {
    var offset = offset
    while self[offset]?.isBlank == true { offset += 1 }
    return offset
  }

  /// `[label]`
  func label(at offset: Int) -> Int? {
    guard has("[", at: offset) else { return nil }
    var index = offset + 1
    while let byte = self[index], index - offset <= 1001 {
      switch byte {
      case UInt8(ascii: "]"): return index + 1
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "\\"): index += self[index + 1]?.isASCIIPunctuation == true ? 2 : 1
      default: index += 1
      }
    }
    return nil
  }

  /// `(destination "title")`
  func inlineLinkTail(at offset: Int) -> Int? {
    guard has("(", at: offset) else { return nil }
    let start = whiteSpace(at: offset + 1)
    guard let destination = destination(at: start) else { return nil }
    let space = whiteSpace(at: destination)
    if has(")", at: space) { return space + 1 }
    guard space > destination, let title = title(at: space) else { return nil }
    let close = whiteSpace(at: title)
    return has(")", at: close) ? close + 1 : nil
  }

  /// `[label]: destination "title"` and its line end.
  func definition(at offset: Int) -> Int? {
    guard let label = label(at: offset), has(":", at: label) else { return nil }
    let start = whiteSpace(at: label + 1)
    guard let destination = destination(at: start), destination > start else { return nil }
    let space = whiteSpace(at: destination)
    if space > destination, let title = title(at: space), let line = lineEnd(at: title) {
      return line
    }
    return lineEnd(at: destination)
  }

  /// The next line, where only blanks are left in this one.
  private func lineEnd(at offset: Int) -> Int? {
    let offset = blanks(at: offset)
    guard let byte = self[offset] else { return end }
    return byte.isLineEnd ? afterLineEnd(at: offset) : nil
  }

  /// May be empty, as in `[x]()`.
  private func destination(at offset: Int) -> Int? {
    var index = offset
    let isEnclosed = has("<", at: offset)
    var depth = 0
    if isEnclosed { index += 1 }
    while let byte = self[index] {
      switch byte {
      case UInt8(ascii: "\\") where self[index + 1]?.isASCIIPunctuation == true: index += 1
      case UInt8(ascii: ">") where isEnclosed: return index + 1
      case UInt8(ascii: "<") where isEnclosed: return nil
      case _ where isEnclosed && !byte.isLineEnd: break
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        if depth == 0 { return index }
        depth -= 1
      case _ where byte <= 0x20: return isEnclosed || depth > 0 ? nil : index
      default: break
      }
      index += 1
    }
    return isEnclosed || depth > 0 ? nil : index
  }

  private func title(at offset: Int) -> Int? {
    let close: UInt8
    switch self[offset] {
    case UInt8(ascii: "\""): close = UInt8(ascii: "\"")
    case UInt8(ascii: "'"): close = UInt8(ascii: "'")
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var index = offset + 1
    while let byte = self[index] {
      if byte == close { return index + 1 }
      index += byte == UInt8(ascii: "\\") && self[index + 1]?.isASCIIPunctuation == true ? 2 : 1
    }
    return nil
  }
}
