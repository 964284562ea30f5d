/// A capability token for Twilio Client devices, as `ClientCapability` in Twilio's Node library makes
/// it. Access tokens with a ``VoiceGrant`` have replaced it.
///
/// ```swift
/// let capability = ClientCapability(
///   accountSID: "AC…", authToken: "…", scopes: [.incoming(clientName: "alice")])
/// print(try capability.jwt(issuedAt: 1_704_067_200))
/// ```
public struct ClientCapability: Sendable, Hashable {
  /// The SID of the Twilio account, `AC…`: the claim `iss`.
  public var accountSID: String
  /// The account's auth token, which signs.
  public var authToken: String
  /// How long the token is valid, in seconds; a fraction is kept, infinity makes `exp` `null`.
  public var ttl: Seconds
  /// What the device may do, in the order of the token.
  public var scopes: [ClientScope]

  /// A token that ``jwt(issuedAt:)`` issues; without scopes it allows nothing.
  public init(
    accountSID: String, authToken: String, ttl: Seconds = 3600, scopes: [ClientScope] = []
  ) {
    self.accountSID = accountSID
    self.authToken = authToken
    self.ttl = ttl
    self.scopes = scopes
  }

  /// Makes the checks of the library's constructor. 3.x checks only whether a part was given at all,
  /// and so accepts every value of this type.
  ///
  /// - Throws: ``TokenError/requiredParameter(name:)`` for an empty account SID, auth token or
  ///   application SID, in this order.
  public func validate(for profile: SDKProfile) throws(TokenError) {
    guard profile == .twilioNode5 else { return }
    if accountSID.isEmpty { throw .requiredParameter(name: "accountSid") }
    if authToken.isEmpty { throw .requiredParameter(name: "authToken") }
    for case .outgoing(let applicationSID, _, _) in scopes where applicationSID.isEmpty {
      throw .requiredParameter(name: "applicationSid")
    }
  }

  /// The payload: `scope`, `iss`, `exp`, `iat`.
  ///
  /// - Parameter now: The time of issue in seconds since 1970; a fraction is cut off downwards.
  /// - Throws: ``TokenError/uriMalformed`` if a scope holds a lone surrogate.
  public func claims(issuedAt now: Seconds) throws(TokenError) -> JSONValue {
    let issuedAt = now.rounded(.down)
    var scope: JSONString = ""
    for (index, next) in scopes.enumerated() {
      let text = try next.text()
      scope = index == 0 ? text : scope + " " + text
    }
    return [
      "scope": .string(scope), "iss": .string(accountSID), "exp": .number(issuedAt + ttl),
      "iat": .number(issuedAt),
    ]
  }

  /// The token, signed with HS256.
  ///
  /// - Throws: ``TokenError/timeNotFinite``, ``TokenError/uriMalformed`` or
  ///   ``TokenError/secretMissing``, the first that applies in this order.
  public func jwt(issuedAt now: Seconds) throws(TokenError) -> String {
    guard now.isFinite else { throw .timeNotFinite }
    return try CompactForm.token(
      header: CompactForm.plainHeader, payload: try claims(issuedAt: now), algorithm: .hs256,
      secret: Array(authToken.utf8))
  }
}
