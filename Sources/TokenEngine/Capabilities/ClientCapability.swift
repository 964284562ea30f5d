/// A capability token for Twilio Client devices, as `ClientCapability` in Twilio's Node library makes
/// it. Access tokens with a ``VoiceGrant`` have replaced it.
///
/// ```swift
/// let capability = ClientCapability(
///   accountSID: "AC…", authToken: "…", scopes: [.incoming(clientName: "alice")])
/// print(try capability.jwt(issuedAt: 1_704_067_200))
/// ```
public struct ClientCapability: Sendable, Hashable {
  /// The claim `iss` as it is written: any JSON value, left out if `nil`.
  ///
  /// The libraries copy what they were given. 3.x takes all that is not `undefined`, such as `null`,
  /// and 4.x and later what JavaScript does not take for false.
  public var exactAccountSID: JSONValue?
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
    exactAccountSID = .string(accountSID)
    self.authToken = authToken
    self.ttl = ttl
    self.scopes = scopes
  }

  /// The SID of the Twilio account, `AC…`; empty if it is no text.
  public var accountSID: String {
    get { exactAccountSID?.stringValue ?? "" }
    set { exactAccountSID = .string(newValue) }
  }

  /// Makes the checks of the library's constructors: for 3.x no part may be missing, and for 4.x and
  /// later none may be what JavaScript takes for false, such as an empty text.
  ///
  /// - Throws: ``TokenError/requiredParameter(name:)`` for the account SID, the auth token or the
  ///   application SID of a scope, in this order.
  public func validate(for profile: SDKProfile) throws(TokenError) {
    if profile.lacks(exactAccountSID) { throw .requiredParameter(name: "accountSid") }
    if profile.lacks(.string(authToken)) { throw .requiredParameter(name: "authToken") }
    for case .outgoing(let applicationSID, _, _) in scopes
    where profile.lacks(.string(applicationSID)) {
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
    var claims: JSONObject = ["scope": .string(scope)]
    claims["iss"] = exactAccountSID
    claims["exp"] = .number(issuedAt + ttl)
    claims["iat"] = .number(issuedAt)
    return .object(claims)
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
