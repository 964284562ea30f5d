/// Use of TaskRouter: `{"task_router":{"workspace_sid":…,…}}`, without what is `nil` or empty.
public struct TaskRouterGrant: Grant, Hashable {
  /// The SID of the workspace, `WS…`.
  public var workspaceSID: String?
  /// The SID of the worker, `WK…`.
  public var workerSID: String?
  /// `worker` or `supervisor`.
  public var role: String?

  /// Use of one workspace as one worker; every part may be missing.
  public init(workspaceSID: String? = nil, workerSID: String? = nil, role: String? = nil) {
    self.workspaceSID = workspaceSID
    self.workerSID = workerSID
    self.role = role
  }

  public var key: JSONString { "task_router" }

  public var payload: JSONValue? {
    .object(
      JSONObject(texts: ["workspace_sid": workspaceSID, "worker_sid": workerSID, "role": role]))
  }
}
