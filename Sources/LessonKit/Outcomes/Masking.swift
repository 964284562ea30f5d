import TokenEngine

/// Configured secrets, and how they are kept off reports and pages.
package struct Masking: Sendable {
  fileprivate let secrets: [String: String]

  package init(_ settings: LessonSettings) {
    secrets = settings.environment.filter { name, value in
      let name = name.uppercased()
      return !value.isEmpty && ["SECRET", "TOKEN", "PRIVATE_KEY"].contains { name.hasSuffix($0) }
    }
  }

  func isSecret(_ name: String) -> Bool { secrets[name] != nil }

  package func masked(_ text: String) -> String {
    if secrets.isEmpty { return text }
    return forms.reduce(text) { $0.replacing($1, with: "••••••••") }
  }

  /// The secrets as text may hold them, plain and as JSON writes them, the longest first.
  private var forms: [String] {
    secrets.values.flatMap { [$0, String(JSONValue.string($0).compact.dropFirst().dropLast())] }
      .sorted { ($1.count, $0) < ($0.count, $1) }
  }

  /// The same, also in names.
  func masked(_ value: JSONValue) -> JSONValue {
    if secrets.isEmpty { return value }
    return switch value {
    case .string(let text): .string(masked(text.text))
    case .array(let items): .array(items.map(masked))
    case .object(let members):
      .object(
        members.reduce(into: JSONObject()) {
          $0[JSONString(masked($1.key.text))] = masked($1.value)
        })
    default: value
    }
  }
}

extension Masking {
  package func masked(_ finding: Diagnostic) -> Diagnostic {
    guard !secrets.isEmpty else { return finding }
    var finding = finding
    finding.message = masked(finding.message)
    for index in finding.notes.indices {
      finding.notes[index].message = masked(finding.notes[index].message)
    }
    return finding
  }
}
