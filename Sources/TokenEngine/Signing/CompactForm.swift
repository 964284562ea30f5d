/// The compact serialisation of a signed token (RFC 7515, 7.1): three base64url parts and two dots.
enum CompactForm {
  /// The header of tokens that are no access tokens.
  static let plainHeader: JSONValue = ["alg": "HS256", "typ": "JWT"]

  /// The text `header.payload` that a signature covers.
  ///
  /// The libraries write the header as the low eight bits of every UTF-16 unit, and the payload as
  /// UTF-8.
  static func signingInput(header: JSONValue, payload: JSONValue) -> [UInt8] {
    let headerBytes = header.compact.utf16.map { UInt8(truncatingIfNeeded: $0) }
    let payloadBytes = payload.compactUTF8
    var text: [UInt8] = []
    text.reserveCapacity((headerBytes.count + payloadBytes.count) * 4 / 3 + 128)
    Base64URL.encode(headerBytes, onto: &text)
    text.append(UInt8(ascii: "."))
    Base64URL.encode(payloadBytes, onto: &text)
    return text
  }

  static func token(signingInput: [UInt8], signature: [UInt8]) -> String {
    var text = signingInput
    text.append(UInt8(ascii: "."))
    Base64URL.encode(signature, onto: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// The token signed with a shared secret, which must not be empty.
  static func token(
    header: JSONValue, payload: JSONValue, algorithm: Algorithm, secret: [UInt8]
  ) throws(TokenError) -> String {
    guard !secret.isEmpty else { throw .secretMissing }
    let input = signingInput(header: header, payload: payload)
    return token(
      signingInput: input, signature: algorithm.authenticationCode(for: input, secret: secret))
  }
}
