import Functions
import TokenEngine

/// Environment values by name, so that reports and listings show where a value comes from rather than the value.
struct EnvironmentNames: Sendable {
  private let names: [String: String]

  init(_ reads: [Outcome.Read]) {
    names = reads.filter { $0.source == .environment && !$0.value.isEmpty }
      .reduce(into: [:]) { if $0[$1.value] == nil { $0[$1.value] = $1.name } }
  }

  func name(of value: String) -> String? { names[value] }

  /// The values of some names, ordered by name.
  func values(of used: Set<String>) -> [(name: String, value: String)] {
    names.filter { used.contains($0.value) }.map { ($0.value, $0.key) }.sorted { $0.0 < $1.0 }
  }

  func named(_ value: JSONValue, _ masking: Masking) -> JSONValue {
    switch value {
    case .string(let text):
      if let name = names[text.text] { return .string("environment[\"\(name)\"]") }
      return .string(masking.masked(text.text))
    case .array(let items): return .array(items.map { named($0, masking) })
    case .object(let members):
      return .object(
        members.reduce(into: JSONObject()) {
          $0[masking.masked(name: $1.key)] = named($1.value, masking)
        })
    default: return value
    }
  }
}
