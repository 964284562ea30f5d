internal import CryptoExtras

/// Public keys in PEM (RFC 7468).
enum PublicKeyText {
  private static let labels = ["PUBLIC KEY", "RSA PUBLIC KEY"]
  private static let lineLength = 64

  /// The RSA key in `text` of at least 2048 bits, whatever stands around it and however its lines are broken. Of
  /// several with one label the first counts.
  static func rsaKey(_ text: String) -> _RSA.Signing.PublicKey? {
    for label in labels {
      let (begin, end) = ("-----BEGIN \(label)-----", "-----END \(label)-----")
      guard let start = text.firstRange(of: begin)?.upperBound,
        let stop = text[start...].firstRange(of: end)?.lowerBound
      else { continue }
      // OpenSSL, and so Node, takes lines of any length; swift-crypto those of 64 characters alone.
      let digits = text[start..<stop].utf8.filter { $0 > 0x20 }
      let lines = stride(from: 0, to: digits.count, by: lineLength).map { start in
        String(decoding: digits[start..<min(start + lineLength, digits.count)], as: UTF8.self)
      }
      let pem = ([begin] + lines + [end]).joined(separator: "\n")
      if let key = try? _RSA.Signing.PublicKey(pemRepresentation: pem) { return key }
    }
    return nil
  }
}
