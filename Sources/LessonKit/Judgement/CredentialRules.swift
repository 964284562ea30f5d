import Functions
import Markdown
import TokenEngine

/// Credentials in each other's place. Twilio's order is account SID, SID of the API key, secret of the API key.
struct CredentialRules {
  private enum Kind {
    case account, key, secret
  }

  private let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  /// - Parameter reported: what is already reported, by chain: a repeated mistake is one finding, at the first.
  func findings(in result: StepResult, _ reported: inout Set<String>) -> [Diagnostic] {
    guard let outcome = result.primary?.outcome else { return [] }
    let names = Dictionary(
      outcome.reads.filter { $0.source == .environment }.map { ($0.value, $0.name) },
      uniquingKeysWith: { first, _ in first })
    let wanted: [(argument: String, kind: Kind, what: String)] = [
      ("accountSid", .account, "the SID of the account"),
      ("keySid", .key, "the SID of the API key"),
      ("secret", .secret, "the secret of the API key"),
    ]
    return outcome.calls.compactMap { call in
      guard call.call == "AccessToken.init",
        let position = call.position, let range = result.range(of: position),
        let origin = result.origin(of: position)
      else { return nil }
      let wrong = wanted.compactMap { wanted -> (found: String, what: String, isShown: Bool)? in
        guard let value = call.arguments[wanted.argument]?.stringValue,
          let kind = kind(of: value, named: names[value]), kind != wanted.kind
        else { return nil }
        return (
          names[value].map { "`\($0)`" } ?? "a value that begins with `\(value.prefix(2))`",
          wanted.what, kind == .secret
        )
      }
      guard let first = wrong.first(where: \.isShown) ?? wrong.first,
        reported.insert("credentials \(result.step.chain)").inserted
      else { return nil }
      let harm =
        first.isShown
        ? "so the secret is in the token for everybody to read, and Twilio refuses it"
        : "so Twilio refuses the token"
      return Diagnostic(
        .misplacedCredential,
        "\(first.found) is given as \(first.what), \(harm); the order is `new AccessToken(accountSid, keySid, keySecret, options)`",
        path: origin.path, range: range, address: result.address)
    }
  }

  /// Nil where neither the value nor the name of its setting says it.
  private func kind(of value: String, named name: String?) -> Kind? {
    let words = (name ?? "").uppercased().split { !$0.isLetter }
    if words.contains("SECRET") || words.contains("TOKEN") { return .secret }
    if value.hasPrefix("AC") { return .account }
    return value.hasPrefix("SK") ? .key : nil
  }
}
