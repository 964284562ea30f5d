/// Where literals and comments end: the offset after them, and whether the source closes them.
extension LexerText {
  typealias Ending = (end: Int, isTerminated: Bool)

  func endOfBlockComment(from offset: Int) -> Ending {
    var end = offset + 2
    while end < count {
      if hasPrefix("*/", at: end) { return (end + 2, true) }
      end += 1
    }
    return (count, false)
  }

  /// An unclosed string ends with its line.
  func endOfString(from offset: Int) -> Ending {
    var end = offset + 1
    while end < count {
      switch bytes[end] {
      case bytes[offset]: return (end + 1, true)
      case UInt8(ascii: "\\"): end += 1 + max(1, lineTerminatorLength(at: end + 1))
      // U+2028 and U+2029 may stand in a string since ECMAScript 2019.
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return (end, false)
      default: end += 1
      }
    }
    return (count, false)
  }

  /// JSX strings have no escapes and may hold line breaks; an unclosed one ends with its line.
  func endOfJSXString(from offset: Int) -> Ending {
    guard let quote = bytes[(offset + 1)...].firstIndex(of: bytes[offset]) else {
      return (endOfLine(from: offset), false)
    }
    return (quote + 1, true)
  }

  /// The piece of a template that the `` ` `` or `}` at an offset starts.
  func endOfTemplatePiece(from offset: Int) -> (end: Int, isTerminated: Bool, isHead: Bool) {
    var end = offset + 1
    while end < count {
      switch bytes[end] {
      case UInt8(ascii: "`"): return (end + 1, true, false)
      case UInt8(ascii: "$") where self[end + 1] == UInt8(ascii: "{"): return (end + 2, true, true)
      case UInt8(ascii: "\\"): end += 2
      default: end += 1
      }
    }
    return (count, false, false)
  }

  /// An unclosed regular expression ends with its line.
  func endOfRegularExpression(from offset: Int) -> Ending {
    var end = offset + 1
    var isInClass = false
    while end < count, lineTerminatorLength(at: end) == 0 {
      switch bytes[end] {
      case UInt8(ascii: "\\") where lineTerminatorLength(at: end + 1) == 0: end += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass: return (endOfFlags(from: end + 1), true)
      default: break
      }
      end += 1
    }
    return (min(end, count), false)
  }

  private func endOfFlags(from offset: Int) -> Int {
    var end = offset
    while UInt8(ascii: "a")...UInt8(ascii: "z") ~= self[end] | 0x20 { end += 1 }
    return end
  }

  /// Numbers with separators, `n`, and the octals of old (`017`), which take no fraction.
  func endOfNumber(from offset: Int) -> Int {
    if bytes[offset] == UInt8(ascii: "0") {
      switch self[offset + 1] | 0x20 {
      case UInt8(ascii: "x") where isHexDigit(self[offset + 2]):
        return endOfSuffix(from: endOfDigits(from: offset + 2, isHexDigit))
      case UInt8(ascii: "o") where isDigit(self[offset + 2]),
        UInt8(ascii: "b") where isDigit(self[offset + 2]):
        return endOfSuffix(from: endOfDigits(from: offset + 2, isDigit))
      default:
        let end = endOfDigits(from: offset, isDigit)
        let isOctal = bytes[offset..<end].allSatisfy { $0 < UInt8(ascii: "8") }
        if end > offset + 1, isOctal { return end }
      }
    }
    var end = endOfDigits(from: offset, isDigit)
    if self[end] == UInt8(ascii: "n") { return end + 1 }
    if self[end] == UInt8(ascii: ".") { end = endOfDigits(from: end + 1, isDigit) }
    if self[end] | 0x20 == UInt8(ascii: "e") {
      let isSigned = self[end + 1] == UInt8(ascii: "+") || self[end + 1] == UInt8(ascii: "-")
      let exponent = end + (isSigned ? 2 : 1)
      if isDigit(self[exponent]) { end = endOfDigits(from: exponent, isDigit) }
    }
    return end
  }

  private func endOfDigits(from offset: Int, _ isDigit: (UInt8) -> Bool) -> Int {
    var end = offset
    while isDigit(self[end]) || self[end] == UInt8(ascii: "_") { end += 1 }
    return end
  }

  private func endOfSuffix(from offset: Int) -> Int {
    self[offset] == UInt8(ascii: "n") ? offset + 1 : offset
  }

  /// The longest punctuator at an offset; nil where none starts.
  func endOfPunctuator(from offset: Int) -> Int? {
    // `a?.5:b` is a condition.
    if hasPrefix("?.", at: offset), isDigit(self[offset + 2]) { return offset + 1 }
    guard self[offset] < 128 else { return nil }
    return punctuatorsByByte[Int(self[offset])].first { hasPrefix($0, at: offset) }.map {
      offset + $0.utf8CodeUnitCount
    }
  }
}
