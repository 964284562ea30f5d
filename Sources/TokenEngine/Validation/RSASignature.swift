internal import Crypto
internal import CryptoExtras

extension ValidationToken.Algorithm {
  private var padding: _RSA.Signing.Padding {
    switch self {
    case .rs256: .insecurePKCS1v1_5
    case .ps256: .PSS
    }
  }

  func signature(of message: [UInt8], key: _RSA.Signing.PrivateKey) -> [UInt8]? {
    (try? key.signature(for: SHA256.hash(data: message), padding: padding)).map {
      Array($0.rawRepresentation)
    }
  }

  func isSignature(
    _ signature: [UInt8], of message: [UInt8], key: _RSA.Signing.PublicKey
  ) -> Bool {
    key.isValidSignature(
      _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: message),
      padding: padding)
  }
}

/// SHA-256 as text.
enum SHA256Text {
  /// The digest of `bytes` in lower-case hexadecimal digits.
  static func of(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
