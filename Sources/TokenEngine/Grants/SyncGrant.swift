/// Use of Sync: `{"data_sync":{"service_sid":…,"endpoint_id":…}}`, without what is `nil` or empty.
public struct SyncGrant: Grant, Hashable {
  /// The SID of the Sync service, `IS…`, or `default`.
  public var serviceSID: String?
  /// A name for this device and user.
  public var endpointID: String?

  /// Use of one service; every part may be missing.
  public init(serviceSID: String? = nil, endpointID: String? = nil) {
    self.serviceSID = serviceSID
    self.endpointID = endpointID
  }

  public var key: JSONString { "data_sync" }

  public var payload: JSONValue? {
    .object(JSONObject(texts: ["service_sid": serviceSID, "endpoint_id": endpointID]))
  }
}
