import JavaScript
package import TokenEngine

/// The secrets among environment values: they are told by their names.
package struct Secrets: Sendable {
  package let names: Set<String>
  /// What text may hold of them.
  package let forms: Set<[UInt8]>

  /// Of a shorter text, nobody can say that it comes from a secret.
  private static let shortestPart = 8

  package init(in environment: JSONObject) {
    let secrets = environment.filter { name, value in
      let name = name.text.uppercased()
      return value != "" && ["SECRET", "TOKEN", "PRIVATE_KEY"].contains { name.hasSuffix($0) }
    }
    names = Set(secrets.map(\.key.text))
    forms = Set(secrets.compactMap(\.value.stringValue).flatMap { SecretForms($0).all })
  }

  /// Whether a text holds a secret, or is a part of one.
  func touch(_ text: String) -> Bool {
    forms.contains { form in
      let form = String(decoding: form, as: UTF8.self)
      return text.contains(bytes: form)
        || text.utf8.count >= Self.shortestPart && form.contains(bytes: text)
    }
  }
}
