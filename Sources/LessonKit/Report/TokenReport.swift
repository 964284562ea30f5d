import TokenEngine

/// A reading of a token as people and as programs read it. Neither can steer a terminal, whatever the
/// token says.
package struct TokenReport {
  private let reading: TokenReading

  /// How many keys or numbers of a kind are listed for people; programs get all.
  private static let listLimit = 10

  package init(_ reading: TokenReading) { self.reading = reading }

  // MARK: - For people

  package var text: String {
    switch reading.content {
    case .failure(let malformed): return "token: malformed: \(malformed.sentence.harmless)\n"
    case .success(let parts):
      return text(parts.header, "header") + text(parts.payload, "payload")
        + "signature: \(parts.signature.status.rawValue): \(parts.signature.reason.harmless)\n\n"
        + claimsText
    }
  }

  private func text(_ part: PartReading, _ name: String) -> String {
    var text = "\(name):\n"
    if let problem = part.problem { text += "  malformed: \(problem.harmless)\n" }
    for line in part.value?.pretty().split(separator: "\n") ?? [] { text += "  \(line.harmless)\n" }
    if !part.hugeNumbers.isEmpty {
      let numbers = Self.list(part.hugeNumbers, "numbers")
      text += "  too large: JavaScript has no number as large as \(numbers), and shows null\n"
    }
    if !part.duplicateKeys.isEmpty {
      let keys = Self.list(part.duplicateKeys.map { JSONValue.string($0).compact }, "keys")
      text +=
        "  ambiguous: it has \(keys) more than once, and readers disagree about which counts; here it is the last\n"
    }
    return text + "\n"
  }

  private static func list(_ items: [String], _ kind: String) -> String {
    let others = items.count - listLimit
    let shown = items.prefix(listLimit).map(\.harmless).joined(separator: ", ")
    return others > 0 ? "\(shown) and \(others) other \(kind)" : shown
  }

  private var claimsText: String {
    let claims = reading.claims
    var text = "claims: \(claims.status.rawValue)"
    if let time = claims.time { text += " at \(ClaimReading.utc(time) ?? "")" }
    text += "\n"
    for moment in claims.moments {
      let utc = ClaimReading.utc(moment.seconds) ?? "outside the years 1 to 9999"
      text += "  \(moment.claim)  \(utc)  (\(JSONValue.number(moment.seconds).compact))\n"
    }
    for problem in claims.problems { text += "  \(problem.harmless)\n" }
    if claims.time == nil {
      text += "  whether they hold now is not judged; --at TIME judges them at a time\n"
    }
    return text
  }

  // MARK: - For programs

  /// `formatVersion`, `problem` (why it is no token at all), `header`, `payload`, `signature`, `claims`;
  /// without a token the middle three are `null`.
  package var json: String {
    let parts = try? reading.content.get()
    var problem: JSONValue = .null
    if case .failure(let malformed) = reading.content { problem = .string(malformed.sentence) }
    let report: JSONValue = [
      "formatVersion": 1, "problem": problem,
      "header": parts.map { json($0.header) } ?? .null,
      "payload": parts.map { json($0.payload) } ?? .null,
      "signature": parts.map { json($0.signature) } ?? .null,
      "claims": claimsJSON,
    ]
    let lines = report.pretty().split(separator: "\n")
    return lines.map { $0.harmless + "\n" }.joined()
  }

  private func json(_ part: PartReading) -> JSONValue {
    [
      "value": part.value ?? .null, "problem": part.problem.map { .string($0) } ?? .null,
      "duplicateKeys": .array(part.duplicateKeys.map { .string($0) }),
      "hugeNumbers": .array(part.hugeNumbers.map { .string($0) }),
    ]
  }

  private func json(_ signature: SignatureReading) -> JSONValue {
    [
      "status": .string(signature.status.rawValue),
      "algorithm": signature.algorithm.map { .string($0) } ?? .null,
      "reason": .string(signature.reason),
    ]
  }

  private var claimsJSON: JSONValue {
    func utc(_ seconds: Seconds) -> JSONValue {
      ClaimReading.utc(seconds).map { .string($0) } ?? .null
    }
    let claims = reading.claims
    return [
      "status": .string(claims.status.rawValue), "at": claims.time.map(utc) ?? .null,
      "times": .array(
        claims.moments.map {
          ["claim": .string($0.claim), "seconds": .number($0.seconds), "utc": utc($0.seconds)]
        }),
      "problems": .array(claims.problems.map { .string($0) }),
    ]
  }
}
