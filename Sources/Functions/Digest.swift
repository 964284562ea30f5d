import TokenEngine

/// The hashes of `require('crypto')`.
enum Digest {
  /// - Parameter request: `algorithm`, `data` and perhaps `key`; their characters are bytes.
  static func hexadecimal(of request: JSONValue) -> String? {
    guard let algorithm = MessageDigest(rawValue: request.text("algorithm")) else { return nil }
    let data = bytes(request.text("data"))
    let digest =
      request["key"].map {
        algorithm.authenticationCode(for: data, key: bytes($0.stringValue ?? ""))
      }
      ?? algorithm.digest(of: data)
    return digest.map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }.joined()
  }

  private static func bytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }
}
