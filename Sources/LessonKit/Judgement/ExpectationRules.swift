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
      let first = rootHasOthers ? results.first(where: \.issues) : nil
      return findings
        + missing(first, "this lesson issues tokens, but no expectation is recorded for it")
    }
    let (pairs, orphans) = expected.matched(to: results)
    var reported: Set<String> = []
    for (index, result) in results.enumerated() {
      // What the lesson itself contradicts needs no second finding, and what stays so in later steps neither.
      if let entry = pairs[index], inline[index].isEmpty {
        findings += compare(result, with: entry).filter {
          reported.insert("\(result.step.chain) \($0.message)").inserted
        }
      }
    }
    let unrecorded = results.indices.first { pairs[$0] == nil && results[$0].issues }
    findings += missing(
      unrecorded.map { results[$0] },
      "this step issues a token, but the expectations recorded for the lesson have none for it")
    for orphan in orphans {
      findings.append(
        Diagnostic(
          .expectedOrphan,
          "an expectation is recorded for step \(orphan.step)\(orphan.heading.map { " (“\($0)”)" } ?? ""), but no step here issues a token for it; `\(update)` drops it",
          path: lesson.path, range: .start))
    }
    return findings
  }

  private func missing(_ result: StepResult?, _ what: String) -> [Diagnostic] {
    guard let result else { return [] }
    return [
      Diagnostic(
        .expectedMissing, "\(what), so a change would go unseen; record it with `\(update)`",
        path: lesson.path, range: result.step.snippet.block.range, address: result.address)
    ]
  }

  // MARK: - Recorded

  private func compare(_ result: StepResult, with entry: ExpectedTokens.Entry) -> [Diagnostic] {
    guard let actual = result.actual(masking: masking) else { return [] }
    func finding(
      _ rule: Rule, _ message: String, _ difference: JSONDifference? = nil
    ) -> Diagnostic {
      Diagnostic(
        rule,
        "\(message). If this is meant, record it with `\(update)`",
        path: lesson.path, range: result.step.snippet.block.range, address: result.address,
        notes: difference.map(result.explanation) ?? [])
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
          return [
            finding(
              .tokenMismatch, "the token differs from the expected one: \(difference)", difference)
          ]
        }
      }
    }
    if let difference = JSONDifference.first(
      expected: entry.response ?? .null, actual: actual.response ?? .null, at: "response",
      exact: true)
    {
      return [
        finding(
          .responseMismatch, "the reply differs from the expected one: \(difference)", difference)
      ]
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
      var explanation: [Diagnostic.Note] = []
      if let actual {
        guard
          let difference = JSONDifference.first(
            expected: expectation.value, actual: actual, at: expectation.part.rawValue, exact: false
          )
        else { return nil }
        message = "the step gives something else than the lesson says: \(difference)"
        explanation = result.explanation(of: difference)
      } else {
        message =
          "the lesson says what the \(expectation.part.rawValue) of this step is, but the step gives none"
      }
      return Diagnostic(
        rule, message, path: lesson.path, range: expectation.block.range, address: result.address,
        notes: [
          .init(
            message: "the step is here", path: lesson.path, range: result.step.snippet.block.range)
        ] + explanation)
    }
  }
}

extension StepResult {
  /// Whether it has asked for a token itself.
  fileprivate var issues: Bool {
    isExpectable && primary?.outcome.tokens.contains { !$0.isImplicit } == true
  }

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

extension StepResult {
  /// The line of the program that gives a token or a reply what differs, where a literal of it says so: one that this
  /// step changed rather than any other.
  func explanation(of difference: JSONDifference) -> [Diagnostic.Note] {
    guard let revision = step.revision, let actual = difference.actual else { return [] }
    let literals: [String]
    switch actual {
    case .string(let text) where text.text.count >= 2:
      literals = ["'\(text.text)'", "\"\(text.text)\"", "`\(text.text)`"]
    case .number: literals = [actual.compact]
    default: return []
    }
    let lines = revision.lines.indices.filter { index in
      let words = revision.lines[index].normal.code.split(separator: " ").map(String.init)
      return literals.contains { literal in
        literal.contains(" ")
          ? revision.lines[index].normal.code.contains(literal) : words.contains(literal)
      }
    }
    let changed = lines.first { index in
      revision.changes.contains { $0.lines?.contains(index + 1) ?? false }
    }
    guard let index = changed ?? (lines.count == 1 ? lines[0] : nil) else { return [] }
    let line = revision.lines[index]
    let indent = line.text.prefix { $0 == " " || $0 == "\t" }.utf8.count
    let start = SourceLocation(
      line: line.origin.line, column: line.origin.columnOffset + indent + 1)
    let end = start.advanced(by: max(line.text.trimmed.utf8.count, 1))
    return [
      .init(
        message: changed == nil ? "the value comes from here" : "this change gives the new value",
        path: line.origin.path, range: start..<end)
    ]
  }
}
