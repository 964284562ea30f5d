package import TokenEngine

/// An `AccessToken` of twilio-node as it was when it issued.
package struct GrantedAccess: Sendable, Hashable {
  package struct AddedGrant: Sendable, Hashable {
    /// Twilio's class (`SyncGrant`), or empty for an object of the program's own.
    package var type: String
    package var key: JSONString
    package var options: JSONObject
    package var payload: JSONValue?
  }

  package var algorithm: Algorithm
  package var accountSID: JSONString
  package var keySID: JSONString
  package var secret: JSONString
  package var identity: JSONString?
  package var ttl: Seconds
  /// As the payload shows it; NaN where JavaScript had a number that JSON lacks.
  package var notBefore: Seconds?
  package var region: JSONString?
  package var grants: [AddedGrant]

  /// The same token as a value of the engine.
  package var token: AccessToken {
    var token = AccessToken(
      accountSID: accountSID, keySID: keySID, secret: secret, identity: identity, ttl: ttl,
      notBefore: notBefore, region: region)
    for grant in grants { token.addGrant(grant.grant) }
    return token
  }
}

extension GrantedAccess {
  init(request: JSONValue, secret: JSONString) {
    self.init(
      algorithm: Algorithm(rawValue: request.text("algorithm")) ?? .hs256,
      accountSID: request["accountSid"]?.jsonString ?? "",
      keySID: request["keySid"]?.jsonString ?? "", secret: secret,
      identity: request["identity"]?.jsonString, ttl: request["ttl"]?.numberValue ?? .nan,
      notBefore: request["nbf"]?.arrayValue.map { $0.first?.numberValue ?? .nan },
      region: request["region"]?.jsonString,
      grants: AddedGrant.all(in: request["grants"]?.arrayValue ?? []))
  }
}

extension GrantedAccess.AddedGrant {
  /// - Parameter list: type, key, whether there is a payload, payload and options of each in turn.
  fileprivate static func all(in list: [JSONValue]) -> [GrantedAccess.AddedGrant] {
    stride(from: 0, to: list.count - 4, by: 5).map { index in
      GrantedAccess.AddedGrant(
        type: list[index].stringValue ?? "", key: list[index + 1].jsonString ?? "",
        options: list[index + 4].objectValue ?? JSONObject(),
        payload: list[index + 2].boolValue == true ? list[index + 3] : Optional.none)
    }
  }

  /// Twilio's own class where its fields say all there is, else a grant of the program's own.
  package var grant: any Grant {
    if let typed = Self.typed(type, options), typed.key == key, typed.payload == payload {
      return typed
    }
    return CustomGrant(key: key, payload: payload)
  }

  /// - Parameter options: the properties of a grant object, by Twilio's names.
  package static func typed(_ type: String, _ options: JSONObject) -> (any Grant)? {
    func text(_ name: JSONString) -> String? { options[name]?.jsonString?.exactText }
    return switch type {
    case "VideoGrant": VideoGrant(room: text("room"))
    case "SyncGrant":
      SyncGrant(serviceSID: text("serviceSid"), endpointID: text("endpointId"))
    case "ChatGrant":
      ChatGrant(
        serviceSID: text("serviceSid"), endpointID: text("endpointId"),
        deploymentRoleSID: text("deploymentRoleSid"),
        pushCredentialSID: text("pushCredentialSid"))
    case "IpMessagingGrant":
      IPMessagingGrant(
        serviceSID: text("serviceSid"), endpointID: text("endpointId"),
        deploymentRoleSID: text("deploymentRoleSid"),
        pushCredentialSID: text("pushCredentialSid"))
    case "VoiceGrant":
      VoiceGrant(
        incomingAllow: options["incomingAllow"]?.boolValue ?? false,
        outgoingApplicationSID: text("outgoingApplicationSid"),
        outgoingApplicationParams: options["outgoingApplicationParams"],
        pushCredentialSID: text("pushCredentialSid"), endpointID: text("endpointId"))
    case "TaskRouterGrant":
      TaskRouterGrant(
        workspaceSID: text("workspaceSid"), workerSID: text("workerSid"), role: text("role"))
    case "PlaybackGrant": PlaybackGrant(grant: options["grant"])
    case "ConversationsGrant":
      ConversationsGrant(configurationProfileSID: text("configurationProfileSid"))
    default: nil
    }
  }
}
