/// The bytes of a source, and where the pieces of the lexical grammar that start in them end.
struct LexerText {
  let bytes: [UInt8]

  init(_ source: String) { bytes = Array(source.utf8) }

  var count: Int { bytes.count }

  /// The byte at an offset; 0 past the end.
  subscript(offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func hasPrefix(_ prefix: StaticString, at offset: Int) -> Bool {
    guard offset + prefix.utf8CodeUnitCount <= count else { return false }
    return (0..<prefix.utf8CodeUnitCount).allSatisfy { bytes[offset + $0] == prefix.utf8Start[$0] }
  }

  /// The length in bytes of the line terminator at an offset, 0 if none is there.
  func lineTerminatorLength(at offset: Int) -> Int {
    switch self[offset] {
    case UInt8(ascii: "\n"): 1
    case UInt8(ascii: "\r"): self[offset + 1] == UInt8(ascii: "\n") ? 2 : 1
    case 0xE2 where self[offset + 1] == 0x80 && self[offset + 2] & 0xFE == 0xA8: 3
    default: 0
    }
  }

  /// The offset after the whitespace and line terminators at an offset.
  func endOfSpace(from offset: Int) -> Int {
    var end = offset
    while end < count {
      let byte = bytes[end]
      if byte == 0x20 || 0x09...0x0D ~= byte {
        end += 1
      } else if byte < 0x80 {
        break
      } else if isSpace(scalar(at: end)) {
        end += length(at: end)
      } else {
        break
      }
    }
    return end
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{FEFF}", "\u{2028}", "\u{2029}": true
    default: scalar.properties.generalCategory == .spaceSeparator
    }
  }

  /// The offset of the line terminator, or end of source, that ends the line.
  func endOfLine(from offset: Int) -> Int {
    var end = offset
    while end < count, lineTerminatorLength(at: end) == 0 { end += 1 }
    return end
  }

  /// The length of the UTF-8 sequence that starts at an offset.
  func length(at offset: Int) -> Int {
    switch bytes[offset] {
    case ..<0x80: 1
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
  }

  private func scalar(at offset: Int) -> Unicode.Scalar {
    let length = length(at: offset)
    if length == 1 { return Unicode.Scalar(bytes[offset]) }
    var value = UInt32(bytes[offset]) & (0x7F >> UInt32(length))
    for index in 1..<length { value = value << 6 | UInt32(self[offset + index] & 0x3F) }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// The end of the identifier at an offset, which is that offset where none starts.
  func endOfIdentifier(from offset: Int) -> Int {
    var end = offset
    while end < count {
      let length = identifierPartLength(at: end, isFirst: end == offset)
      if length == 0 { break }
      end += length
    }
    return end
  }

  /// JSX names hold hyphens too.
  func endOfJSXIdentifier(from offset: Int) -> Int {
    var end = endOfIdentifier(from: offset)
    guard end > offset else { return offset }
    while self[end] == UInt8(ascii: "-") || identifierPartLength(at: end, isFirst: false) > 0 {
      end += self[end] == UInt8(ascii: "-") ? 1 : identifierPartLength(at: end, isFirst: false)
    }
    return end
  }

  private func identifierPartLength(at offset: Int, isFirst: Bool) -> Int {
    switch self[offset] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "$"), UInt8(ascii: "_"):
      return 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return isFirst ? 0 : 1
    case UInt8(ascii: "\\"):
      return unicodeEscapeLength(at: offset)
    case 0x80...:
      let scalar = scalar(at: offset)
      let isPart =
        isFirst
        ? scalar.properties.isIDStart
        : scalar.properties.isIDContinue || scalar == "\u{200C}" || scalar == "\u{200D}"
      return isPart ? length(at: offset) : 0
    default:
      return 0
    }
  }

  /// The length of `\u1234` or `\u{12}`; 0 for anything else.
  private func unicodeEscapeLength(at offset: Int) -> Int {
    guard self[offset + 1] == UInt8(ascii: "u") else { return 0 }
    let isBraced = self[offset + 2] == UInt8(ascii: "{")
    let start = offset + (isBraced ? 3 : 2)
    var end = start
    // Six digits hold any code point; a bound keeps a row of broken escapes linear.
    while end - start < (isBraced ? 6 : 4), isHexDigit(self[end]) { end += 1 }
    if isBraced {
      return end > start && self[end] == UInt8(ascii: "}") ? end + 1 - offset : 0
    }
    return end - start == 4 ? end - offset : 0
  }

  func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
  }

  func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
