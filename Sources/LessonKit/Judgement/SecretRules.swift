import Functions
import Markdown
import TokenEngine

/// Secrets that should not be in a lesson: key secrets, auth tokens, signed tokens, and keys of other services that
/// are known by their beginning. A SID is a name and no secret.
struct SecretRules {
  struct Secret {
    var text: String
    var finding: Diagnostic
  }

  private let lesson: Lesson
  /// The tokens that the lesson's own programs issue: signed with keys that are no secret.
  private let own: Set<String>

  init(_ lesson: Lesson, _ results: [StepResult]) {
    self.lesson = lesson
    own = Set(results.flatMap { $0.runs.flatMap { $0.outcome.tokens.map(\.jwt) } })
  }

  /// All of them; a listing repeats them.
  func secrets() -> [Secret] {
    var secrets: [Secret] = []
    var heading = ""
    for number in 1...lesson.source.lineCount {
      let line = String(lesson.source.line(number))
      if line.utf8.count < 16 {
        if !line.trimmed.isEmpty { heading = line }
        continue
      }
      for (word, kind) in self.secrets(in: line, after: heading) {
        let column = line.utf8.distance(from: line.startIndex, to: word.startIndex) + 1
        let start = SourceLocation(line: number, column: column)
        let finding = Diagnostic(
          .realLookingSecret,
          "this looks like a real \(kind) (`\(word.prefix(4))…`), and what is published is found within minutes; revoke it, then write a placeholder such as `your_api_key_secret`",
          path: lesson.path, range: start..<start.advanced(by: word.utf8.count))
        secrets.append(Secret(text: String(word), finding: finding))
      }
      if !line.trimmed.isEmpty { heading = line }
    }
    return secrets
  }

  private func secrets(
    in line: String, after previous: String
  ) -> [(word: Substring, kind: String)] {
    line.utf8.split(whereSeparator: { !Self.isPart($0) }).compactMap { part in
      guard part.count >= 16 else { return nil }
      let word = Substring(part)
      if word.utf8.count >= 60, word.hasPrefix("eyJ") {
        return isRealToken(word) ? (word, "signed token") : nil
      }
      if let kind = SecretShape.service(of: word) { return (word, kind) }
      // Twilio's have letters and digits only; a path of words is none.
      guard word.utf8.count == 32, word.allSatisfy({ $0.isLetter || $0.isNumber }),
        SecretShape.isRandom(word)
      else { return nil }
      let before = line[..<word.startIndex]
      // Part of an address, or the sum of a file.
      if before.hasSuffix("/") || before.hasSuffix("?") || SecretShape.namesSum(line) { return nil }
      guard SecretShape.namesSecret(line) || SecretShape.namesSecret(previous) else { return nil }
      return (word, word.allSatisfy(\.isHexDigit) ? "auth token" : "key secret")
    }
  }

  /// What can stand in a secret or a token.
  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Three parts that decode, with a signature of full length, that no placeholder shows.
  private func isRealToken(_ word: Substring) -> Bool {
    let jwt = String(word.trailing { $0 == "." }.isEmpty ? word : word.dropLast())
    guard !own.contains(jwt), let token = try? DecodedToken(jwt),
      let signature = jwt.split(separator: ".", omittingEmptySubsequences: false).last,
      signature.utf8.count >= 43, SecretShape.isRandom(signature)
    else { return false }
    let known = ["secret", "your-256-bit-secret", "your_api_key_secret"]
    if known.contains(where: { token.verify(secret: $0) == .valid }) { return false }
    // Signed text lets nobody in.
    guard let claims = token.claims else { return false }
    let names = ["iss", "sub"].compactMap { claims[JSONString($0)]?.stringValue }
    // The token that every introduction shows, and the names that stand for examples (RFC 2606, RFC 6963).
    if names.contains("1234567890") || names.contains(where: { $0.contains("example") }) {
      return false
    }
    return !names.contains { $0.utf8.count == 34 && !SecretShape.isRandom($0.dropFirst(2)) }
  }
}
