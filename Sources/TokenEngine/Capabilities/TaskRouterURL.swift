/// The URLs of TaskRouter's resources, as `taskrouter.util` in Twilio's Node library builds them.
///
/// A SID that is `nil` is left out; `**` stands for all resources of the kind.
public enum TaskRouterURL {
  static let host = "https://taskrouter.twilio.com"

  public static func workspaces(_ workspaceSID: String? = nil) -> String {
    join("\(host)/v1/Workspaces", workspaceSID)
  }

  public static func taskQueues(
    workspaceSID: String? = nil, taskQueueSID: String? = nil
  ) -> String {
    join(workspaces(workspaceSID), "TaskQueues", taskQueueSID)
  }

  public static func tasks(workspaceSID: String? = nil, taskSID: String? = nil) -> String {
    join(workspaces(workspaceSID), "Tasks", taskSID)
  }

  public static func activities(workspaceSID: String? = nil, activitySID: String? = nil) -> String {
    join(workspaces(workspaceSID), "Activities", activitySID)
  }

  public static func workers(workspaceSID: String? = nil, workerSID: String? = nil) -> String {
    join(workspaces(workspaceSID), "Workers", workerSID)
  }

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
