import Functions
import TokenEngine

/// Access tokens and their grants.
extension SwiftListing {
  mutating func makeGrant(_ call: EngineCall) {
    let type = String(call.call.dropLast(".init".count))
    guard !isChanged(call.object),
      let grant = GrantedAccess.AddedGrant.typed(type, call.arguments)
    else { return }
    let name = declare(
      type.prefix(1).lowercased() + type.dropFirst(), literals.grant(type, call.arguments))
    grants[call.object] = (name, grant)
  }

  mutating func makeToken(_ call: EngineCall) {
    guard let account = call.text("accountSid"), let key = call.text("keySid"),
      let secret = call.text("secret")
    else { return }
    let identity = call.text("identity")
    var arguments = [
      "accountSID: \(literals.string(account))", "keySID: \(literals.string(key))",
      "secret: \(literals.string(secret))",
    ]
    if let identity { arguments.append("identity: \(literals.string(identity))") }
    if let ttl = call.ttl { arguments.append("ttl: \(literals.number(ttl))") }
    let name = declare("token", literals.call("AccessToken", arguments))
    tokens[call.object] = (
      name,
      AccessToken(
        accountSID: account, keySID: key, secret: secret, identity: identity, ttl: call.ttl ?? 3600)
    )
  }

  mutating func setToken(_ call: EngineCall) {
    guard let (name, old) = tokens[call.object], let value = call.arguments["value"] else { return }
    var token = old
    switch (call.text("property"), value) {
    case ("identity", .string(let text)):
      token.identity = text.text
      change(name, ".identity = \(literals.string(text.text))")
    case ("ttl", .number(let seconds)):
      token.ttl = seconds
      change(name, ".ttl = \(literals.number(seconds))")
    default: return  // Whatever it means for the token is set when the token is issued.
    }
    tokens[call.object] = (name, token)
  }

  mutating func addGrant(_ call: EngineCall) {
    guard let (name, old) = tokens[call.object],
      let grant = call.object("grant").flatMap({ grants[$0] })
    else { return }
    var token = old
    token.addGrant(grant.value)
    tokens[call.object] = (name, token)
    change(name, ".addGrant(\(grant.name))")
  }

  /// - Returns: the token that the printed statements give.
  mutating func issue(_ issued: IssuedToken, _ access: GrantedAccess) -> String? {
    if tokens[issued.object] == nil {
      let name = declare("token", literals.token(access))
      tokens[issued.object] = (name, literals.value(of: access))
    }
    guard let (name, old) = tokens[issued.object] else { return nil }
    var token = old
    adjust(&token, name, to: access, issuedAt: issued.now)
    tokens[issued.object] = (name, token)
    let algorithm = access.algorithm == .hs256 ? "" : ", algorithm: .\(access.algorithm)"
    printToken("\(name).jwt(issuedAt: \(literals.number(issued.now))\(algorithm))")
    return try? token.jwt(issuedAt: issued.now, algorithm: access.algorithm)
  }

  /// Brings the replayed token to the state that was issued: what plain assignments to JavaScript's
  /// properties, arrays and objects did is said here in Swift.
  private mutating func adjust(
    _ token: inout AccessToken, _ name: String, to access: GrantedAccess, issuedAt now: Seconds
  ) {
    let wanted = access.token
    // As JSON, where NaN equals itself.
    func differs() -> Bool {
      token.claims(issuedAt: now).compact != wanted.claims(issuedAt: now).compact
        || token.header(algorithm: access.algorithm) != wanted.header(algorithm: access.algorithm)
    }
    if token.accountSID != access.accountSID.text || token.keySID != access.keySID.text
      || token.secret != access.secret.text || !literals.isPlain(access)
    {
      change(name, " = \(literals.token(access))")
      token = literals.value(of: access)
    }
    guard differs() else { return }
    if adopt(\.identity, of: wanted, into: &token) {
      change(name, ".identity = \(token.identity.map { literals.string($0) } ?? "nil")")
    }
    if adopt(\.ttl, of: wanted, into: &token) {
      change(name, ".ttl = \(literals.number(token.ttl))")
    }
    if adopt(\.notBefore, of: wanted, into: &token) {
      change(name, ".notBefore = \(token.notBefore.map(literals.number) ?? "nil")")
    }
    if adopt(\.region, of: wanted, into: &token) {
      change(name, ".region = \(token.region.map { literals.string($0) } ?? "nil")")
    }
    guard differs() else { return }
    if token.grants.count < wanted.grants.count, Self.isStart(token.grants, of: wanted.grants) {
      for index in token.grants.count..<wanted.grants.count {
        token.addGrant(wanted.grants[index])
        change(name, ".addGrant(\(literals.grant(added: access.grants[index])))")
      }
      return
    }
    token.grants = wanted.grants
    let list = access.grants.map { literals.grant(added: $0) }
    change(name, ".grants = \(literals.list(list))")
  }

  private static func isStart(_ start: [any Grant], of grants: [any Grant]) -> Bool {
    zip(start, grants).allSatisfy { $0.key == $1.key && $0.payload?.compact == $1.payload?.compact }
  }
}
