import TokenEngine

/// Capability and validation tokens as Swift source.
extension SwiftLiterals {
  /// An expression where a `JSONString` is expected.
  mutating func jsonText(_ text: JSONString) -> String {
    guard let exact = text.exactText else { return self.text(text) }
    let literal = string(exact)
    return literal == quoted(exact) ? literal : "JSONString(\(literal))"
  }

  /// An expression where a `JSONValue` is expected.
  mutating func value(_ value: JSONValue) -> String {
    switch value {
    case .null: return ".null"
    case .bool(let bool): return String(bool)
    case .number(let number): return number.isFinite ? self.number(number) : ".null"
    case .string(let text):
      guard let exact = text.exactText else { return ".string(\(self.text(text)))" }
      let literal = string(exact)
      return literal == quoted(exact) ? literal : ".string(\(literal))"
    case .array(let items):
      var literals: [String] = []
      for item in items { literals.append(self.value(item)) }
      return "[\(literals.joined(separator: ", "))]"
    case .object(let members): return object(members)
    }
  }

  /// An expression where a `JSONObject` or a `JSONValue` is expected.
  mutating func object(_ members: JSONObject) -> String {
    var literals: [String] = []
    for (key, value) in members {
      // A key that equals a setting is still only a name.
      let name = key.exactText.map(quoted) ?? text(key)
      literals.append("\(name): \(self.value(value))")
    }
    return literals.isEmpty ? "[:]" : "[\(literals.joined(separator: ", "))]"
  }

  mutating func scope(_ scope: ClientScope) -> String {
    switch scope {
    case .incoming(let clientName): return ".incoming(clientName: \(jsonText(clientName)))"
    case .outgoing(let application, let clientName, let params):
      var arguments = ["applicationSID: \(jsonText(application))"]
      if let clientName { arguments.append("clientName: \(jsonText(clientName))") }
      if let params { arguments.append("params: \(object(params))") }
      return ".outgoing(\(arguments.joined(separator: ", ")))"
    case .eventStream(let filters):
      return filters.isEmpty ? ".eventStream()" : ".eventStream(filters: \(object(filters)))"
    case .custom(let text): return ".custom(\(jsonText(text)))"
    }
  }

  /// A capability without scopes.
  mutating func client(_ capability: ClientCapability) -> String {
    var arguments = [
      "accountSID: \(string(capability.accountSID))", "authToken: \(string(capability.authToken))",
    ]
    if capability.ttl != 3600 { arguments.append("ttl: \(number(capability.ttl))") }
    return call("ClientCapability", arguments)
  }

  /// The parts of a policy that the initialiser takes.
  mutating func policy(_ policy: Policy) -> String {
    var arguments: [String] = []
    if let url = policy.url?.stringValue { arguments.append("url: \(string(url))") }
    if let method = policy.method.stringValue, method != "GET" {
      arguments.append("method: \(string(method))")
    }
    for (label, filter) in [
      ("queryFilter", policy.queryFilter), ("postFilter", policy.postFilter),
    ] {
      if let members = filter.objectValue, !members.isEmpty {
        arguments.append("\(label): \(object(members))")
      }
    }
    if policy.allow == false { arguments.append("allow: false") }
    return "Policy(\(arguments.joined(separator: ", ")))"
  }

  /// A capability without policies.
  mutating func taskRouter(_ capability: TaskRouterCapability) -> String {
    var arguments = [
      "accountSID: \(string(capability.accountSID))", "authToken: \(string(capability.authToken))",
      "workspaceSID: \(string(capability.workspaceSID))",
      "channelID: \(string(capability.channelID))",
    ]
    if let name = capability.friendlyName { arguments.append("friendlyName: \(value(name))") }
    if capability.ttl != 3600 { arguments.append("ttl: \(number(capability.ttl))") }
    if capability.version != "v1" { arguments.append("version: \(string(capability.version))") }
    return call("TaskRouterCapability", arguments)
  }

  /// A validation token but for its time to live.
  mutating func validation(_ token: ValidationToken) -> String {
    var arguments = [
      "accountSID: \(string(token.accountSID))", "credentialSID: \(string(token.credentialSID))",
      "signingKeySID: \(string(token.signingKeySID))", "privateKey: \(string(token.privateKey))",
    ]
    if token.algorithm != .rs256 { arguments.append("algorithm: .\(token.algorithm)") }
    return call("ValidationToken", arguments)
  }

  mutating func request(_ request: SignedRequest, url: String) -> String {
    var arguments = ["method: \(string(request.method))", "url: \(string(url))"]
    if !request.authorization.isEmpty {
      arguments.append("authorization: \(jsonText(request.authorization))")
    }
    if !request.parameters.isEmpty { arguments.append("parameters: \(object(request.parameters))") }
    if let body = request.body { arguments.append("body: \(value(body))") }
    return "SignedRequest(\(arguments.joined(separator: ", ")))"
  }
}
