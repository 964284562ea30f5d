/// Use of Programmable Video: `{"video":{"room":…}}`.
public struct VideoGrant: Grant, Hashable {
  /// The name or SID of the one room allowed; any room if `nil` or empty.
  public var room: String?

  /// Use of one room, or of any.
  public init(room: String? = nil) {
    self.room = room
  }

  public var key: JSONString { "video" }

  public var payload: JSONValue? { .object(JSONObject(texts: ["room": room])) }
}
