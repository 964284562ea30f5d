/// A Twilio access token: what its bearer may do, for how long, and as whom.
///
/// ```swift
/// var token = AccessToken(
///   accountSID: "AC…", keySID: "SK…", secret: "…", identity: "alice")
/// token.addGrant(SyncGrant(serviceSID: "IS…"))
/// print(try token.jwt(issuedAt: 1_704_067_200))
/// ```
///
/// The token is the same, byte for byte, as that of `AccessToken` in Twilio's Node library. The
/// time is always an argument: the same calls give the same token.
public struct AccessToken: Sendable {
  /// The account SID as ECMAScript text, with any lone surrogate it holds: the claim `sub`.
  public var exactAccountSID: JSONString
  /// The API key's SID as ECMAScript text: the claim `iss`, and the start of `jti`.
  public var exactKeySID: JSONString
  /// The bytes of the API key's secret, which sign the token.
  public var secretBytes: [UInt8]
  /// The identity as ECMAScript text.
  public var exactIdentity: JSONString?
  /// How long the token is valid, in whole seconds; any sign and any size. The claim `exp` is the
  /// time of issue plus this.
  public var ttl: Seconds
  /// The time before which the token is not valid yet: the claim `nbf`, absent if `nil`. NaN and the
  /// infinities become `null`.
  public var notBefore: Seconds?
  /// The region as ECMAScript text.
  public var exactRegion: JSONString?
  /// What the bearer may use, in the order in which it was granted. Of several grants with one key
  /// the last counts, at the place of the first.
  public var grants: [any Grant] = []

  /// A token without grants.
  ///
  /// - Parameters:
  ///   - accountSID: The SID of the Twilio account, `AC…`.
  ///   - keySID: The SID of the API key that signs, `SK…`.
  ///   - secret: The secret of that key.
  ///   - identity: Who the bearer is.
  ///   - ttl: How long the token is valid, in seconds.
  ///   - notBefore: When it begins to be valid, in seconds since 1970; at once if `nil`.
  ///   - region: The Twilio region, such as `ie1`; the default region if `nil`.
  public init(
    accountSID: String, keySID: String, secret: String, identity: String? = nil,
    ttl: Seconds = 3600, notBefore: Seconds? = nil, region: String? = nil
  ) {
    self.init(
      accountSID: accountSID, keySID: keySID, secretBytes: Array(secret.utf8), identity: identity,
      ttl: ttl, notBefore: notBefore, region: region)
  }

  /// A token whose key's secret is given as bytes, as a Node `Buffer` would be.
  public init(
    accountSID: String, keySID: String, secretBytes: [UInt8], identity: String? = nil,
    ttl: Seconds = 3600, notBefore: Seconds? = nil, region: String? = nil
  ) {
    self.init(
      accountSID: JSONString(accountSID), keySID: JSONString(keySID), secretBytes: secretBytes,
      identity: identity.map { JSONString($0) }, ttl: ttl, notBefore: notBefore,
      region: region.map { JSONString($0) })
  }

  /// A token of ECMAScript texts, which may hold lone surrogates.
  public init(
    accountSID: JSONString, keySID: JSONString, secret: JSONString, identity: JSONString? = nil,
    ttl: Seconds = 3600, notBefore: Seconds? = nil, region: JSONString? = nil
  ) {
    self.init(
      accountSID: accountSID, keySID: keySID, secretBytes: secret.utf8, identity: identity,
      ttl: ttl, notBefore: notBefore, region: region)
  }

  /// A token of ECMAScript texts, whose key's secret is given as bytes.
  public init(
    accountSID: JSONString, keySID: JSONString, secretBytes: [UInt8],
    identity: JSONString? = nil, ttl: Seconds = 3600, notBefore: Seconds? = nil,
    region: JSONString? = nil
  ) {
    exactAccountSID = accountSID
    exactKeySID = keySID
    self.secretBytes = secretBytes
    exactIdentity = identity
    self.ttl = ttl
    self.notBefore = notBefore
    exactRegion = region
  }

  /// Grants one thing more.
  public mutating func addGrant(_ grant: any Grant) {
    grants.append(grant)
  }
}

// MARK: - Everyday text

extension AccessToken {
  /// The SID of the Twilio account; a lone surrogate in it reads as U+FFFD, as in all of these.
  public var accountSID: String {
    get { exactAccountSID.text }
    set { exactAccountSID = JSONString(newValue) }
  }

  /// The SID of the API key that signs.
  public var keySID: String {
    get { exactKeySID.text }
    set { exactKeySID = JSONString(newValue) }
  }

  /// The secret of the API key; U+FFFD stands for what is not UTF-8.
  public var secret: String {
    get { String(decoding: secretBytes, as: UTF8.self) }
    set { secretBytes = Array(newValue.utf8) }
  }

  /// Who the bearer is; an empty identity is written, `nil` is not.
  public var identity: String? {
    get { exactIdentity?.text }
    set { exactIdentity = newValue.map { JSONString($0) } }
  }

  /// The Twilio region, named in the header unless it is `nil` or empty.
  public var region: String? {
    get { exactRegion?.text }
    set { exactRegion = newValue.map { JSONString($0) } }
  }
}

// MARK: - The token

extension AccessToken {
  /// The header: `alg`, `typ`, `cty`, and `twr` where a region is set.
  public func header(algorithm: Algorithm = .hs256) -> JSONValue {
    var header: JSONObject = [
      "alg": .string(algorithm.rawValue), "typ": "JWT", "cty": "twilio-fpa;v=1",
    ]
    if let region = exactRegion, !region.isEmpty { header["twr"] = .string(region) }
    return .object(header)
  }

  /// The payload: `jti`, `grants`, `nbf` where one is set, `iat`, `exp`, `iss`, `sub`.
  ///
  /// - Parameter now: The time of issue in seconds since 1970; a fraction is cut off downwards.
  public func claims(issuedAt now: Seconds) -> JSONValue {
    let issuedAt = now.rounded(.down)
    var claims: JSONObject = [
      "jti": .string(exactKeySID + "-\(issuedAt.ecmaScriptText)"),
      "grants": .object(grantClaims),
    ]
    if let notBefore { claims["nbf"] = .number(notBefore) }
    claims["iat"] = .number(issuedAt)
    claims["exp"] = .number(issuedAt + ttl)
    claims["iss"] = .string(exactKeySID)
    claims["sub"] = .string(exactAccountSID)
    return .object(claims)
  }

  /// The signed token. Whether it has what the library's constructor asks for, ``validate(for:)`` says.
  ///
  /// - Parameters:
  ///   - now: The time of issue in seconds since 1970; a fraction is cut off downwards.
  ///   - algorithm: What to sign with.
  ///   - profile: The library whose refusals to repeat: 4.x and later do not sign with a secret that
  ///     is a private key in PEM.
  /// - Throws: ``TokenError/timeNotFinite``, ``TokenError/secretMissing``,
  ///   ``TokenError/secretIsPrivateKey(_:)`` or ``TokenError/lifetimeNotWhole``, the first that
  ///   applies in this order.
  public func jwt(
    issuedAt now: Seconds, algorithm: Algorithm = .hs256, profile: SDKProfile? = nil
  ) throws(TokenError) -> String {
    guard now.isFinite else { throw .timeNotFinite }
    guard !secretBytes.isEmpty else { throw .secretMissing }
    if profile == .twilioNode5, PrivateKeyText.isPrivateKey(secretBytes) {
      throw .secretIsPrivateKey(algorithm)
    }
    guard ttl.isFinite, ttl == ttl.rounded() else { throw .lifetimeNotWhole }
    return try CompactForm.token(
      header: header(algorithm: algorithm), payload: claims(issuedAt: now),
      algorithm: algorithm, secret: secretBytes)
  }

  /// Makes the checks of the library's constructor: a Swift token may lack a part until it is
  /// issued, a JavaScript one may not.
  ///
  /// - Throws: ``TokenError/required(name:)`` for an empty account SID, key SID or secret, in this
  ///   order; then ``TokenError/identityRequired`` if the profile demands an identity.
  public func validate(for profile: SDKProfile) throws(TokenError) {
    if exactAccountSID.isEmpty { throw .required(name: "accountSid") }
    if exactKeySID.isEmpty { throw .required(name: "keySid") }
    if secretBytes.isEmpty { throw .required(name: "secret") }
    if profile == .twilioNode5, exactIdentity?.isEmpty ?? true { throw .identityRequired }
  }

  private var grantClaims: JSONObject {
    var claims = JSONObject()
    if let identity = exactIdentity { claims["identity"] = .string(identity) }
    // The library assigns to an object; there, this one key replaces the prototype and is no member.
    for grant in grants where grant.key != "__proto__" {
      claims[grant.key] = grant.payload
    }
    return claims
  }
}
