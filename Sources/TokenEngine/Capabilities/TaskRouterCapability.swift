/// A capability token for TaskRouter, as `TaskRouterCapability` in Twilio's Node library makes it.
public struct TaskRouterCapability: Sendable, Hashable {
  /// The SID of the Twilio account, `AC…`: the claims `iss` and `account_sid`.
  public var accountSID: String
  /// The account's auth token, which signs.
  public var authToken: String
  /// The SID of the workspace, `WS…`.
  public var workspaceSID: String
  /// The SID of the worker, `WK…`, the task queue, `WQ…`, or the workspace that the token is for. The
  /// first two are also written as `worker_sid` or `taskqueue_sid`.
  public var channelID: String
  /// The claim `friendly_name`, which may be any JSON value; left out if `nil`.
  public var friendlyName: JSONValue?
  /// How long the token is valid, in seconds; a fraction is kept, infinity makes `exp` `null`.
  public var ttl: Seconds
  /// The version of the API.
  public var version: String
  /// What the bearer may call, in the order of the token.
  public var policies: [Policy]

  /// A token that ``jwt(issuedAt:)`` issues; without policies it allows nothing.
  public init(
    accountSID: String, authToken: String, workspaceSID: String, channelID: String,
    friendlyName: JSONValue? = nil, ttl: Seconds = 3600, version: String = "v1",
    policies: [Policy] = []
  ) {
    self.accountSID = accountSID
    self.authToken = authToken
    self.workspaceSID = workspaceSID
    self.channelID = channelID
    self.friendlyName = friendlyName
    self.ttl = ttl
    self.version = version
    self.policies = policies
  }

  /// Makes the checks of the library's constructor. 3.x checks only whether a part was given at all,
  /// and so accepts every value of this type.
  ///
  /// - Throws: ``TokenError/requiredParameter(name:)`` for an empty account SID, auth token,
  ///   workspace SID or channel ID, in this order.
  public func validate(for profile: SDKProfile) throws(TokenError) {
    guard profile == .twilioNode5 else { return }
    if accountSID.isEmpty { throw .requiredParameter(name: "accountSid") }
    if authToken.isEmpty { throw .requiredParameter(name: "authToken") }
    if workspaceSID.isEmpty { throw .requiredParameter(name: "workspaceSid") }
    if channelID.isEmpty { throw .requiredParameter(name: "channelId") }
  }

  /// The payload: `iss`, `exp`, `version`, `friendly_name`, `account_sid`, `channel`, `workspace_sid`,
  /// `policies`, `worker_sid` or `taskqueue_sid`, `iat`.
  ///
  /// - Parameter now: The time of issue in seconds since 1970; a fraction is cut off downwards.
  public func claims(issuedAt now: Seconds) -> JSONValue {
    let issuedAt = now.rounded(.down)
    var claims: JSONObject = [
      "iss": .string(accountSID), "exp": .number(issuedAt + ttl), "version": .string(version),
    ]
    claims["friendly_name"] = friendlyName
    claims["account_sid"] = .string(accountSID)
    claims["channel"] = .string(channelID)
    claims["workspace_sid"] = .string(workspaceSID)
    claims["policies"] = .array(policies.map(\.payload))
    if channelID.utf8.starts(with: "WK".utf8) {
      claims["worker_sid"] = .string(channelID)
    } else if channelID.utf8.starts(with: "WQ".utf8) {
      claims["taskqueue_sid"] = .string(channelID)
    }
    claims["iat"] = .number(issuedAt)
    return .object(claims)
  }

  /// The token, signed with HS256.
  ///
  /// - Throws: ``TokenError/timeNotFinite`` or ``TokenError/secretMissing``.
  public func jwt(issuedAt now: Seconds) throws(TokenError) -> String {
    guard now.isFinite else { throw .timeNotFinite }
    return try CompactForm.token(
      header: CompactForm.plainHeader, payload: claims(issuedAt: now), algorithm: .hs256,
      secret: Array(authToken.utf8))
  }
}
