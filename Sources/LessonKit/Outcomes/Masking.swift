import Functions
import TokenEngine

/// Configured secrets, and how they are kept off reports and pages.
package struct Masking: Sendable {
  private let names: Set<String>
  /// The secrets as text may hold them, by their first byte, the longest first.
  private let forms: [UInt8: [[UInt8]]]

  package init(_ settings: LessonSettings) {
    let secrets = Secrets(in: settings.environment)
    names = secrets.names
    forms = Dictionary(grouping: secrets.forms, by: { $0[0] }).mapValues {
      $0.sorted { $0.count > $1.count }
    }
  }

  func isSecret(_ name: String) -> Bool { names.contains(name) }

  package func masked(_ text: String) -> String {
    if forms.isEmpty { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      if let form = forms[bytes[index]]?.first(where: { bytes[index...].starts(with: $0) }) {
        result += bytes[start..<index] + "••••••••".utf8
        index += form.count
        start = index
      } else {
        index += 1
      }
    }
    return start == 0 ? text : String(decoding: result + bytes[start...], as: UTF8.self)
  }

  /// The same, also in names.
  func masked(_ value: JSONValue) -> JSONValue {
    if forms.isEmpty { return value }
    return switch value {
    case .string(let text): .string(masked(text.text))
    case .array(let items): .array(items.map(masked))
    case .object(let members):
      .object(members.reduce(into: JSONObject()) { $0[masked(name: $1.key)] = masked($1.value) })
    default: value
    }
  }

  func masked(name: JSONString) -> JSONString {
    if forms.isEmpty { return name }
    let text = masked(name.text)
    return text == name.text ? name : JSONString(text)
  }
}

extension Masking {
  package func masked(_ finding: Diagnostic) -> Diagnostic {
    guard !forms.isEmpty else { return finding }
    var finding = finding
    finding.message = masked(finding.message)
    for index in finding.notes.indices {
      finding.notes[index].message = masked(finding.notes[index].message)
    }
    return finding
  }
}
