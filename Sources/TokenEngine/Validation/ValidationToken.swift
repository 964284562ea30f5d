internal import CryptoExtras

/// A token that vouches for one HTTP request to Twilio's API (public key client validation), as
/// `ValidationToken` in Twilio's Node library from 5.7 on makes it.
public struct ValidationToken: Sendable, Hashable {
  /// The algorithms a validation token can be signed with (RFC 7518, 3.3 and 3.5).
  public enum Algorithm: String, Sendable, CaseIterable, Codable {
    /// RSASSA-PKCS1-v1_5 with SHA-256: the same request gives the same token.
    case rs256 = "RS256"
    /// RSASSA-PSS with SHA-256, whose signatures contain chance: two tokens differ in the third part.
    case ps256 = "PS256"
  }

  /// The SID of the Twilio account, `AC…`: the claim `sub`.
  public var accountSID: String
  /// The SID of the public key as submitted to Twilio, `CR…`: `kid` of the header.
  public var credentialSID: String
  /// The SID of the API key, `SK…`: the claim `iss`.
  public var signingKeySID: String
  /// The RSA private key in PEM, of at least 2048 bits.
  public var privateKey: String
  /// What to sign with: `alg` of the header.
  public var algorithm: Algorithm
  /// How long the token is valid, in whole seconds.
  public var ttl: Seconds

  /// A token that ``jwt(for:issuedAt:)`` issues, as often as there are requests.
  public init(
    accountSID: String, credentialSID: String, signingKeySID: String, privateKey: String,
    algorithm: Algorithm = .rs256, ttl: Seconds = 300
  ) {
    self.accountSID = accountSID
    self.credentialSID = credentialSID
    self.signingKeySID = signingKeySID
    self.privateKey = privateKey
    self.algorithm = algorithm
    self.ttl = ttl
  }

  /// Makes the checks of the library's constructor.
  ///
  /// - Throws: ``TokenError/required(name:)`` for an empty account SID, credential SID, signing key or
  ///   private key, in this order.
  public func validate() throws(TokenError) {
    if accountSID.isEmpty { throw .required(name: "accountSid") }
    if credentialSID.isEmpty { throw .required(name: "credentialSid") }
    if signingKeySID.isEmpty { throw .required(name: "signingKey") }
    if privateKey.isEmpty { throw .required(name: "privateKey") }
  }

  /// The header: `alg`, `typ`, `kid`, `cty`.
  public var header: JSONValue {
    [
      "alg": .string(algorithm.rawValue), "typ": "JWT", "kid": .string(credentialSID),
      "cty": "twilio-pkrv;v=1",
    ]
  }

  /// The payload: `iss`, `sub`, `hrh`, `rqh`, `iat`, `exp`.
  ///
  /// - Parameters:
  ///   - request: The request to vouch for.
  ///   - now: The time of issue in seconds since 1970; a fraction is cut off downwards.
  /// - Throws: ``TokenError/uriMalformed`` if the path or the parameters hold a lone surrogate or a
  ///   wrong escape.
  public func claims(for request: SignedRequest, issuedAt now: Seconds) throws(TokenError)
    -> JSONValue
  {
    let issuedAt = now.rounded(.down)
    return [
      "iss": .string(signingKeySID), "sub": .string(accountSID),
      "hrh": .string(SignedRequest.signedHeaders),
      "rqh": .string(SHA256Text.of(Array(try request.canonicalText().utf8))),
      "iat": .number(issuedAt), "exp": .number(issuedAt + ttl),
    ]
  }

  /// The signed token.
  ///
  /// The descriptions of the errors are the library's, which puts `Error generating JWT token Error: `
  /// before them.
  ///
  /// - Throws: ``TokenError/timeNotFinite``, ``TokenError/uriMalformed``,
  ///   ``TokenError/notAnAsymmetricKey(_:)``, ``TokenError/keyTooSmall(_:)``,
  ///   ``TokenError/lifetimeNotWhole`` or ``TokenError/keyIsElliptic``, the first that applies in this
  ///   order.
  public func jwt(
    for request: SignedRequest, issuedAt now: Seconds
  ) throws(TokenError) -> String {
    guard now.isFinite else { throw .timeNotFinite }
    let claims = try claims(for: request, issuedAt: now)
    let rsaKey = PrivateKeyText.rsaKey(privateKey)
    guard rsaKey != nil || PrivateKeyText.isElliptic(privateKey) else {
      throw .notAnAsymmetricKey(algorithm)
    }
    if let rsaKey, rsaKey.keySizeInBits < 2048 { throw .keyTooSmall(algorithm) }
    guard ttl.isFinite, ttl == ttl.rounded() else { throw .lifetimeNotWhole }
    guard let rsaKey else { throw .keyIsElliptic }
    let input = CompactForm.signingInput(header: header, payload: claims)
    guard let signature = algorithm.signature(of: input, key: rsaKey) else {
      throw .notAnAsymmetricKey(algorithm)
    }
    return CompactForm.token(signingInput: input, signature: signature)
  }
}
