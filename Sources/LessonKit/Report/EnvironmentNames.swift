import Functions
import TokenEngine

/// Environment values by name, so that reports show where a value comes from rather than the value.
struct EnvironmentNames {
  private let names: [String: String]

  init(_ reads: [Outcome.Read]) {
    names = reads.filter { $0.source == .environment && !$0.value.isEmpty }
      .reduce(into: [:]) { if $0[$1.value] == nil { $0[$1.value] = $1.name } }
  }

  func named(_ value: JSONValue, _ masking: Masking) -> JSONValue {
    switch value {
    case .string(let text):
      if let name = names[text.text] { return .string("environment[\"\(name)\"]") }
      return .string(masking.masked(text.text))
    case .array(let items): return .array(items.map { named($0, masking) })
    case .object(let members):
      return .object(
        members.reduce(into: JSONObject()) { $0[$1.key] = named($1.value, masking) })
    default: return value
    }
  }
}
