/// Private keys of curves that swift-crypto reads no PEM of, and Node does: their DER has one form each.
enum OtherCurves {
  /// The bytes before the key, and how many bytes there are in all.
  private static let forms: [(label: String, start: String, count: Int)] = [
    ("PRIVATE KEY", "302e020100300506032b657004220420", 48),
    ("PRIVATE KEY", "302e020100300506032b656e04220420", 48),
    ("PRIVATE KEY", "3047020100300506032b6571043b0439", 73),
    ("PRIVATE KEY", "3046020100300506032b656f043a0438", 72),
    (
      "PRIVATE KEY",
      "308184020100301006072a8648ce3d020106052b8104000a046d306b0201010420", 135
    ),
    ("EC PRIVATE KEY", "30740201010420", 118),
  ]

  /// Whether a text holds a key of Ed25519, X25519, Ed448, X448 or secp256k1.
  static func isPrivateKey(_ text: String) -> Bool {
    forms.contains { label, start, count in
      guard let begin = text.firstRange(of: "-----BEGIN \(label)-----")?.upperBound,
        let end = text[begin...].firstRange(of: "-----END \(label)-----")?.lowerBound
      else { return false }
      let bytes = WrappedBytes.decodeBase64(text[begin..<end].utf8.filter { $0 > 0x20 })
      let isOfCurve = label == "PRIVATE KEY" || bytes.dropFirst(39).starts(with: secp256k1)
      return bytes.count == count && isOfCurve && hexadecimal(bytes).hasPrefix(start)
    }
  }

  private static let secp256k1: [UInt8] = [0xA0, 7, 6, 5, 0x2B, 0x81, 4, 0, 0x0A]

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
