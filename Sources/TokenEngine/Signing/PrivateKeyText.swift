internal import Crypto
internal import CryptoExtras

/// Private keys in PEM (RFC 7468).
enum PrivateKeyText {
  /// Whether `bytes` are the PEM text of a private key, of any kind that the engine can read: RSA from
  /// 1024 bits up, the curves P-256, P-384 and P-521, and those of ``OtherCurves``.
  static func isPrivateKey(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("PRIVATE KEY-----") else { return false }
    return rsaKey(text) != nil || isElliptic(text) || OtherCurves.isPrivateKey(text)
  }

  /// Whether `text` is a private key of one of the three curves.
  static func isElliptic(_ text: String) -> Bool {
    let text = withoutMark(text)
    return (try? P256.Signing.PrivateKey(pemRepresentation: text)) != nil
      || (try? P384.Signing.PrivateKey(pemRepresentation: text)) != nil
      || (try? P521.Signing.PrivateKey(pemRepresentation: text)) != nil
  }

  static func rsaKey(_ text: String) -> _RSA.Signing.PrivateKey? {
    // “unsafe” admits keys of 1024 bits, which have to be recognised to be refused with the right
    // sentence.
    try? _RSA.Signing.PrivateKey(unsafePEMRepresentation: withoutMark(text))
  }

  /// Node reads on after a byte order mark, as some editors put it before a text.
  private static func withoutMark(_ text: String) -> String {
    text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  }
}
