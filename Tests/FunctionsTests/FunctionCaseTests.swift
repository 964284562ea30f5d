import Foundation
import Functions
import Testing
import TokenEngine

/// The behaviour of Twilio's own emulator, as it was observed by running it, told by requests and replies.
@Suite(.enabled(if: FunctionCase.all != nil, "the shared vectors are not here"))
struct FunctionCaseTests {
  @Test(arguments: FunctionCase.all ?? []) func theReplyIsTheEmulators(_ sample: FunctionCase) {
    #expect(sample.observed() == sample.expected)
  }

  /// A program that may patch the language's built-ins finds the same world.
  @Test(arguments: FunctionCase.all ?? []) func soItIsWithGuardedBuiltIns(_ sample: FunctionCase) {
    #expect(sample.observed(after: "\nvoid Array.prototype;") == sample.expected)
  }

  @Test func fewCasesAreLeftOut() {
    let all = FunctionCase.all ?? []
    #expect(all.count >= 160)
  }
}

/// One case of the shared file, reduced to two texts that must be equal.
struct FunctionCase: CustomTestStringConvertible, Sendable {
  var id: String
  private var data: JSONValue

  var testDescription: String { id }

  /// The emulator's defects that are not copied, and what is done instead.
  private static let advised = [
    "payload-number-42": "200 [content-type: application/json; charset=utf-8] 42",
    "payload-number-0": "200 [content-type: application/json; charset=utf-8] 0",
    "payload-number-3.5": "200 [content-type: application/json; charset=utf-8] 3.5",
    "resp-number-body": "200 [content-type: application/json; charset=utf-8] 42",
    "payload-buffer": "200 [content-type: application/octet-stream] base64 YWJj",
    "resp-json-header-string":
      #"200 [content-type: application/json; charset=utf-8] {"a":1}"#,
    "resp-status-zero": "RangeError: Invalid status code: 0",
    "resp-status-1000": "RangeError: Invalid status code: 1000",
    "resp-status-undefined": "RangeError: Invalid status code: undefined",
    "resp-ctype-shorthand": "TypeError: invalid media type",
    "resp-ctype-number": "TypeError: invalid media type",
    "err-throw-undefined": "NonError: undefined",
    "err-symbol": "NonError: Symbol(s)",
    "life-process-exit": "Error: process.exit(0) was called before the handler called back",
    "life-sync-return-only": "no reply",
    "life-generator": "no reply",
    "err-syntax": "SyntaxError",
    "err-missing-module": "not run: The module “no-such-module-xyz” is not available here",
    "glob-getsync-no-creds":
      "INVALID_CONFIG: Missing Account SID\nYou are missing a Twilio Account SID. You can add one into your .env file:\n\nACCOUNT_SID=ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    // A program without a handler is a plain script here.
    "err-empty-file": "no reply",
    "prod-no-handler": "no reply",
    "err-handler-not-function":
      "Error: Could not find a \"handler\" function in file /functions/fn.js",
    "prod-no-credentials-client":
      "INVALID_CONFIG: Missing Account SID\nYou are missing a Twilio Account SID. You can add one into your .env file:\n\nACCOUNT_SID=ACxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  ]

  /// The server in front of the handler, which is no part of a lesson.
  private static let ofTheServer: Set<String> = [
    "event-json-primitive", "event-json-invalid", "event-options-preflight",
    "event-options-unknown", "event-body-just-over-6mb", "event-if-none-match",
    "prod-never-calls-back", "prod-cookie-attributes", "prod-preflight",
    "prod-host-header-hidden", "prod-put-unsupported",
  ]

  static let all: [FunctionCase]? = {
    let path = "../shared/vectors/functions-cases.json"
    guard let text = FileManager.default.contents(atPath: path),
      let cases = try? JSONValue(parsing: String(decoding: text, as: UTF8.self))["cases"]
    else { return nil }
    return (cases.arrayValue ?? []).compactMap { data in
      let id = data["id"]?.stringValue ?? ""
      guard data["group"]?.stringValue != "routing", !ofTheServer.contains(id) else { return nil }
      return FunctionCase(id: id, data: data)
    }
  }()

  /// Whether the message is V8's; the ones that Stepwise words as V8 does are compared all the same.
  private var isV8s: Bool {
    (data["engine_text"]?.boolValue ?? false)
      && ![
        "twiml-object-as-body", "twiml-child-as-payload",
        "payload-bigint", "err-reference", "sdk-old-twimlresponse", "err-function",
      ].contains(id)
  }

  // MARK: - What the emulator did

  var expected: String {
    if let advised = Self.advised[id] { return advised }
    guard let expected = data["expected"] else { return "" }
    if let error = expected["error"] {
      let frames = (error["user_frames"]?.arrayValue ?? []).compactMap(\.stringValue).map {
        $0.replacingOccurrences(of: "<PROJECT>", with: "")
      }
      let name = error["name"]?.stringValue ?? ""
      let message = isV8s ? "…" : error["message"]?.stringValue ?? ""
      return ["\(name): \(message)", frames.first].compactMap { $0 }.joined(separator: "\n")
    }
    var headers: [String] = []
    for (name, value) in expected["headers"]?.objectValue ?? [:] where name.text != "content-length"
    {
      let values = value.arrayValue?.compactMap(\.stringValue) ?? [value.stringValue ?? ""]
      headers += values.map { "\(name.text): \($0)" }
    }
    return Self.line(
      status: expected["status"]?.numberValue ?? 0, headers, expected["body"]?.stringValue ?? "")
  }

  private static func line(status: Double, _ headers: [String], _ body: String) -> String {
    "\(Int(status)) [\(headers.sorted().joined(separator: ", "))] \(body)"
  }

  // MARK: - What Stepwise does

  private func run(_ suffix: String) -> Run {
    var settings = RunSettings()
    settings.samples = false
    settings.path = "/fn"
    settings.environment = data["env"]?.objectValue ?? [:]
    for (name, value) in data["files"]?.objectValue ?? [:] {
      settings.files["/\(name.text)"] = value.stringValue
    }
    settings.event = data["event"]?.objectValue ?? [:]
    return Run(
      program: (data["js"]?.stringValue ?? "") + suffix, profile: .twilioNode5, settings: settings)
  }

  func observed(after suffix: String = "") -> String {
    let outcome = FunctionRunner().outcome(of: run(suffix))
    if let reason = outcome.reason { return "not run: \(reason)" }
    if let reply = outcome.response {
      return Self.line(
        status: Double(reply.status), reply.headers.map { "\($0.name.lowercased()): \($0.value)" },
        reply.encoding == .base64 ? "base64 \(reply.body)" : reply.body)
    }
    guard let failure = outcome.failure else { return "no reply" }
    if Self.advised[id] != nil {
      return id == "err-syntax" ? failure.name : "\(failure.name): \(failure.message)"
    }
    let frame = failure.frames.first.map { frame in
      let place = "/functions/fn.js:\(frame.position.line):\(frame.position.column ?? 0)"
      return frame.function.isEmpty ? "at \(place)" : "at \(frame.function) (\(place))"
    }
    return ["\(failure.name): \(isV8s ? "…" : failure.message)", frame].compactMap { $0 }
      .joined(separator: "\n")
  }
}
