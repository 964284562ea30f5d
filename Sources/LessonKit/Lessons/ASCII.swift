/// Classes of bytes for texts that are nearly always ASCII, where the standard library's characters would cost most
/// of the time.
extension UInt8 {
  var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
  var isASCIIUppercase: Bool { (0x41...0x5A).contains(self) }
  var isASCIILowercase: Bool { (0x61...0x7A).contains(self) }

  /// What can stand in a name: letters, digits, `_` and `$`.
  var isASCIIWordPart: Bool {
    isASCIILowercase || isASCIIUppercase || isASCIIDigit || self == UInt8(ascii: "_")
      || self == UInt8(ascii: "$")
  }

  var isASCIISpace: Bool { (0x09...0x0D).contains(self) || self == 0x20 }

  var asciiLowercased: UInt8 { isASCIIUppercase ? self | 0x20 : self }
}

extension StringProtocol {
  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String { self[...].trimmed }
}

extension Substring {
  /// Without white space at both ends.
  var trimmed: String {
    guard let start = utf8.firstIndex(where: { !$0.isASCIISpace }),
      let end = utf8.lastIndex(where: { !$0.isASCIISpace })
    else { return "" }
    if utf8[start] < 0x80, utf8[end] < 0x80 { return String(self[start...end]) }
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
