package import Functions
import TokenEngine

/// The recorded calls as Swift against the `TokenEngine` product: printed for the reader, and replayed as it is
/// printed, so that what the page shows is what was checked.
package struct SwiftListing: Sendable {
  /// What there is to say in Swift of a step that calls nothing of the engine.
  package static let empty = "import TokenEngine\n"

  /// A whole program that prints the step's tokens.
  package private(set) var source = ""
  /// What replaying the printed calls gave, and what the run had given.
  package private(set) var mismatches: [(replayed: String, issued: String)] = []

  private var statements: [String] = []
  private var literals: SwiftLiterals
  private var grants: [Int: (name: String, value: any Grant)] = [:]
  private var tokens: [Int: (name: String, value: AccessToken)] = [:]
  private var usedNames: Set<String> = []
  private let calls: [EngineCall]

  /// - Returns: nil where the program made nothing of the engine's.
  package init?(_ outcome: Outcome, masking: Masking) {
    calls = outcome.calls
    guard !calls.isEmpty else { return nil }
    literals = SwiftLiterals(reads: outcome.reads, masking: masking)
    var issued = outcome.tokens.filter { !$0.isImplicit }[...]
    for (index, call) in calls.enumerated() {
      switch call.call {
      case "AccessToken.init": makeToken(call)
      case "AccessToken.set": setToken(call)
      case "AccessToken.addGrant": addGrant(call, at: index)
      case "AccessToken.toJwt": if let token = issued.popFirst() { issue(token) }
      default:
        if call.call.hasSuffix("Grant.init") { makeGrant(call) }
      }
    }
    for token in outcome.tokens where token.isImplicit {
      statements.append("// Not asked for yet; issued now, it would be:")
      issue(token)
    }
    source = literals.header + statements.joined(separator: "\n") + "\n"
  }

  // MARK: - Calls

  private mutating func makeGrant(_ call: EngineCall) {
    let type = String(call.call.dropLast(".init".count))
    // A grant that is changed later is written where it is added, as it then is.
    guard !isChanged(call.object), let grant = IssuedToken.AddedGrant.typed(type, call.arguments)
    else { return }
    let name = unusedName(type.prefix(1).lowercased() + type.dropFirst())
    statements.append("let \(name) = \(literals.grant(type, call.arguments))")
    grants[call.object] = (name, grant)
  }

  private mutating func makeToken(_ call: EngineCall) {
    func text(_ key: String) -> String? { call.arguments[JSONString(key)]?.stringValue }
    guard let account = text("accountSid"), let key = text("keySid"), let secret = text("secret")
    else { return }
    let name = unusedName("token")
    let identity = text("identity")
    var arguments = [
      "accountSID: \(literals.string(account))", "keySID: \(literals.string(key))",
      "secret: \(literals.string(secret))",
    ]
    if let identity { arguments.append("identity: \(literals.string(identity))") }
    let ttl = call.arguments["ttl"]?.numberValue.flatMap { $0 == 0 ? nil : $0 }
    if let ttl { arguments.append("ttl: \(literals.number(ttl))") }
    statements.append("var \(name) = AccessToken(\n  \(arguments.joined(separator: ",\n  ")))")
    tokens[call.object] = (
      name,
      AccessToken(
        accountSID: account, keySID: key, secret: secret, identity: identity, ttl: ttl ?? 3600)
    )
  }

  private mutating func setToken(_ call: EngineCall) {
    guard let (name, old) = tokens[call.object], let value = call.arguments["value"] else { return }
    var token = old
    switch (call.arguments["property"]?.stringValue, value) {
    case ("identity", .string(let text)):
      token.identity = text.text
      statements.append("\(name).identity = \(literals.string(text.text))")
    case ("ttl", .number(let seconds)):
      token.ttl = seconds
      statements.append("\(name).ttl = \(literals.number(seconds))")
    default: return  // Whatever it means for the token is set when the token is issued.
    }
    tokens[call.object] = (name, token)
  }

  private mutating func addGrant(_ call: EngineCall, at index: Int) {
    guard let (name, old) = tokens[call.object],
      let object = call.arguments["grant"]?["object"]?.numberValue, let grant = grants[Int(object)]
    else { return }
    var token = old
    token.addGrant(grant.value)
    tokens[call.object] = (name, token)
    statements.append("\(name).addGrant(\(grant.name))")
  }

  // MARK: - Issuing

  private mutating func issue(_ issued: IssuedToken) {
    let wanted = issued.accessToken
    if tokens[issued.object] == nil {
      let name = unusedName("token")
      statements.append("var \(name) = \(literals.token(issued))")
      tokens[issued.object] = (name, literals.value(of: issued))
    }
    guard let (name, old) = tokens[issued.object] else { return }
    var token = old
    adjust(&token, name, to: issued, wanted)
    tokens[issued.object] = (name, token)
    let algorithm = issued.algorithm == .hs256 ? "" : ", algorithm: .\(issued.algorithm)"
    statements.append(
      "print(try \(name).jwt(issuedAt: \(literals.number(issued.now))\(algorithm)))")
    let replayed = try? token.jwt(issuedAt: issued.now, algorithm: issued.algorithm)
    if replayed != issued.jwt { mismatches.append((replayed ?? "none", issued.jwt)) }
  }

  /// Brings the replayed token to the state that was issued: what plain assignments to JavaScript's
  /// properties, arrays and objects did is said here in Swift.
  private mutating func adjust(
    _ token: inout AccessToken, _ name: String, to issued: IssuedToken, _ wanted: AccessToken
  ) {
    func differs() -> Bool {
      token.claims(issuedAt: issued.now) != wanted.claims(issuedAt: issued.now)
        || token.header(algorithm: issued.algorithm) != wanted.header(algorithm: issued.algorithm)
    }
    let isPlain = literals.isPlain(issued)
    if token.accountSID != issued.accountSID.text || token.keySID != issued.keySID.text
      || token.secret != issued.secret.text || !isPlain
    {
      statements.append("\(name) = \(literals.token(issued))")
      token = literals.value(of: issued)
    }
    guard differs() else { return }
    if token.identity != issued.identity?.text {
      token.identity = issued.identity?.text
      statements.append(
        "\(name).identity = \(issued.identity.map { literals.string($0.text) } ?? "nil")")
    }
    if token.ttl != issued.ttl {
      token.ttl = issued.ttl
      statements.append("\(name).ttl = \(literals.number(issued.ttl))")
    }
    if token.notBefore != issued.notBefore {
      token.notBefore = issued.notBefore
      statements.append("\(name).notBefore = \(issued.notBefore.map(literals.number) ?? "nil")")
    }
    if token.region != issued.region?.text {
      token.region = issued.region?.text
      statements.append(
        "\(name).region = \(issued.region.map { literals.string($0.text) } ?? "nil")")
    }
    guard differs() else { return }
    token.grants = wanted.grants
    let list = issued.grants.map { literals.grant(added: $0) }
    statements.append("\(name).grants = [\n  \(list.joined(separator: ",\n  "))\n]")
  }

  private func isChanged(_ object: Int) -> Bool {
    calls.contains { $0.object == object && $0.call.hasSuffix("Grant.set") }
  }

  private mutating func unusedName(_ base: String) -> String {
    var name = base
    var number = 2
    while !usedNames.insert(name).inserted {
      name = "\(base)\(number)"
      number += 1
    }
    return name
  }
}
