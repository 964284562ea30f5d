/// An IPv4 address as the WHATWG URL Standard reads it: one to four numbers, decimal, octal after `0`
/// or hexadecimal after `0x`, of which the last fills all the bytes that are left.
struct IPv4Address: CustomStringConvertible {
  private let value: Int

  /// Whether a domain ends in a number, and so has to be an address.
  static func isMeant(by domain: String) -> Bool {
    guard let last = parts(of: domain).last else { return false }
    return number(last) != nil
      || !last.isEmpty && last.utf8.allSatisfy(\.isDigit)
  }

  init?(_ domain: String) {
    let numbers = Self.parts(of: domain).map(Self.number)
    guard numbers.count <= 4, !numbers.contains(nil) else { return nil }
    var value = 0
    for number in numbers.dropLast() {
      guard let number, number < 256 else { return nil }
      value = value << 8 | number
    }
    let bytesLeft = 5 - numbers.count
    guard let last = numbers.last.flatMap({ $0 }), last < 1 << (8 * bytesLeft) else { return nil }
    self.value = value << (8 * bytesLeft) | last
  }

  var description: String {
    [24, 16, 8, 0].map { String(value >> $0 & 0xFF) }.joined(separator: ".")
  }

  /// Without the empty part after a dot at the end.
  private static func parts(of domain: String) -> [Substring] {
    let parts = domain.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 && parts.last == "" ? parts.dropLast() : parts
  }

  /// One too large for any place is `Int.max`.
  private static func number(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.first != "+", text.first != "-" else { return nil }
    let (digits, radix): (Substring, Int) =
      if text.lowercased().hasPrefix("0x") {
        (text.dropFirst(2), 16)
      } else if text.count > 1, text.first == "0" { (text.dropFirst(), 8) } else { (text, 10) }
    guard digits.allSatisfy({ $0.hexDigitValue.map { $0 < radix } ?? false }) else { return nil }
    return digits.isEmpty ? 0 : Int(digits, radix: radix) ?? .max
  }
}

/// An IPv6 address as the WHATWG URL Standard reads and writes it.
struct IPv6Address: CustomStringConvertible {
  private let pieces: [UInt16]

  /// - Parameter text: what stands between the brackets.
  init?(_ text: ArraySlice<UInt8>) {
    let text = String(decoding: text, as: UTF8.self)
    let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    guard let head = Self.pieces(halves[0], mayEndInIPv4: halves.count == 1) else { return nil }
    guard halves.count == 2 else {
      guard head.count == 8 else { return nil }
      pieces = head
      return
    }
    guard let tail = Self.pieces(halves[1], mayEndInIPv4: true), head.count + tail.count < 8 else {
      return nil
    }
    pieces = head + [UInt16](repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  private static func pieces(_ text: Substring, mayEndInIPv4: Bool) -> [UInt16]? {
    if text.isEmpty { return [] }
    var pieces: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if mayEndInIPv4, index == parts.count - 1, part.contains(".") {
        guard let bytes = bytes(part) else { return nil }
        pieces += [
          UInt16(bytes[0]) << 8 | UInt16(bytes[1]), UInt16(bytes[2]) << 8 | UInt16(bytes[3]),
        ]
      } else {
        guard (1...4).contains(part.utf8.count), part.allSatisfy({ $0.isASCII && $0.isHexDigit }),
          let piece = UInt16(part, radix: 16)
        else { return nil }
        pieces.append(piece)
      }
    }
    return pieces
  }

  /// Four decimal numbers without zeros before them.
  private static func bytes(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let bytes = parts.compactMap { part in
      part.utf8.allSatisfy(\.isDigit)
        && (part == "0" || part.first != "0") ? UInt8(part) : nil
    }
    return parts.count == 4 && bytes.count == 4 ? bytes : nil
  }

  /// With the first longest run of two or more zeros left out.
  var description: String {
    var longest = 0..<0
    var start = 0
    for (index, piece) in pieces.enumerated() {
      if piece != 0 {
        start = index + 1
      } else if index + 1 - start > max(longest.count, 1) {
        longest = start..<(index + 1)
      }
    }
    func text(_ pieces: ArraySlice<UInt16>) -> String {
      pieces.map { String($0, radix: 16) }.joined(separator: ":")
    }
    if longest.isEmpty { return text(pieces[...]) }
    return text(pieces[..<longest.lowerBound]) + "::" + text(pieces[longest.upperBound...])
  }
}
