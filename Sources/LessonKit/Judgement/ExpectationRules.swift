import Functions
import Markdown
import TokenEngine

/// Compares what the steps issued with what was recorded and with what the lesson itself says.
struct ExpectationRules {
  let lesson: Lesson
  let masking: Masking
  /// The command that records this lesson.
  let update: String

  init(_ lesson: Lesson, update: String) {
    self.lesson = lesson
    self.update = update
    masking = Masking(lesson.settings)
  }

  func findings(
    in results: [StepResult], expected: ExpectedTokens?, rootHasOthers: Bool
  ) -> [Diagnostic] {
    let inline = results.map(inlineFindings)
    var findings = inline.flatMap { $0 }
    guard let expected else {
      if rootHasOthers,
        let first = results.first(where: {
          $0.isExpectable && $0.primary?.outcome.tokens.contains { !$0.isImplicit } == true
        })
      {
        findings.append(
          Diagnostic(
            .expectedMissing,
            "this lesson issues tokens, but no expectation is recorded for it, so a change would go unseen; record it with `\(update)`",
            path: lesson.path, range: first.step.snippet.block.range, address: first.address))
      }
      return findings
    }
    let (pairs, orphans) = expected.matched(to: results)
    for (index, result) in results.enumerated() {
      // What the lesson itself contradicts needs no second finding.
      if let entry = pairs[index], inline[index].isEmpty {
        findings += compare(result, with: entry)
      }
    }
    for orphan in orphans {
      findings.append(
        Diagnostic(
          .expectedOrphan,
          "an expectation is recorded for step \(orphan.step)\(orphan.heading.map { " (“\($0)”)" } ?? ""), but no step here issues a token for it; `\(update)` drops it",
          path: lesson.path, range: .start))
    }
    return findings
  }

  // MARK: - Recorded

  private func compare(_ result: StepResult, with entry: ExpectedTokens.Entry) -> [Diagnostic] {
    guard let actual = result.actual(masking: masking) else { return [] }
    func finding(_ rule: Rule, _ message: String) -> Diagnostic {
      Diagnostic(
        rule,
        "\(message). If this is meant, record it with `\(update)`",
        path: lesson.path, range: result.step.snippet.block.range, address: result.address)
    }
    if actual.tokens.count != entry.tokens.count {
      return [
        finding(
          .tokenMismatch,
          "this step issues \(actual.tokens.count) tokens, \(entry.tokens.count) are expected")
      ]
    }
    for (mine, theirs) in zip(actual.tokens, entry.tokens) {
      for (part, a, b) in [
        ("header", mine.header, theirs.header), ("payload", mine.payload, theirs.payload),
      ] {
        if let difference = JSONDifference.first(expected: b, actual: a, at: part, exact: true) {
          return [finding(.tokenMismatch, "the token differs from the expected one: \(difference)")]
        }
      }
    }
    if let difference = JSONDifference.first(
      expected: entry.response ?? .null, actual: actual.response ?? .null, at: "response",
      exact: true)
    {
      return [finding(.responseMismatch, "the reply differs from the expected one: \(difference)")]
    }
    return []
  }

  // MARK: - Inline

  private func inlineFindings(_ result: StepResult) -> [Diagnostic] {
    result.step.snippet.expectations.compactMap { expectation in
      let rule: Rule = expectation.part == .response ? .responseMismatch : .tokenMismatch
      guard let run = result.primary, run.isFine || run.failsOnPurpose else { return nil }
      let actual = result.actual(for: expectation, masking: masking)
      let message: String
      if let actual {
        guard
          let difference = JSONDifference.first(
            expected: expectation.value, actual: actual, at: expectation.part.rawValue, exact: false
          )
        else { return nil }
        message = "the step gives something else than the lesson says: \(difference)"
      } else {
        message =
          "the lesson says what the \(expectation.part.rawValue) of this step is, but the step gives none"
      }
      return Diagnostic(
        rule, message, path: lesson.path, range: expectation.block.range, address: result.address,
        notes: [
          .init(
            message: "the step is here", path: lesson.path, range: result.step.snippet.block.range)
        ])
    }
  }
}

extension StepResult {
  /// What the step gave of what the lesson says it gives.
  func actual(for expectation: InlineExpectation, masking: Masking) -> JSONValue? {
    switch expectation.part {
    case .header: primary?.outcome.tokens.last?.header
    case .payload: primary?.outcome.tokens.last?.payload
    case .response:
      responseJSON(masking: masking).map { shaped($0, like: expectation.value) }
    }
  }

  /// A lesson may write the headers as an object, and a JSON body as what it stands for.
  private func shaped(_ response: JSONValue, like expected: JSONValue) -> JSONValue {
    guard var members = response.objectValue else { return response }
    if case .object? = expected["headers"], let pairs = response["headers"]?.arrayValue {
      members["headers"] = .object(
        pairs.reduce(into: JSONObject()) { headers, pair in
          guard let pair = pair.arrayValue, pair.count == 2, let name = pair[0].stringValue else {
            return
          }
          headers[JSONString(name)] = pair[1]
        })
    }
    if let body = expected["body"], body.stringValue == nil,
      let text = response["body"]?.stringValue,
      let parsed = try? JSONValue(parsing: text)
    {
      members["body"] = parsed
    }
    return .object(members)
  }
}

/// The first place at which two JSON values differ, in words.
enum JSONDifference {
  /// - Parameter exact: whether members that only `actual` has are differences; otherwise `"…"` matches anything.
  static func first(
    expected: JSONValue, actual: JSONValue, at path: String, exact: Bool
  ) -> String? {
    if !exact, case .string(let text) = expected, ["…", "..."].contains(text.text) { return nil }
    switch (expected, actual) {
    case (.object(let e), .object(let a)):
      for (key, value) in e {
        let place = "\(path).\(key.text)"
        guard let other = a[key] else { return "`\(place)` is missing, expected \(brief(value))" }
        if let difference = first(expected: value, actual: other, at: place, exact: exact) {
          return difference
        }
      }
      guard exact else { return nil }
      for (key, value) in a where e[key] == nil {
        return "`\(path).\(key.text)` is \(brief(value)), expected none"
      }
      return nil
    case (.array(let e), .array(let a)):
      for (index, value) in e.enumerated() {
        let place = "\(path)[\(index)]"
        guard index < a.count else { return "`\(place)` is missing, expected \(brief(value))" }
        if let difference = first(expected: value, actual: a[index], at: place, exact: exact) {
          return difference
        }
      }
      return a.count > e.count
        ? "`\(path)[\(e.count)]` is \(brief(a[e.count])), expected none" : nil
    default:
      return expected == actual ? nil : "`\(path)` is \(brief(actual)), expected \(brief(expected))"
    }
  }

  private static func brief(_ value: JSONValue) -> String {
    let text = value.compact
    return "`\(text.count > 80 ? text.prefix(77) + "…" : text[...])`"
  }
}
