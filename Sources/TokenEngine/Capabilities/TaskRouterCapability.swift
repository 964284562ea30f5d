/// A capability token for TaskRouter, as `TaskRouterCapability` in Twilio's Node library makes it.
public struct TaskRouterCapability: Sendable, Hashable {
  /// The claims `iss` and `account_sid` as they are written: any JSON value, left out if `nil`.
  ///
  /// The libraries copy what they were given. 3.x takes all that is not `undefined`, such as `null`,
  /// and 4.x and later what JavaScript does not take for false.
  public var exactAccountSID: JSONValue?
  /// The account's auth token, which signs.
  public var authToken: String
  /// The claim `workspace_sid` as it is written; left out if `nil`.
  public var exactWorkspaceSID: JSONValue?
  /// The claim `channel` as it is written; left out if `nil`. A text that starts with `WK` or `WQ` is
  /// also written as `worker_sid` or `taskqueue_sid`.
  public var exactChannelID: JSONValue?
  /// The claim `friendly_name`, which may be any JSON value; left out if `nil`.
  public var friendlyName: JSONValue?
  /// How long the token is valid, in seconds; a fraction is kept, infinity makes `exp` `null`.
  public var ttl: Seconds
  /// The claim `version` as it is written; left out if `nil`.
  public var exactVersion: JSONValue?
  /// What the bearer may call, in the order of the token.
  public var policies: [Policy]

  /// A token that ``jwt(issuedAt:)`` issues; without policies it allows nothing.
  ///
  /// - Parameters:
  ///   - accountSID: The SID of the Twilio account, `AC…`.
  ///   - authToken: The account's auth token.
  ///   - workspaceSID: The SID of the workspace, `WS…`.
  ///   - channelID: The SID of the worker, `WK…`, the task queue, `WQ…`, or the workspace that the
  ///     token is for.
  ///   - friendlyName: A name for the channel.
  ///   - ttl: How long the token is valid, in seconds.
  ///   - version: The version of the API.
  ///   - policies: What the bearer may call.
  public init(
    accountSID: String, authToken: String, workspaceSID: String, channelID: String,
    friendlyName: JSONValue? = nil, ttl: Seconds = 3600, version: String = "v1",
    policies: [Policy] = []
  ) {
    exactAccountSID = .string(accountSID)
    self.authToken = authToken
    exactWorkspaceSID = .string(workspaceSID)
    exactChannelID = .string(channelID)
    self.friendlyName = friendlyName
    self.ttl = ttl
    exactVersion = .string(version)
    self.policies = policies
  }

  /// Makes the checks of the library's constructor: for 3.x no part may be missing, and for 4.x and
  /// later none may be what JavaScript takes for false, such as an empty text.
  ///
  /// - Throws: ``TokenError/requiredParameter(name:)`` for the account SID, auth token, workspace SID
  ///   or channel ID, in this order.
  public func validate(for profile: SDKProfile) throws(TokenError) {
    for (name, value) in [
      ("accountSid", exactAccountSID), ("authToken", .string(authToken)),
      ("workspaceSid", exactWorkspaceSID), ("channelId", exactChannelID),
    ] where profile.lacks(value) {
      throw .requiredParameter(name: name)
    }
  }

  /// The payload: `iss`, `exp`, `version`, `friendly_name`, `account_sid`, `channel`, `workspace_sid`,
  /// `policies`, `worker_sid` or `taskqueue_sid`, `iat`.
  ///
  /// - Parameter now: The time of issue in seconds since 1970; a fraction is cut off downwards.
  public func claims(issuedAt now: Seconds) -> JSONValue {
    let issuedAt = now.rounded(.down)
    var claims = JSONObject()
    claims["iss"] = exactAccountSID
    claims["exp"] = .number(issuedAt + ttl)
    claims["version"] = exactVersion
    claims["friendly_name"] = friendlyName
    claims["account_sid"] = exactAccountSID
    claims["channel"] = exactChannelID
    claims["workspace_sid"] = exactWorkspaceSID
    claims["policies"] = .array(policies.map(\.payload))
    if channelID.utf8.starts(with: "WK".utf8) {
      claims["worker_sid"] = exactChannelID
    } else if channelID.utf8.starts(with: "WQ".utf8) {
      claims["taskqueue_sid"] = exactChannelID
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

// MARK: - Everyday text

extension TaskRouterCapability {
  /// The SID of the Twilio account; empty if it is no text, as are all of these.
  public var accountSID: String {
    get { exactAccountSID?.stringValue ?? "" }
    set { exactAccountSID = .string(newValue) }
  }

  /// The SID of the workspace.
  public var workspaceSID: String {
    get { exactWorkspaceSID?.stringValue ?? "" }
    set { exactWorkspaceSID = .string(newValue) }
  }

  /// The SID of the worker, the task queue or the workspace that the token is for.
  public var channelID: String {
    get { exactChannelID?.stringValue ?? "" }
    set { exactChannelID = .string(newValue) }
  }

  /// The version of the API.
  public var version: String {
    get { exactVersion?.stringValue ?? "" }
    set { exactVersion = .string(newValue) }
  }
}
