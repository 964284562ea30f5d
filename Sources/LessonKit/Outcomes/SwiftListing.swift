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
  package private(set) var mismatches: [(replayed: String?, issued: String)] = []

  /// A value of the program by the number of the JavaScript object it stands for.
  typealias Named<Value> = [Int: (name: String, value: Value)]

  var literals: SwiftLiterals
  var grants: Named<any Grant> = [:]
  var tokens: Named<AccessToken> = [:]
  var scopes: Named<ClientScope> = [:]
  var clients: Named<ClientCapability> = [:]
  var policies: Named<Policy> = [:]
  var taskRouters: Named<TaskRouterCapability> = [:]
  var validations: Named<ValidationToken> = [:]

  private var statements: [String] = []
  private var size = 0
  private var isCut = false
  private var declarations: [(name: String, index: Int)] = []
  private var changed: Set<String> = []
  private var usedNames: [String: Int] = [:]
  private let changedObjects: Set<Int>

  /// - Returns: nil where the program made nothing of the engine's.
  package init?(_ outcome: Outcome, masking: Masking) {
    let calls = outcome.calls
    guard !calls.isEmpty else { return nil }
    changedObjects = Set(calls.filter { $0.call.hasSuffix(".set") }.map(\.object))
    literals = SwiftLiterals(reads: outcome.reads, masking: masking)
    var issued = outcome.tokens.filter { !$0.isImplicit }[...]
    for call in calls {
      switch call.call {
      case "AccessToken.init": makeToken(call)
      case "AccessToken.set": setToken(call)
      case "AccessToken.addGrant": addGrant(call)
      case "ClientCapability.init": makeClient(call)
      case "ClientCapability.addScope": addScope(call)
      case "TaskRouterCapability.init": makeTaskRouter(call)
      case "TaskRouterCapability.addPolicy": addPolicy(call)
      case "Policy.init": makePolicy(call)
      case "ValidationToken.init": makeValidation(call)
      case "AccessToken.toJwt", "ClientCapability.toJwt", "TaskRouterCapability.toJwt",
        "ValidationToken.fromHttpRequest":
        if let token = issued.popFirst() { issue(token) }
      case let name where name.hasSuffix("Grant.init"): makeGrant(call)
      case let name where name.hasSuffix("Scope.init"): makeScope(call)
      default: break  // Whatever it means for a token is set when the token is issued.
      }
    }
    for token in outcome.tokens where token.isImplicit {
      write("// Not asked for yet; issued now, it would be:")
      issue(token)
    }
    if outcome.truncated.contains(where: { ["calls", "tokens"].contains($0) }) {
      statements.append("// The program made more calls than are recorded; those are left out.")
    }
    if isCut { statements.append("// … and more, which is left out.") }
    for (name, index) in declarations {
      statements[index] = "\(changed.contains(name) ? "var" : "let") " + statements[index]
    }
    // What a program makes of a secret (`'pre-' + secret`) is no longer its name: it is not written out either.
    source = masking.masked(literals.header + statements.joined(separator: "\n") + "\n")
  }

  private mutating func issue(_ issued: IssuedToken) {
    let replayed =
      switch issued.content {
      case .access(let access): issue(issued, access)
      case .client(let capability): issue(issued, capability)
      case .taskRouter(let capability): issue(issued, capability)
      case .validation(let token, let request, let url): issue(issued, token, of: request, url: url)
      }
    if replayed != issued.jwt { mismatches.append((replayed, issued.jwt)) }
  }

  // MARK: - Statements

  /// Declares a variable of a free name like `base`, and returns that name.
  mutating func declare(_ base: String, _ value: String) -> String {
    let name = unusedName(base)
    let index = statements.count
    if write("\(name) = \(value)") { declarations.append((name, index)) }
    return name
  }

  mutating func change(_ name: String, _ statement: String) {
    if write(name + statement) { changed.insert(name) }
  }

  mutating func printToken(_ expression: String) { write("print(try \(expression))") }

  /// Nobody reads a longer listing; what is left out is replayed all the same.
  private static let sizeLimit = 1 << 18

  /// - Returns: whether there was room.
  @discardableResult private mutating func write(_ statement: String) -> Bool {
    size += statement.utf8.count
    if size > Self.sizeLimit { isCut = true }
    if !isCut { statements.append(statement) }
    return !isCut
  }

  /// An object that is changed later is written where it is used, as it then is.
  func isChanged(_ object: Int) -> Bool {
    changedObjects.contains(object)
  }

  private mutating func unusedName(_ base: String) -> String {
    usedNames[base, default: 0] += 1
    let number = usedNames[base]!
    return number == 1 ? base : "\(base)\(number)"
  }
}

/// Makes a part of a replayed value what it was when the token was issued.
///
/// - Returns: whether it was something else.
func adopt<Value, Part: Equatable>(
  _ part: WritableKeyPath<Value, Part>, of issued: Value, into value: inout Value
) -> Bool {
  let (old, new) = (value[keyPath: part], issued[keyPath: part])
  // NaN differs from itself, and so would for ever have to be set again.
  if old == new || old != old && new != new { return false }
  value[keyPath: part] = issued[keyPath: part]
  return true
}

extension EngineCall {
  func text(_ name: JSONString) -> String? { arguments[name]?.stringValue }

  /// The object that the argument is.
  func object(_ name: JSONString) -> Int? {
    arguments[name]?["object"]?.numberValue.flatMap { Int(exactly: $0) }
  }

  /// The time to live that a constructor takes from its options; nil for its default.
  var ttl: Seconds? { arguments["ttl"]?.numberValue.flatMap { $0 == 0 ? nil : $0 } }
}
