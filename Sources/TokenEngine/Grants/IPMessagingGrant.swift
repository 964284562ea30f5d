/// Use of IP Messaging, as Chat was once called: the fields of ``ChatGrant`` under `ip_messaging`.
///
/// Deprecated in twilio-node 3.x and gone from 4.0 on: use ``ChatGrant``.
public struct IPMessagingGrant: Grant, Hashable {
  /// The SID of the service, `IS…`.
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

  public var key: JSONString { "ip_messaging" }

  public var payload: JSONValue? {
    ChatGrant(
      serviceSID: serviceSID, endpointID: endpointID, deploymentRoleSID: deploymentRoleSID,
      pushCredentialSID: pushCredentialSID
    ).payload
  }
}
