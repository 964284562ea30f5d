import Foundation
import Testing
import TokenEngine

/// What twilio-node offers beside tokens: the URLs of TaskRouter, the keys of grants, the algorithms.
@Suite struct LibraryConstantTests {
  static let urlVectors = Vector.of(kind: "taskrouter.util")
  static let grantVectors = Vector.of(kind: "AccessToken.static").filter {
    $0.call["method"] == "grantKey" && $0.expected["value"]?.stringValue != nil
  }

  @Test(arguments: urlVectors) func buildsURLsAsTheLibrary(_ vector: Vector) throws {
    let sids = vector.callArguments.map { $0?.stringValue }
    let (first, second) = (sids[0], sids.count > 1 ? sids[1] : nil)
    let url =
      switch vector.call["method"]?.stringValue {
      case "workspacesUrl": TaskRouterURL.workspaces(first)
      case "taskQueuesUrl": TaskRouterURL.taskQueues(workspaceSID: first, taskQueueSID: second)
      case "tasksUrl": TaskRouterURL.tasks(workspaceSID: first, taskSID: second)
      case "activitiesUrl": TaskRouterURL.activities(workspaceSID: first, activitySID: second)
      case "reservationsUrl": TaskRouterURL.reservations(workspaceSID: first, workerSID: second)
      default: ""
      }
    #expect(url == vector.expected["value"]?.stringValue)
  }

  @Test(arguments: grantVectors) func namesGrantsAsTheLibrary(_ vector: Vector) throws {
    let grant = try GrantOptions(["type": vector.callArguments[0]!]).grant()
    #expect(grant.key.text == vector.expected["value"]?.stringValue)
  }

  @Test func ranAllVectors() {
    #expect(Self.urlVectors.count == 16)
    #expect(Self.grantVectors.count == 7)
  }

  /// The texts are those of the vectors `alg-none` and `alg-unknown`.
  @Test(arguments: ["none", "HS1024", "hs256", "", "RS256"]) func refusesAlgorithm(_ name: String) {
    #expect(Algorithm(rawValue: name) == nil)
  }

  /// Settings files name algorithms and profiles as tokens and packages do.
  @Test func codesNamesAsText() throws {
    func coded<Value: Codable & Equatable>(_ value: Value) throws -> String {
      let data = try JSONEncoder().encode([value])
      #expect(try JSONDecoder().decode([Value].self, from: data) == [value])
      return String(decoding: data, as: UTF8.self)
    }
    #expect(try coded(Algorithm.hs384) == #"["HS384"]"#)
    #expect(try coded(ValidationToken.Algorithm.ps256) == #"["PS256"]"#)
    #expect(try coded(SDKProfile.twilioNode3) == #"["twilio-node@3"]"#)
  }

  @Test func buildsDefaultPolicies() {
    let worker = Policy.worker(version: "v1", workspaceSID: "WS1", workerSID: "WK1")
    let base = "https://taskrouter.twilio.com/v1/Workspaces/WS1"
    #expect(
      worker.map(\.url) == [
        .string("\(base)/Activities"), .string("\(base)/Tasks/**"),
        .string("\(base)/Workers/WK1/Reservations/**"), .string("\(base)/Workers/WK1"),
      ])
    let bridge = Policy.eventBridge(accountSID: "AC1", channelID: "WK1")
    #expect(bridge.map(\.method) == ["GET", "POST"])
    #expect(
      Set(bridge.map(\.url)) == ["https://event-bridge.twilio.com/v1/wschannels/AC1/WK1"])
  }

  @Test func writesPolicyAsGiven() {
    var policy = Policy(url: "u", queryFilter: ["b": true, "1": ["required": true]], allow: false)
    policy.method = 5
    #expect(
      policy.payload.compact
        == #"{"url":"u","method":5,"query_filter":{"1":{"required":true},"b":true},"#
        + #""post_filter":{},"allow":false}"#)
  }
}
