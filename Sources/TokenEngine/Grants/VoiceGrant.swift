/// Use of Programmable Voice: `{"voice":{"incoming":…,"outgoing":…,…}}`.
public struct VoiceGrant: Grant, Hashable {
  /// Whether the bearer may be called: `"incoming":{"allow":true}`, or nothing.
  public var incomingAllow: Bool
  /// The SID of the TwiML application that answers the bearer's calls, `AP…`; no outgoing calls if
  /// `nil` or empty.
  public var outgoingApplicationSID: String?
  /// What that application is told on each call. Left out without an application, and if JavaScript
  /// takes it for false.
  public var outgoingApplicationParams: JSONValue?
  /// The SID of the push credential, `CR…`.
  public var pushCredentialSID: String?
  /// A name for this device and user.
  public var endpointID: String?

  /// By default neither incoming nor outgoing calls.
  public init(
    incomingAllow: Bool = false, outgoingApplicationSID: String? = nil,
    outgoingApplicationParams: JSONValue? = nil, pushCredentialSID: String? = nil,
    endpointID: String? = nil
  ) {
    self.incomingAllow = incomingAllow
    self.outgoingApplicationSID = outgoingApplicationSID
    self.outgoingApplicationParams = outgoingApplicationParams
    self.pushCredentialSID = pushCredentialSID
    self.endpointID = endpointID
  }

  public var key: JSONString { "voice" }

  public var payload: JSONValue? {
    var fields = JSONObject()
    if incomingAllow { fields["incoming"] = ["allow": true] }
    if let outgoing { fields["outgoing"] = .object(outgoing) }
    fields.setText(pushCredentialSID, for: "push_credential_sid")
    fields.setText(endpointID, for: "endpoint_id")
    return .object(fields)
  }

  private var outgoing: JSONObject? {
    var outgoing = JSONObject(texts: ["application_sid": outgoingApplicationSID])
    guard !outgoing.isEmpty else { return nil }
    if let params = outgoingApplicationParams, params.isTruthy { outgoing["params"] = params }
    return outgoing
  }
}
