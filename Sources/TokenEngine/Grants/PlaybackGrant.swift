/// Use of a live stream's player: `{"player":…}`, with the grant that Twilio's API returned.
public struct PlaybackGrant: Grant, Hashable {
  /// The whole payload; `{}` stands for `nil` and for what JavaScript takes for false.
  public var grant: JSONValue?

  /// Use of the player that `grant`, as Twilio's API returned it, is for.
  public init(grant: JSONValue? = nil) {
    self.grant = grant
  }

  public var key: JSONString { "player" }

  public var payload: JSONValue? {
    if let grant, grant.isTruthy { grant } else { [:] }
  }
}
