/// Texts that are keys of asymmetric algorithms, and so no shared secrets.
///
/// A public key is known to everyone. Whoever took its text as a secret would believe each token that
/// was signed with that text (“algorithm confusion”, RFC 8725, 2.1).
enum KeyText {
  /// Whether `bytes` are a key in PEM, DER, JWK, XML or OpenSSH's form, whatever stands around it, as they
  /// are or wrapped in base64 or hexadecimal digits.
  static func isKey(_ bytes: [UInt8]) -> Bool {
    // Without the zeros and marks of UTF-16 and UTF-32, and without the mark of UTF-8.
    let text = bytes.filter { $0 != 0 && $0 != 0xFE && $0 != 0xFF && !$0.isSpace }
    let start = Array(text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...])
    return isPlainKey(bytes, start)
      || [WrappedBytes.decodeBase64(start), WrappedBytes.decodeHexadecimal(start)].contains {
        isPlainKey($0, $0.filter { !$0.isSpace })
      }
  }

  /// - Parameter text: the same bytes without what makes no difference in a text.
  private static func isPlainKey(_ bytes: [UInt8], _ text: [UInt8]) -> Bool {
    isDER(bytes) || isWireFormat(bytes) || contains(text, words)
      || prefixes.contains { text.starts(with: $0.utf8) }
      || (text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "["))
        && contains(text, [#""kty""#])
  }

  private static let prefixes = ["ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-"]
  /// With the base64 of the names that OpenSSH's keys begin with, also behind a host or options.
  private static let words = [
    "-----BEGIN", "----BEGIN", "<RSAKeyValue", "AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh",
    "AAAAGnNrLXNza", "AAAAInNrLWVjZHNh",
  ]

  /// Whether one of the `words` stands somewhere in `text`.
  private static func contains(_ text: [UInt8], _ words: [String]) -> Bool {
    var isFirst = [Bool](repeating: false, count: 256)
    for word in words { isFirst[Int(word.utf8.first!)] = true }
    for start in text.indices where isFirst[Int(text[start])] {
      let rest = text[start...]
      if words.contains(where: { rest.starts(with: $0.utf8) }) { return true }
    }
    return false
  }

  /// Whether the bytes are a key as SSH sends it: the length of its type's name, and the name.
  private static func isWireFormat(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0, 0, 0]) && prefixes.contains { bytes.dropFirst(4).starts(with: $0.utf8) }
  }

  /// Whether the bytes are one DER sequence that starts as a SubjectPublicKeyInfo or a certificate
  /// does, with a sequence, or as the keys of PKCS #1 and PKCS #8 do, with an integer.
  private static func isDER(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 32, bytes[0] == 0x30 else { return false }
    var length = Int(bytes[1])
    var start = 2
    if length >= 0x80 {
      let count = length & 0x7F
      guard (1...3).contains(count) else { return false }
      length = bytes[2..<(2 + count)].reduce(0) { $0 << 8 | Int($1) }
      start += count
    }
    // A line break more or less, as editors and readers of files have it, makes no other key.
    return abs(length - (bytes.count - start)) <= 2 && start < bytes.count
      && [0x30, 0x02].contains(bytes[start])
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || self >= 0x09 && self <= 0x0D }
}

/// Bytes as text: base64 with or without padding, in either alphabet, and base 16 (RFC 4648, 4, 5 and 8).
enum WrappedBytes {
  /// The bytes, or none if the text is not such.
  static func decodeBase64(_ text: [UInt8]) -> [UInt8] {
    let digits = text.prefix { $0 != UInt8(ascii: "=") }
      .map {
        $0 == UInt8(ascii: "+")
          ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
      }
    return Base64URL.decode(digits) ?? []
  }

  /// The bytes that pairs of hexadecimal digits spell, or none if the text is not such.
  static func decodeHexadecimal(_ text: [UInt8]) -> [UInt8] {
    let digits = text.filter { $0 != UInt8(ascii: ":") }
    guard digits.count.isMultiple(of: 2) else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Character(Unicode.Scalar(digits[index])).hexDigitValue,
        let low = Character(Unicode.Scalar(digits[index + 1])).hexDigitValue
      else { return [] }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }
}
