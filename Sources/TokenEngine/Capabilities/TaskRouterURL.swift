/// The URLs of TaskRouter's resources, as `taskrouter.util` in Twilio's Node library builds them.
///
/// A SID that is `nil` is left out; `**` stands for all resources of the kind.
public enum TaskRouterURL {
  static let host = "https://taskrouter.twilio.com"

  /// All workspaces of the account, or one: `…/v1/Workspaces/WS…`.
  public static func workspaces(_ workspaceSID: String? = nil) -> String {
    join("\(host)/v1/Workspaces", workspaceSID)
  }

  /// The task queues of a workspace, or one: `…/Workspaces/WS…/TaskQueues/WQ…`.
  public static func taskQueues(
    workspaceSID: String? = nil, taskQueueSID: String? = nil
  ) -> String {
    join(workspaces(workspaceSID), "TaskQueues", taskQueueSID)
  }

  /// The tasks of a workspace, or one: `…/Workspaces/WS…/Tasks/WT…`.
  public static func tasks(workspaceSID: String? = nil, taskSID: String? = nil) -> String {
    join(workspaces(workspaceSID), "Tasks", taskSID)
  }

  /// The activities of a workspace, or one: `…/Workspaces/WS…/Activities/WA…`.
  public static func activities(workspaceSID: String? = nil, activitySID: String? = nil) -> String {
    join(workspaces(workspaceSID), "Activities", activitySID)
  }

  /// The workers of a workspace, or one: `…/Workspaces/WS…/Workers/WK…`.
  public static func workers(workspaceSID: String? = nil, workerSID: String? = nil) -> String {
    join(workspaces(workspaceSID), "Workers", workerSID)
  }

  /// The reservations of a worker, or one: `…/Workers/WK…/Reservations/WR…`.
  public static func reservations(
    workspaceSID: String? = nil, workerSID: String? = nil, reservationSID: String? = nil
  ) -> String {
    join(
      workers(workspaceSID: workspaceSID, workerSID: workerSID), "Reservations", reservationSID)
  }

  private static func join(_ pieces: String?...) -> String {
    pieces.compactMap { $0 }.joined(separator: "/")
  }
}
