/// Use of Chat, and of the product Conversations: `{"chat":{"service_sid":…,…}}`, without what is `nil`
/// or empty.
public struct ChatGrant: Grant, Hashable {
  /// The SID of the Chat or Conversations service, `IS…`.
  public var serviceSID: String?
  /// A name for this device and user.
  public var endpointID: String?
  /// The SID of the deployment role, `RL…`.
  public var deploymentRoleSID: String?
  /// The SID of the push credential, `CR…`.
  public var pushCredentialSID: String?

  /// Use of one service; every part may be missing.
  public init(
    serviceSID: String? = nil, endpointID: String? = nil, deploymentRoleSID: String? = nil,
    pushCredentialSID: String? = nil
  ) {
    self.serviceSID = serviceSID
    self.endpointID = endpointID
    self.deploymentRoleSID = deploymentRoleSID
    self.pushCredentialSID = pushCredentialSID
  }

  public var key: JSONString { "chat" }

  public var payload: JSONValue? {
    .object(
      JSONObject(texts: [
        "service_sid": serviceSID, "endpoint_id": endpointID,
        "deployment_role_sid": deploymentRoleSID, "push_credential_sid": pushCredentialSID,
      ]))
  }
}
