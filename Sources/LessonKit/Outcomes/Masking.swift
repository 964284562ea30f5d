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
    secrets.values.sorted { $0.count > $1.count }.reduce(text) {
      $0.replacing($1, with: "••••••••")
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
