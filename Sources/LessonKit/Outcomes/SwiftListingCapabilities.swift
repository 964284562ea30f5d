import Functions
import TokenEngine

/// Capability tokens, their scopes and policies.
extension SwiftListing {
  mutating func makeScope(_ call: EngineCall) {
    guard !isChanged(call.object), let scope = ClientScope(call) else { return }
    scopes[call.object] = (declare("scope", "ClientScope\(literals.scope(scope))"), scope)
  }

  mutating func makeClient(_ call: EngineCall) {
    guard let account = call.text("accountSid"), let secret = call.text("authToken") else { return }
    let capability = ClientCapability(
      accountSID: account, authToken: secret, ttl: call.ttl ?? 3600)
    clients[call.object] = (declare("capability", literals.client(capability)), capability)
  }

  mutating func addScope(_ call: EngineCall) {
    guard let scope = call.object("scope").flatMap({ scopes[$0] }),
      let (name, _) = clients[call.object]
    else { return }
    clients[call.object]?.value.scopes.append(scope.value)
    change(name, ".scopes.append(\(scope.name))")
  }

  /// - Returns: the token that the printed statements give.
  mutating func issue(_ issued: IssuedToken, _ wanted: ClientCapability) -> String? {
    if clients[issued.object] == nil {
      let bare = ClientCapability(
        accountSID: wanted.accountSID, authToken: wanted.authToken, ttl: wanted.ttl)
      clients[issued.object] = (declare("capability", literals.client(bare)), bare)
    }
    guard let (name, old) = clients[issued.object] else { return nil }
    var capability = old
    if adopt(\.exactAccountSID, of: wanted, into: &capability) {
      assign(wanted.exactAccountSID, to: "accountSID", of: name)
    }
    if adopt(\.authToken, of: wanted, into: &capability) {
      change(name, ".authToken = \(literals.string(wanted.authToken))")
    }
    if adopt(\.ttl, of: wanted, into: &capability) {
      change(name, ".ttl = \(literals.number(wanted.ttl))")
    }
    // Other values may be the same text.
    if capability.scopes.map({ try? $0.text() }) != wanted.scopes.map({ try? $0.text() }) {
      capability.scopes = wanted.scopes
      change(name, ".scopes = \(literals.list(wanted.scopes.map { literals.scope($0) }))")
    }
    clients[issued.object] = (name, capability)
    printToken("\(name).jwt(issuedAt: \(literals.number(issued.now)))")
    return try? capability.jwt(issuedAt: issued.now)
  }

  /// Sets the everyday text, or the exact value where it is none.
  private mutating func assign(_ value: JSONValue?, to label: String, of name: String) {
    if case .string(let text)? = value, let text = text.exactText {
      change(name, ".\(label) = \(literals.string(text))")
    } else {
      let exact = "exact\(label.prefix(1).uppercased())\(label.dropFirst())"
      change(name, ".\(exact) = \(value.map { literals.value($0) } ?? "nil")")
    }
  }

  // MARK: - TaskRouter

  mutating func makePolicy(_ call: EngineCall) {
    guard !isChanged(call.object) else { return }
    let policy = Policy(options: call.arguments)
    policies[call.object] = (written(policy, named: true), policy)
  }

  mutating func makeTaskRouter(_ call: EngineCall) {
    guard let account = call.text("accountSid"), let secret = call.text("authToken"),
      let workspace = call.text("workspaceSid"), let channel = call.text("channelId")
    else { return }
    let version = call.text("version") ?? ""
    let capability = TaskRouterCapability(
      accountSID: account, authToken: secret, workspaceSID: workspace, channelID: channel,
      friendlyName: call.arguments["friendlyName"], ttl: call.ttl ?? 3600,
      version: version.isEmpty ? "v1" : version)
    taskRouters[call.object] = (declare("capability", literals.taskRouter(capability)), capability)
  }

  mutating func addPolicy(_ call: EngineCall) {
    guard let policy = call.object("policy").flatMap({ policies[$0] }),
      let (name, _) = taskRouters[call.object]
    else { return }
    taskRouters[call.object]?.value.policies.append(policy.value)
    change(name, ".policies.append(\(policy.name))")
  }

  /// - Returns: the token that the printed statements give.
  mutating func issue(_ issued: IssuedToken, _ wanted: TaskRouterCapability) -> String? {
    if taskRouters[issued.object] == nil {
      let bare = TaskRouterCapability(
        accountSID: wanted.accountSID, authToken: wanted.authToken,
        workspaceSID: wanted.workspaceSID, channelID: wanted.channelID)
      taskRouters[issued.object] = (declare("capability", literals.taskRouter(bare)), bare)
    }
    guard let (name, old) = taskRouters[issued.object] else { return nil }
    var capability = old
    if adopt(\.authToken, of: wanted, into: &capability) {
      change(name, ".authToken = \(literals.string(wanted.authToken))")
    }
    for (part, label) in [
      (\TaskRouterCapability.exactAccountSID, "accountSID"), (\.exactWorkspaceSID, "workspaceSID"),
      (\.exactChannelID, "channelID"), (\.exactVersion, "version"),
    ] where adopt(part, of: wanted, into: &capability) {
      assign(wanted[keyPath: part], to: label, of: name)
    }
    if adopt(\.friendlyName, of: wanted, into: &capability) {
      change(name, ".friendlyName = \(wanted.friendlyName.map { literals.value($0) } ?? "nil")")
    }
    if adopt(\.ttl, of: wanted, into: &capability) {
      change(name, ".ttl = \(literals.number(wanted.ttl))")
    }
    if adopt(\.policies, of: wanted, into: &capability) {
      let list = wanted.policies.map { written($0) }
      change(name, ".policies = \(literals.list(list))")
    }
    taskRouters[issued.object] = (name, capability)
    printToken("\(name).jwt(issuedAt: \(literals.number(issued.now)))")
    return try? capability.jwt(issuedAt: issued.now)
  }

  /// A policy as an expression; statements go before it where its initialiser cannot say all.
  private mutating func written(_ policy: Policy, named: Bool = false) -> String {
    let odd = policy.partsBesideInitialiser
    let expression = literals.policy(policy)
    if odd.isEmpty, !named { return expression }
    let name = declare("policy", expression)
    for (label, value) in odd { change(name, ".\(label) = \(literals.value(value))") }
    return name
  }
}

extension ClientScope {
  /// The scope as it was constructed, where its arguments are plain.
  fileprivate init?(_ call: EngineCall) {
    func exactText(_ name: JSONString) -> JSONString? {
      if case .string(let text)? = call.arguments[name] { text } else { nil }
    }
    let params = call.arguments["params"]
    switch call.call {
    case "IncomingClientScope.init":
      guard let clientName = exactText("clientName") else { return nil }
      self = .incoming(clientName: clientName)
    case "OutgoingClientScope.init":
      guard let application = exactText("applicationSid"),
        params == nil || params?.objectValue != nil
      else { return nil }
      self = .outgoing(
        applicationSID: application, clientName: exactText("clientName"),
        params: params?.objectValue)
    default:
      self = .eventStream(filters: call.arguments["filters"]?.objectValue ?? [:])
    }
  }
}

extension Policy {
  fileprivate init(options: JSONObject) {
    self.init()
    url = options["url"]
    if let value = options["method"] { method = value }
    if let value = options["queryFilter"] { queryFilter = value }
    if let value = options["postFilter"] { postFilter = value }
    if let value = options["allow"] { allow = value }
  }

  /// Values of other types than the initialiser takes.
  fileprivate var partsBesideInitialiser: [(label: String, value: JSONValue)] {
    var parts: [(String, JSONValue)] = []
    if let url, url.stringValue == nil { parts.append(("url", url)) }
    if method.stringValue == nil { parts.append(("method", method)) }
    if queryFilter.objectValue == nil { parts.append(("queryFilter", queryFilter)) }
    if postFilter.objectValue == nil { parts.append(("postFilter", postFilter)) }
    if allow.boolValue == nil { parts.append(("allow", allow)) }
    return parts
  }
}
