/// Base64 with the URL-safe alphabet and without padding (RFC 4648, 5; RFC 7515, 2).
enum Base64URL {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The value of each byte that stands in the alphabet, 0xFF for the others.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
    return values
  }()

  static func encode(_ bytes: [UInt8], onto text: inout [UInt8]) {
    let alphabet = alphabet
    var index = 0
    while index < bytes.count {
      let count = min(3, bytes.count - index)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < count ? UInt32(bytes[index + offset]) : 0)
      }
      for digit in 0...count {
        text.append(alphabet[Int(group >> (18 - 6 * UInt32(digit)) & 63)])
      }
      index += 3
    }
  }

  /// The bytes that `text` encodes, or `nil` if it is not the canonical encoding of any.
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    let values = values
    var bytes: [UInt8] = []
    var group: UInt32 = 0
    var bits = 0
    for byte in text {
      let value = values[Int(byte)]
      guard value != 0xFF else { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
      }
    }
    let leftOver = group & (1 << UInt32(bits) - 1)
    guard bits < 6, leftOver == 0 else { return nil }
    return bytes
  }
}
