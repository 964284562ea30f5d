import Functions
import Markdown
import TokenEngine

/// What is wrong with the replies of a lesson's handlers.
struct ReplyRules {
  private let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  // MARK: - Content types

  /// - Parameter reported: mismatches already reported, by chain: a repeated one is one finding, at the first.
  func mismatches(in results: [StepResult], _ reported: inout Set<String>) -> [Diagnostic] {
    results.compactMap { result in
      guard let run = result.primary, run.outcome.status == .completed,
        let response = run.outcome.response, response.status < 500,
        let type = response.headers.last(where: { $0.name.lowercased() == "content-type" })?.value,
        let fault = fault(of: response.body, as: type),
        reported.insert("content-type \(result.step.chain) \(type)").inserted
      else { return nil }
      let header = place(of: String(type.prefix { $0 != ";" }), in: result)
      let body = place(of: "setBody", in: result) ?? place(of: "body", in: result)
      let place = body ?? header ?? (lesson.path, result.step.snippet.block.range)
      var finding = Diagnostic(
        .contentTypeMismatch, fault, path: place.path, range: place.range, address: result.address)
      if body != nil, let header {
        finding.notes = [
          .init(message: "the type is set here", path: header.path, range: header.range)
        ]
      }
      return finding
    }
  }

  private func fault(of body: String, as type: String) -> String? {
    let name = type.prefix { $0 != ";" }.trimmed.lowercased()
    let text = body.trimmed
    // A reply without a body has nothing to contradict its type.
    guard !text.isEmpty else { return nil }
    if name == "application/json" || name.hasSuffix("+json") {
      guard (try? JSONValue(parsing: text)) == nil else { return nil }
      let isToken = text.hasPrefix("eyJ") && text.split(separator: ".").count == 3
      return isToken
        ? "the reply says it is `\(name)`, but its body is a bare token, so `response.json()` throws in the browser; send `{ token: token.toJwt() }`, or set the type to `text/plain`"
        : "the reply says it is `\(name)`, but its body is no JSON, so `response.json()` throws in the browser; send an object, or set the type to what the body is"
    }
    let isXML = name == "text/xml" || name == "application/xml"
    return isXML && !text.hasPrefix("<")
      ? "the reply says it is `\(name)`, but its body is no XML; set the type to what the body is"
      : nil
  }

  /// Where the program last names something.
  private func place(
    of name: String, in result: StepResult
  ) -> (path: String, range: SourceRange)? {
    guard let line = result.step.revision?.lines.last(where: { $0.normal.code.contains(name) }),
      let found = line.text.firstRange(of: name)
    else { return nil }
    let offset = line.text.utf8.distance(from: line.text.startIndex, to: found.lowerBound)
    let start = SourceLocation(
      line: line.origin.line, column: line.origin.columnOffset + offset + 1)
    return (line.origin.path, start..<start.advanced(by: name.utf8.count))
  }

  // MARK: - Callbacks

  /// The last versions on this page of handlers that never answer, unless a later page goes on with them.
  func unanswered(_ results: [StepResult]) -> [Doubt] {
    var last: [Int: StepResult] = [:]
    for result in results where result.step.revision != nil { last[result.step.chain] = result }
    return last.values.sorted { $0.step.number < $1.step.number }.compactMap { result in
      guard let outcome = result.primary?.outcome, outcome.status == .incomplete,
        outcome.hasHandler, outcome.callbacks == 0, isWrittenOut(result.step),
        !EarlyEnd(of: result.step.revision?.program ?? "")
          .isDecided(by: Set(outcome.reads.filter(\.isSample).map(\.name)))
      else { return nil }
      let finding = Diagnostic(
        .callbackNeverCalled,
        "this is the last version of the handler, and it never calls `callback`, so its caller waits until Twilio gives up; call `callback(null, …)` on every path",
        path: lesson.path, range: result.step.snippet.block.range, address: result.address)
      return Doubt(finding: finding, question: .chainContinues(result.step.chain))
    }
  }

  /// What branches of the last versions on this page reply, though no run may take them.
  func branches(_ results: [StepResult]) -> [Doubt] {
    var last: [Int: StepResult] = [:]
    for result in results where result.step.revision != nil { last[result.step.chain] = result }
    return last.values.sorted { $0.step.number < $1.step.number }.flatMap { result -> [Doubt] in
      guard let outcome = result.primary?.outcome, outcome.hasHandler, outcome.callbacks == 1,
        isWrittenOut(result.step), let branches = HandlerBranches(result.step.revision?.lines ?? [])
      else { return [] }
      let twice = branches.replyingTwice.map { line in
        Diagnostic(
          .callbackCalledTwice,
          "this branch calls `callback` and goes on to the reply below it, so both are sent and only the first one arrives; write `return callback(…)`",
          path: line.origin.path, range: line.range, address: result.address)
      }
      let never = branches.returningValue.map { line in
        Diagnostic(
          .callbackNeverCalled,
          "this returns a value that nobody gets, and `callback` is not called on this path, so its caller waits until Twilio gives up; write `return callback(null, …)`",
          path: line.origin.path, range: line.range, address: result.address)
      }
      return [twice, never].compactMap { $0 }.map {
        Doubt(finding: $0, question: .chainContinues(result.step.chain))
      }
    }
  }

  /// Whether it does something and leaves nothing for the reader to fill in.
  private func isWrittenOut(_ step: Step) -> Bool {
    let lines = step.revision?.lines.map(\.normal) ?? []
    return lines.count(where: \.isDistinctive) > 1 && !lines.contains(where: Elision.isElision)
  }
}
