import TokenEngine

/// The Swift calls that do what a vector does in JavaScript.
struct AccessTokenCalls {
  private let vector: Vector
  private let created: AccessToken
  private let completed: AccessToken
  private let algorithm: Algorithm

  init(_ vector: Vector) throws(NotExpressible) {
    guard vector.expected["errorOrigin"] != "engine" else {
      throw NotExpressible("an error of the JavaScript engine")
    }
    self.vector = vector
    let parts = try vector.arguments.map { value throws(NotExpressible) in
      try text(value, "a constructor argument")
    }
    let options = vector.options?.objectValue ?? [:]
    created = AccessToken(
      accountSID: parts[0] ?? "", keySID: parts[1] ?? "", secret: parts[2] ?? "",
      identity: try identity(options["identity"]),
      ttl: options["ttl"].isTruthy ? try seconds(options["ttl"], at: vector.now) : 3600,
      notBefore: try notBefore(options["nbf"]), region: try region(options["region"]))
    completed = try Self.apply(vector.operations, to: created, now: vector.now)
    switch vector.callArguments.first ?? nil {
    case nil: algorithm = .hs256
    case .string(let name)?:
      guard let known = Algorithm(rawValue: name.text) else {
        throw NotExpressible("an unknown algorithm")
      }
      algorithm = known
    default: throw NotExpressible("an unknown algorithm")
    }
  }

  /// The token, or the first error that the library would report.
  func issue() throws(TokenError) -> String {
    try created.validate(for: vector.profile)
    return try completed.jwt(issuedAt: vector.now, algorithm: algorithm)
  }

  private static func apply(
    _ operations: [JSONObject], to token: AccessToken, now: Seconds
  ) throws(NotExpressible) -> AccessToken {
    var token = token
    var grants: [GrantOptions] = []
    for operation in operations {
      let value = operation["value"]?.untagged
      switch (operation["op"]?.stringValue, operation["property"]?.stringValue) {
      case ("addGrant", _):
        guard let grant = operation["grant"]?.objectValue else {
          throw NotExpressible("a grant that is no grant")
        }
        grants.append(try GrantOptions(grant))
      case ("setGrant", let property?):
        for index in grants.indices where grants[index].name == operation["ref"]?.stringValue {
          grants[index].options[JSONString(property)] = value
        }
      case ("set", "accountSid"): token.exactAccountSID = try someText(value, "a SID")
      case ("set", "keySid"): token.exactKeySID = try someText(value, "a SID")
      case ("set", "secret"): token.secretBytes = try someText(value, "a secret").utf8
      case ("set", "identity"): token.exactIdentity = try identity(value)
      case ("set", "ttl"): token.ttl = try seconds(value, at: now)
      case ("set", "nbf"): token.notBefore = try notBefore(value)
      case ("set", "region"): token.exactRegion = try region(value)
      case ("set", "grants") where value == nil || value == []: grants = []
      default: throw NotExpressible("the operation \(JSONValue.object(operation).compact)")
      }
    }
    token.grants = try grants.map { grant throws(NotExpressible) in try grant.grant() }
    return token
  }
}

// MARK: - What JavaScript makes of a value

private func text(_ value: JSONValue?, _ what: String) throws(NotExpressible) -> JSONString? {
  switch value {
  case .string(let text)?: text
  case nil, .null?: nil
  default: throw NotExpressible("\(what) that is no text")
  }
}

private func someText(_ value: JSONValue?, _ what: String) throws(NotExpressible) -> JSONString {
  guard let text = try text(value, what) else { throw NotExpressible("\(what) that is no text") }
  return text
}

private func identity(_ value: JSONValue?) throws(NotExpressible) -> JSONString? {
  switch value {
  case .number(let number)? where number == number.rounded() && number.isFinite:
    return JSONString(JSONValue.number(number).compact)
  case .string(let text)?: return text
  case let value where value.isTruthy: throw NotExpressible("an identity that is no text")
  default: return nil
  }
}

private func seconds(_ value: JSONValue?, at now: Seconds) throws(NotExpressible) -> Seconds {
  switch value {
  case .number(let number)?: return number
  case .string(let text)?:
    if let span = Timespan(text) { return span.lifetime(issuedAt: now) }
    throw NotExpressible("a time to live that is no time")
  default: throw NotExpressible("a time to live that is no time")
  }
}

private func notBefore(_ value: JSONValue?) throws(NotExpressible) -> Seconds? {
  if let value, value.isTagged { throw NotExpressible("a boxed value") }
  return value?.numberValue
}

private func region(_ value: JSONValue?) throws(NotExpressible) -> JSONString? {
  if let value, value.isTagged { throw NotExpressible("a boxed value") }
  if case .string(let text)? = value { return text }
  return nil
}
