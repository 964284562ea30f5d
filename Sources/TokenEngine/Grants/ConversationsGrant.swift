/// Use of Programmable Video, as it was once called: `{"rtc":{"configuration_profile_sid":…}}`.
///
/// Deprecated in twilio-node 3.x and gone from 4.0 on: use ``VideoGrant``. The product Conversations
/// takes a ``ChatGrant``.
public struct ConversationsGrant: Grant, Hashable {
  /// The SID of the configuration profile, `VS…`; left out if `nil` or empty.
  public var configurationProfileSID: String?

  /// Use with the configuration profile, if there is one.
  public init(configurationProfileSID: String? = nil) {
    self.configurationProfileSID = configurationProfileSID
  }

  public var key: JSONString { "rtc" }

  public var payload: JSONValue? {
    .object(JSONObject(texts: ["configuration_profile_sid": configurationProfileSID]))
  }
}
