import Functions
package import TokenEngine

/// What the steps of a lesson issued when their author last said it was right:
/// `expected/<lesson>.json`, shared by all locales.
package struct ExpectedTokens: Sendable {
  package struct Entry: Sendable {
    package var step: Int
    package var heading: String?
    /// A fingerprint of the program's code, which finds the step again wherever it stands.
    package var program: String
    package var tokens: [Token]
    package var response: JSONValue?
  }

  package struct Token: Sendable, Hashable {
    package var header: JSONValue
    package var payload: JSONValue
    package var isImplicit: Bool
  }

  package var entries: [Entry]

  package init(entries: [Entry]) { self.entries = entries }

  /// - Throws: what is wrong with the file, in one sentence.
  package init(json: String) throws(ExpectedTokensError) {
    let root: JSONValue
    do { root = try JSONValue(parsing: json) } catch {
      throw ExpectedTokensError(description: "this is not JSON: \(error.description)")
    }
    guard root["formatVersion"]?.numberValue == 1, let steps = root["steps"]?.arrayValue else {
      throw ExpectedTokensError(
        description:
          "it must have `\"formatVersion\": 1` and a list of `steps`; `stepwise update` writes it")
    }
    entries = []
    for step in steps {
      guard step.objectValue != nil,
        let number = step["step"]?.numberValue.flatMap({ Int(exactly: $0) })
      else {
        throw ExpectedTokensError(
          description:
            "every one of its `steps` must have a number `step`; `stepwise update` writes it")
      }
      let tokens = (step["tokens"]?.arrayValue ?? []).map { token in
        Token(
          header: token["header"] ?? .null, payload: token["payload"] ?? .null,
          isImplicit: token["implicit"]?.boolValue ?? false)
      }
      entries.append(
        Entry(
          step: number, heading: step["heading"]?.stringValue,
          program: step["program"]?.stringValue ?? "",
          tokens: tokens, response: step["response"]))
    }
  }

  package var json: String {
    let steps = entries.map { entry -> JSONValue in
      var step: JSONObject = ["step": .number(Double(entry.step))]
      if let heading = entry.heading { step["heading"] = .string(heading) }
      step["program"] = .string(entry.program)
      step["tokens"] = .array(
        entry.tokens.map { token in
          var members: JSONObject = ["header": token.header, "payload": token.payload]
          if token.isImplicit { members["implicit"] = true }
          return .object(members)
        })
      if let response = entry.response { step["response"] = response }
      return .object(step)
    }
    return JSONValue.object(["formatVersion": 1, "steps": .array(steps)]).pretty() + "\n"
  }

  /// The entries of a lesson as it is now.
  ///
  /// - Parameter numbers: the steps to record; nil for all. The others keep their entries.
  package static func recorded(
    _ result: LessonResult, numbers: Set<Int>?, over earlier: ExpectedTokens?
  ) -> ExpectedTokens {
    let masking = Masking(result.lesson.settings)
    guard let numbers else {
      return ExpectedTokens(entries: result.steps.compactMap { $0.expectation(masking: masking) })
    }
    let (pairs, orphans) = earlier?.matched(to: result.steps) ?? ([:], [])
    let entries = result.steps.enumerated().compactMap { index, step in
      numbers.contains(step.step.number) ? step.expectation(masking: masking) : pairs[index]
    }
    return ExpectedTokens(entries: entries + orphans)
  }

  /// Pairs each step with its entry: by content, by heading and number, by heading, then by number among what is left.
  func matched(to steps: [StepResult]) -> (pairs: [Int: Entry], orphans: [Entry]) {
    var pairs: [Int: Entry] = [:]
    var left = entries
    func take(_ isMatch: (StepResult, Entry) -> Bool) {
      for (index, step) in steps.enumerated() where pairs[index] == nil {
        if let found = left.firstIndex(where: { isMatch(step, $0) }) {
          pairs[index] = left.remove(at: found)
        }
      }
    }
    func isBelowSameHeading(_ step: StepResult, _ entry: Entry) -> Bool {
      step.step.snippet.heading != nil && step.step.snippet.heading == entry.heading
    }
    take { $0.fingerprint == $1.program }
    // Where every heading is called alike, only the number tells them apart.
    take { isBelowSameHeading($0, $1) && $0.step.number == $1.step }
    take(isBelowSameHeading)
    take { $0.step.number == $1.step }
    return (pairs, left)
  }
}

package struct ExpectedTokensError: Error, CustomStringConvertible {
  package var description: String
}

extension StepResult {
  /// Whether there is something to expect of it.
  package var isExpectable: Bool {
    guard let run = primary, run.isFine else { return false }
    return !run.outcome.tokens.isEmpty
  }

  /// Of the code alone: comments, spacing and where it stands do not count.
  package var fingerprint: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for line in step.revision?.lines ?? [] where line.normal.isCode {
      for byte in line.normal.code.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 10) &* 0x100_0000_01b3
    }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  package func expectation(masking: Masking) -> ExpectedTokens.Entry? {
    isExpectable ? actual(masking: masking) : nil
  }

  /// What it gives now, to be compared with what was recorded; nil where it did not come so far.
  func actual(masking: Masking) -> ExpectedTokens.Entry? {
    guard let run = primary, run.isFine || run.failsOnPurpose else { return nil }
    let outcome = run.outcome
    let tokens = outcome.tokens.map { token in
      ExpectedTokens.Token(
        header: token.header, payload: token.payload, isImplicit: token.isImplicit)
    }
    return ExpectedTokens.Entry(
      step: step.number, heading: step.snippet.heading, program: fingerprint, tokens: tokens,
      response: responseJSON(masking: masking, tokenPlaceholders: true))
  }

  /// The reply as the report shows it; with placeholders, its tokens are `<token 1>` …, whatever key signed them.
  package func responseJSON(masking: Masking, tokenPlaceholders: Bool = false) -> JSONValue? {
    guard let outcome = primary?.outcome, let response = outcome.reply(of: self) else { return nil }
    var body = masking.masked(response.body)
    if tokenPlaceholders {
      for (index, token) in outcome.tokens.enumerated() {
        body = body.replacing(masking.masked(token.jwt), with: "<token \(index + 1)>")
      }
    }
    return .object([
      "status": .number(Double(response.status)),
      "headers": .array(
        response.headers.map { .array([.string($0.name), .string(masking.masked($0.value))]) }),
      "body": .string(body),
    ])
  }
}

extension ExpectedTokens {
  /// Where the expectation of a lesson is recorded, below the content root.
  package static func path(of lesson: String) -> String {
    "expected/\(lesson.isEmpty ? "index" : lesson).json"
  }
}
