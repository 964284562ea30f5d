import Functions
import Markdown
import TokenEngine

/// Credentials in each other's place. Twilio's order is account SID, SID of the API key, secret of the API key.
struct CredentialRules {
  private enum Kind: Equatable {
    /// By its first two letters.
    case sid(Substring)
    case secret
  }

  private let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  /// - Parameter reported: what is already reported, by chain: a repeated mistake is one finding, at the first.
  func findings(in result: StepResult, _ reported: inout Set<String>) -> [Diagnostic] {
    guard let outcome = result.primary?.outcome else { return [] }
    // Where several settings have one value, it says nothing of which is meant.
    let names = Dictionary(
      grouping: outcome.reads.filter { $0.source == .environment }, by: \.value
    )
    .compactMapValues { $0.count == 1 ? $0[0].name : nil }
    let wanted: [(argument: String, kind: Kind, what: String)] = [
      ("accountSid", .sid("AC"), "the SID of the account"),
      ("keySid", .sid("SK"), "the SID of the API key"),
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
    // Two letters and 32 digits, as Twilio's SIDs are, placeholders among them.
    if value.wholeMatch(of: /[A-Z]{2}[0-9A-Za-z]{32}/) != nil { return .sid(value.prefix(2)) }
    let words = (name ?? "").uppercased().split { !$0.isLetter }
    let isSecret = words.contains("SECRET") || words.contains("AUTH") && words.contains("TOKEN")
    return isSecret && words.last != "SID" ? .secret : nil
  }
}
