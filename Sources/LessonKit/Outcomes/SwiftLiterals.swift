import Functions
import TokenEngine

/// Values as Swift source; what the program read from its environment is read from there in Swift too.
struct SwiftLiterals: Sendable {
  private let environment: EnvironmentNames
  private let masking: Masking
  private var used: Set<String> = []

  init(reads: [Outcome.Read], masking: Masking) {
    self.masking = masking
    environment = EnvironmentNames(reads)
  }

  /// The imports, and the environment values that the listing uses; configured secrets are not written out.
  var header: String {
    if used.isEmpty { return "import TokenEngine\n\n" }
    let values = environment.values(of: used)
    let shown = values.filter { !masking.isSecret($0.name) }
      .map { "  \(quoted($0.name)): \(quoted($0.value)),\n" }.joined()
    let literal = shown.isEmpty ? "[:]" : "[\n\(shown)]"
    if values.contains(where: { masking.isSecret($0.name) }) {
      return """
        import TokenEngine
        import Foundation

        let environment = ProcessInfo.processInfo.environment.merging(\(literal)) { $1 }


        """
    }
    return "import TokenEngine\n\nlet environment = \(literal)\n\n"
  }

  mutating func string(_ text: String) -> String {
    guard let name = environment.name(of: text) else { return quoted(text) }
    used.insert(name)
    return "environment[\(quoted(name))]!"
  }

  /// An expression of the type `JSONString`, whatever its context.
  mutating func text(_ text: JSONString) -> String {
    if let exact = text.exactText { return "JSONString(\(string(exact)))" }
    return
      "JSONString(utf16: [\(text.utf16.map { "0x" + String($0, radix: 16) }.joined(separator: ", "))])"
  }

  func number(_ value: Double) -> String {
    if value.isNaN { return ".nan" }
    if value.isInfinite { return value < 0 ? "-.infinity" : ".infinity" }
    if let whole = Int64(exactly: value) { return String(whole) }
    return "\(value)"
  }

  func call(_ name: String, _ arguments: [String]) -> String {
    "\(name)(\n  \(arguments.joined(separator: ",\n  ")))"
  }

  func list(_ elements: [String]) -> String {
    elements.isEmpty ? "[]" : "[\n  \(elements.joined(separator: ",\n  "))\n]"
  }

  func json(_ value: JSONValue) -> String { "try JSONValue(parsing: \(quoted(value.compact)))" }

  // MARK: - Grants

  /// Labels of the typed grants, by Twilio's option names, in the order of their initialisers.
  private static let labels: [(option: JSONString, label: String)] = [
    ("room", "room"), ("serviceSid", "serviceSID"), ("workspaceSid", "workspaceSID"),
    ("workerSid", "workerSID"), ("role", "role"),
    ("outgoingApplicationSid", "outgoingApplicationSID"),
    ("deploymentRoleSid", "deploymentRoleSID"),
    ("configurationProfileSid", "configurationProfileSID"),
    ("outgoingApplicationParams", "outgoingApplicationParams"),
    ("pushCredentialSid", "pushCredentialSID"), ("endpointId", "endpointID"), ("grant", "grant"),
  ]

  private static let order: [String: [String]] = [
    "ChatGrant": ["serviceSID", "endpointID", "deploymentRoleSID", "pushCredentialSID"],
    "IpMessagingGrant": ["serviceSID", "endpointID", "deploymentRoleSID", "pushCredentialSID"],
  ]

  mutating func grant(_ type: String, _ options: JSONObject) -> String {
    var arguments: [(label: String, text: String)] = []
    if options["incomingAllow"]?.boolValue == true { arguments.append(("incomingAllow", "true")) }
    for (option, label) in Self.labels {
      guard let value = options[option], value != .null else { continue }
      if case .string(let text) = value, label != "grant", label != "outgoingApplicationParams" {
        guard let exact = text.exactText else { continue }
        arguments.append((label, string(exact)))
      } else if label == "grant" || label == "outgoingApplicationParams" {
        arguments.append((label, json(value)))
      }
    }
    if let order = Self.order[type] {
      arguments.sort { order.firstIndex(of: $0.label) ?? 0 < order.firstIndex(of: $1.label) ?? 0 }
    }
    let swiftType = type == "IpMessagingGrant" ? "IPMessagingGrant" : type
    return "\(swiftType)(\(arguments.map { "\($0.label): \($0.text)" }.joined(separator: ", ")))"
  }

  mutating func grant(added grant: GrantedAccess.AddedGrant) -> String {
    if grant.grant is CustomGrant {
      let payload = grant.payload.map(json) ?? "nil"
      return "CustomGrant(key: \(text(grant.key)), payload: \(payload))"
    }
    return self.grant(grant.type, grant.options)
  }

  // MARK: - Tokens

  /// Whether Swift strings hold all of it.
  func isPlain(_ access: GrantedAccess) -> Bool {
    [access.accountSID, access.keySID, access.secret, access.identity, access.region]
      .allSatisfy { $0 == nil || $0?.exactText != nil }
  }

  mutating func token(_ access: GrantedAccess) -> String {
    let isPlain = isPlain(access)
    var arguments: [String] = []
    for (label, value) in [
      ("accountSID", access.accountSID), ("keySID", access.keySID), ("secret", access.secret),
      ("identity", access.identity), ("region", isPlain ? nil : access.region),
    ] {
      guard let value else { continue }
      arguments.append("\(label): \(isPlain ? string(value.text) : text(value))")
    }
    return call("AccessToken", arguments)
  }

  /// The value that `token(_:)` writes.
  func value(of access: GrantedAccess) -> AccessToken {
    AccessToken(
      accountSID: access.accountSID, keySID: access.keySID, secret: access.secret,
      identity: access.identity, region: isPlain(access) ? nil : access.region)
  }

  func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\" + String(scalar)
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default: Self.isPlain(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// Whether a reader sees it, where it stands: bidirectional marks turn the code around them.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
    default: true
    }
  }
}
