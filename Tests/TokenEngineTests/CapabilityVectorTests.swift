import Testing
import TokenEngine

/// The capability tokens of the real twilio-node, against ours.
@Suite struct CapabilityVectorTests {
  static let vectors = Vector.of(kind: "ClientCapability") + Vector.of(kind: "TaskRouterCapability")
  static let expressible = vectors.filter { (try? CapabilityCalls($0)) != nil }

  @Test(arguments: expressible) func endsAsInTheLibrary(_ vector: Vector) throws {
    let calls = try CapabilityCalls(vector)
    if let jwt = vector.expectedJWT {
      #expect(try calls.issue() == jwt)
    } else {
      let error = #expect(throws: TokenError.self) { try calls.issue() }
      #expect(error?.description == vector.expectedError)
    }
  }

  @Test func leavesOutOnly() {
    var leftOut: [String: Int] = [:]
    for vector in Self.vectors {
      do { _ = try CapabilityCalls(vector) } catch { leftOut["\(error)", default: 0] += 1 }
    }
    #expect(
      leftOut == [
        "a time to live that is no number": 2,
        "an application SID that is not given": 1,
        "an error of the JavaScript engine": 3,
        "options that are no object": 1,
      ])
    #expect(Self.expressible.count == 65)
  }
}

/// The Swift calls that do what a vector does in JavaScript.
private enum CapabilityCalls {
  case client(ClientCapability, Vector)
  case taskRouter(TaskRouterCapability, Vector)

  init(_ vector: Vector) throws(NotExpressible) {
    guard vector.expected["errorOrigin"] != "engine" else {
      throw NotExpressible("an error of the JavaScript engine")
    }
    guard let options = vector.options?.objectValue else {
      throw NotExpressible("options that are no object")
    }
    let isStrict = vector.profile == .twilioNode5
    let secret: String
    switch options["authToken"] {
    case .string(let text)?: secret = text.text
    // Without an account SID nobody asks for the secret.
    case nil where isStrict || options["accountSid"] == nil, .null?: secret = ""
    default: throw NotExpressible("a secret that is no text")
    }
    func ttl() throws(NotExpressible) -> Seconds {
      guard options["ttl"].isTruthy else { return 3600 }
      guard let ttl = options["ttl"]?.numberValue else {
        throw NotExpressible("a time to live that is no number")
      }
      return ttl
    }

    if vector.kind == "ClientCapability" {
      var capability = ClientCapability(
        accountSID: "", authToken: secret, ttl: try ttl(),
        scopes: try vector.operations.map { operation throws(NotExpressible) in
          try Self.scope(operation, isStrict: isStrict)
        })
      capability.exactAccountSID = options["accountSid"]
      self = .client(capability, vector)
    } else {
      var capability = TaskRouterCapability(
        accountSID: "", authToken: secret, workspaceSID: "", channelID: "",
        friendlyName: options["friendlyName"], ttl: try ttl(),
        policies: try vector.operations.map { operation throws(NotExpressible) in
          try Self.policy(operation, isStrict: isStrict)
        })
      capability.exactAccountSID = options["accountSid"]
      capability.exactWorkspaceSID = options["workspaceSid"]
      capability.exactChannelID = options["channelId"]
      if let version = options["version"] { capability.exactVersion = version }
      self = .taskRouter(capability, vector)
    }
  }

  func issue() throws(TokenError) -> String {
    switch self {
    case .client(let capability, let vector):
      try capability.validate(for: vector.profile)
      return try capability.jwt(issuedAt: vector.now)
    case .taskRouter(let capability, let vector):
      try capability.validate(for: vector.profile)
      return try capability.jwt(issuedAt: vector.now)
    }
  }

  private static func scope(
    _ operation: JSONObject, isStrict: Bool
  ) throws(NotExpressible) -> ClientScope {
    let scope = operation["scope"]!
    // `String(value)` of JavaScript, for the values that the vectors have.
    func text(_ value: JSONValue?) -> JSONString {
      switch value?.untagged {
      case nil: "undefined"
      case .string(let text)?: text
      case let value?: JSONString(value.compact)
      }
    }
    func members(_ value: JSONValue?) -> JSONObject? {
      guard case .object(let fields)? = value else { return nil }
      let pairs =
        fields["$object"]?.arrayValue?.map { ($0.arrayValue![0], $0.arrayValue![1]) }
        ?? fields.map { (.string($0.key), $0.value) }
      var members = JSONObject()
      for case (.string(let key), let value) in pairs {
        members[key] = value.untagged ?? "undefined"
      }
      return members
    }

    let argument = scope["args"]!.arrayValue!.first
    switch scope["type"]?.stringValue {
    case "IncomingClientScope": return .incoming(clientName: text(argument))
    case "OutgoingClientScope":
      let options = argument?.objectValue ?? [:]
      let sid = options["applicationSid"]
      if sid == nil, !isStrict { throw NotExpressible("an application SID that is not given") }
      var params = members(options["params"])
      // lodash takes what has a length for a list.
      if !isStrict, params?["length"]?.numberValue != nil { params?["length"] = nil }
      return .outgoing(
        applicationSID: isStrict && !sid.isTruthy ? "" : text(sid),
        clientName: options["clientName"].map { text($0) }, params: params)
    case "EventStreamScope": return .eventStream(filters: members(argument) ?? [:])
    default: throw NotExpressible("a scope that is no scope")
    }
  }

  private static func policy(
    _ operation: JSONObject, isStrict: Bool
  ) throws(NotExpressible) -> Policy {
    let options = operation["policy"]?["options"]?.objectValue ?? [:]
    guard operation["policy"]?["set"] == nil,
      options.keys.allSatisfy({ ["url", "method"].contains($0.text) })
    else { throw NotExpressible("a policy with other options") }
    let method = options["method"]?.stringValue ?? ""
    return Policy(
      url: options["url"]?.stringValue ?? (isStrict ? "" : nil),
      method: method.isEmpty ? "GET" : method)
  }
}
