/// Texts that are keys of asymmetric algorithms, and so no shared secrets.
///
/// A public key is known to everyone. Whoever took its text as a secret would believe each token that
/// was signed with that text (“algorithm confusion”, RFC 8725, 2.1).
enum KeyText {
  /// Whether `bytes` are a key in PEM, DER, JWK or OpenSSH's form, whatever stands around it.
  static func isKey(_ bytes: [UInt8]) -> Bool {
    // Without the zeros and marks of UTF-16, and without the mark of UTF-8.
    let text = bytes.filter { $0 != 0 && $0 != 0xFE && $0 != 0xFF && !$0.isSpace }
    let start = Array(text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3) : text[...])
    return isDER(bytes) || isDER(Base64.decode(start))
      || contains(start, "-----BEGIN") || contains(start, "----BEGIN")
      || sshPrefixes.contains { start.starts(with: $0.utf8) }
      || (start.first == UInt8(ascii: "{") || start.first == UInt8(ascii: "["))
        && contains(start, #""kty""#)
  }

  private static let sshPrefixes = ["ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-"]

  private static func contains(_ text: [UInt8], _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard text.count >= word.count else { return false }
    return (0...(text.count - word.count)).contains { text[$0...].starts(with: word) }
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
    return length == bytes.count - start && [0x30, 0x02].contains(bytes[start])
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}

/// Base64 with or without padding, in either alphabet (RFC 4648, 4 and 5).
private enum Base64 {
  /// The bytes, or none if the text is not such.
  static func decode(_ text: [UInt8]) -> [UInt8] {
    let digits = text.prefix { $0 != UInt8(ascii: "=") }
      .map {
        $0 == UInt8(ascii: "+")
          ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
      }
    return Base64URL.decode(digits) ?? []
  }
}
