import TokenEngine

/// A grant as a vector creates it, until the token is issued.
struct GrantOptions {
  /// What later operations call it.
  let name: String?
  var options: JSONObject
  private let type: String
  private let payload: JSONValue?

  init(_ fields: JSONObject) throws(NotExpressible) {
    name = fields["as"]?.stringValue
    type = fields["type"]?.stringValue ?? ""
    payload = fields["payload"]?.untagged
    options = fields["options"]?.untagged?.objectValue ?? [:]
    for (property, value) in fields["set"]?.objectValue ?? [:] {
      options[property] = value.untagged
    }
    if let key = fields["key"] { options["key"] = key.untagged }
  }

  func grant() throws(NotExpressible) -> any Grant {
    if let grant = grantOfAnyValues { return grant }
    let typed: any Grant =
      switch type {
      case "VideoGrant": VideoGrant(room: try text("room"))
      case "SyncGrant":
        SyncGrant(serviceSID: try text("serviceSid"), endpointID: try text("endpointId"))
      case "ChatGrant":
        ChatGrant(
          serviceSID: try text("serviceSid"), endpointID: try text("endpointId"),
          deploymentRoleSID: try text("deploymentRoleSid"),
          pushCredentialSID: try text("pushCredentialSid"))
      case "IpMessagingGrant":
        IPMessagingGrant(
          serviceSID: try text("serviceSid"), endpointID: try text("endpointId"),
          deploymentRoleSID: try text("deploymentRoleSid"),
          pushCredentialSID: try text("pushCredentialSid"))
      case "TaskRouterGrant":
        TaskRouterGrant(
          workspaceSID: try text("workspaceSid"), workerSID: try text("workerSid"),
          role: try text("role"))
      case "VoiceGrant":
        VoiceGrant(
          incomingAllow: options["incomingAllow"] == true,
          outgoingApplicationSID: try text("outgoingApplicationSid"),
          outgoingApplicationParams: try json("outgoingApplicationParams"),
          pushCredentialSID: try text("pushCredentialSid"), endpointID: try text("endpointId"))
      case "PlaybackGrant": PlaybackGrant(grant: try json("grant"))
      case "ConversationsGrant":
        ConversationsGrant(configurationProfileSID: try text("configurationProfileSid"))
      case "custom": CustomGrant(key: "", payload: payload)
      default: throw NotExpressible("a grant that is no grant")
      }
    guard case .string(let key)? = options["key"] else { return typed }
    return CustomGrant(key: key, payload: typed.payload)
  }

  private static let fields:
    [String: (key: JSONString, names: KeyValuePairs<JSONString, JSONString>)] = [
      "VideoGrant": ("video", ["room": "room"]),
      "ChatGrant": (
        "chat",
        [
          "serviceSid": "service_sid", "endpointId": "endpoint_id",
          "deploymentRoleSid": "deployment_role_sid", "pushCredentialSid": "push_credential_sid",
        ]
      ),
    ]

  /// The library writes a field as whatever it was given; in Swift such a grant is a custom one.
  private var grantOfAnyValues: CustomGrant? {
    guard options["key"] == nil, let (key, names) = Self.fields[type] else { return nil }
    var payload = JSONObject()
    for (option, name) in names where options[option].isTruthy { payload[name] = options[option] }
    let isText = payload.allSatisfy { $0.value.stringValue != nil }
    return isText || JSONValue.object(payload).isTagged
      ? nil : CustomGrant(key: key, payload: .object(payload))
  }

  private func text(_ option: JSONString) throws(NotExpressible) -> String? {
    switch options[option] {
    case nil, .null?, .bool(false)?, .number(0)?: return nil
    case .string(let text)?:
      if let text = text.exactText { return text }
      fallthrough
    default: throw NotExpressible("an option of a grant that is no text")
    }
  }

  private func json(_ option: JSONString) throws(NotExpressible) -> JSONValue? {
    if let value = options[option], value.isTagged { throw NotExpressible("a boxed value") }
    return options[option]
  }
}
