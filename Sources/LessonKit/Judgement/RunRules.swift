package import Functions
import JavaScript
package import Markdown
import TokenEngine

/// What is wrong in how a lesson's programs run.
struct RunRules {
  private let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  /// - Parameter reported: failures already reported of the workshop's programs: a repeated one is one finding, at the first.
  func findings(in results: [StepResult], _ reported: inout Set<String>) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for result in results {
      findings += expectations(result)
      findings += failures(result, &reported)
      if let reason = result.primary?.outcome.reason, result.primary?.outcome.status == .notRun {
        findings.append(
          Diagnostic(
            .notRun, "not run: \(reason)", path: lesson.path,
            range: result.step.snippet.block.range,
            address: result.address))
      }
      findings += chance(result, &reported)
      for mismatch in result.listing?.mismatches ?? [] {
        findings.append(
          Diagnostic(
            .swiftMismatch,
            "replaying the recorded calls in Swift gives \(Self.difference(mismatch)); this is a fault of Stepwise, please report it",
            path: lesson.path, range: result.step.snippet.block.range, address: result.address))
      }
    }
    findings += callbacks(results)
    return findings
  }

  /// In what two tokens differ; they themselves might let somebody in.
  private static func difference(_ mismatch: (replayed: String?, issued: String)) -> String {
    guard let replayed = mismatch.replayed.flatMap({ try? DecodedToken($0) }),
      let issued = try? DecodedToken(mismatch.issued)
    else { return "no token, where the program got one" }
    for (name, mine, theirs) in [
      ("header", replayed.header, issued.header), ("payload", replayed.payload, issued.payload),
    ] where mine.encoded != theirs.encoded {
      guard let mine = mine.object, let theirs = theirs.object,
        let difference = JSONDifference.first(
          expected: .object(theirs), actual: .object(mine), at: name, exact: true)
      else { return "another order in the \(name) than the program's token has" }
      return "another token than the program got: \(difference)"
    }
    return "another signature than the program got: it was signed with another secret"
  }

  // MARK: - Chance

  /// At the call that issues: one finding for a program, however many steps have it.
  private func chance(_ result: StepResult, _ reported: inout Set<String>) -> [Diagnostic] {
    guard let outcome = result.primary?.outcome, outcome.tokensDependOnChance,
      reported.insert("\(result.step.chain) chance").inserted
    else { return [] }
    let call = outcome.calls.last { outcome.tokens.map(\.content.call).contains($0.call) }
    let range = call?.position.flatMap { result.range(of: $0) } ?? result.step.snippet.block.range
    let path = call?.position.flatMap { result.origin(of: $0)?.path } ?? lesson.path
    return [
      Diagnostic(
        .nondeterministicToken,
        "this token is made with random numbers, so no two runs give the same one and readers cannot compare theirs; take the value from the request or the environment, or write a fixed one",
        path: path, range: range, address: result.address)
    ]
  }

  // MARK: - Failures on purpose

  private func expectations(_ result: StepResult) -> [Diagnostic] {
    var seen: Set<String> = []
    return result.runs.compactMap { run in
      guard let expected = result.step.expectedError(on: run.sdk), !run.failsOnPurpose,
        run.outcome.status != .notRun, run.outcome.status != .blocked,
        seen.insert("\(expected.directive.range)").inserted
      else { return nil }
      let instead =
        run.outcome.failure.map { "it failed with `\($0.name): \($0.message)`" } ?? run.outcome
        .reason.map { "it was ended: \($0)" } ?? "it succeeded"
      return Diagnostic(
        .expectedErrorMissing,
        "this step is declared to fail with `\(expected.text)` on \(run.sdk.rawValue), but \(instead); correct the directive or the step",
        path: lesson.path, range: expected.directive.range, address: result.address,
        sdk: run.sdk.rawValue)
    }
  }

  // MARK: - Failures

  private func failures(_ result: StepResult, _ reported: inout Set<String>) -> [Diagnostic] {
    let failing = result.runs.filter {
      $0.isFailure && !$0.failsOnPurpose && result.step.expectedError(on: $0.sdk) == nil
    }
    guard let first = failing.first else { return [] }
    let others = result.runs.filter {
      !$0.isFailure && $0.outcome.status != .notRun && $0.outcome.status != .blocked
    }
    let firstKey = key(of: first.outcome, in: result)
    guard reported.insert(firstKey).inserted else { return [] }
    if first.outcome.status == .threw, let reason = DeliberateFailure.reason(first, of: result) {
      return [
        Diagnostic(
          .notRun, "not judged: \(reason)", path: lesson.path,
          range: result.step.snippet.block.range, address: result.address)
      ]
    }
    let (range, path) = place(of: first.outcome, in: result)
    if let fine = others.first, first.outcome.status == .threw {
      return [incompatible(first, fine, result, range, path)]
    }
    let otherwise = failing.dropFirst().filter { key(of: $0.outcome, in: result) != firstKey }
    return [
      Diagnostic(
        rule(for: first.outcome), message(for: first), path: path,
        range: range,
        address: result.address,
        sdk: result.runs.count > 1 && others.isEmpty ? nil : first.sdk.rawValue,
        notes: otherwise.map { run in
          let (range, path) = place(of: run.outcome, in: result)
          let failure = run.outcome.failure.map { "\($0.name): \($0.message)" }
          return .init(
            message: "on \(run.sdk.rawValue) it fails here: \(failure ?? ended(run.outcome))",
            path: path, range: range)
        },
        severity: severity(for: first.outcome, result))
    ]
  }

  private func incompatible(
    _ run: StepResult.ProfileRun, _ fine: StepResult.ProfileRun, _ result: StepResult,
    _ range: SourceRange, _ path: String
  ) -> Diagnostic {
    let failure = run.outcome.failure
    let promised = lesson.settings.sdk.contains(run.sdk)
    let line = failure?.position.map(\.line) ?? 0
    let lines = result.step.revision?.lines ?? []
    let code = lines.indices.contains(line - 1) ? lines[line - 1].text : ""
    let message =
      "this works on \(fine.sdk.rawValue) but fails on \(run.sdk.rawValue): \((failure?.message ?? "it was ended").sentence) \(SDKAdvice.text(for: failure, on: run.sdk, code: code))"
    var finding = Diagnostic(
      .sdkIncompatible, message, path: path, range: range, address: result.address,
      sdk: run.sdk.rawValue, severity: promised ? .error : .warning)
    if failure?.message.hasPrefix("identity is required") == true, path == lesson.path,
      let position = failure?.position,
      let fix = IdentityFix(lesson, result.step)?.fix(at: position)
    {
      finding.fixes = [fix]
    }
    return finding
  }

  private func rule(for outcome: Outcome) -> Rule {
    switch outcome.status {
    case .timedOut: .timedOut
    case .outOfMemory: .outOfMemory
    case .crashed: .crashed
    default:
      outcome.failure?.name == "SyntaxError" && !hasRun(outcome) ? .syntaxError : .uncaughtError
    }
  }

  private func hasRun(_ outcome: Outcome) -> Bool {
    outcome.hasHandler || !outcome.calls.isEmpty || !outcome.console.isEmpty
      || outcome.failure?.position?.column != nil
  }

  /// Code that does not parse is an error where it was to be a Function or a token program.
  private func severity(for outcome: Outcome, _ result: StepResult) -> Diagnostic.Severity? {
    guard rule(for: outcome) == .syntaxError else { return nil }
    let names = result.step.snippet.names
    return names.assignsHandler || names.free.contains("Twilio") ? .error : .warning
  }

  private func message(for run: StepResult.ProfileRun) -> String {
    guard let failure = run.outcome.failure, run.outcome.status == .threw else {
      return ended(run.outcome)
    }
    if rule(for: run.outcome) == .syntaxError {
      return
        "this is not JavaScript: \(failure.message.sentence) A reader who copies it gets the same error; correct it, or declare it with `<!-- stepwise: aside -->`"
    }
    let end = run.outcome.hasHandler ? "the reader gets a 500 instead of a reply" : "it ends there"
    let said = failure.message.isEmpty ? failure.name : "\(failure.name): \(failure.message)"
    return "the program throws \(said), so \(end)"
  }

  private func ended(_ outcome: Outcome) -> String {
    let reason = outcome.reason ?? outcome.status.rawValue
    let skip = "declare it with `<!-- stepwise: skip -- reason -->`"
    return switch outcome.status {
    case .outOfMemory: "this step was ended: \(reason); make it take less, or \(skip)"
    case .crashed:
      "this step has no outcome: \(reason). Nothing else was lost; run it again, and if it ends so again, \(skip)"
    default: "this step was ended: \(reason); make it come to an end by itself, or \(skip)"
    }
  }

  private func key(of outcome: Outcome, in result: StepResult) -> String {
    let line = outcome.failure?.position.flatMap { position in
      result.step.revision.map {
        $0.lines[min(max(position.line, 1), $0.lines.count) - 1].normal.code
      }
    }
    return
      "\(result.step.chain) \(outcome.status) \(outcome.failure?.name ?? "") \(outcome.failure?.message ?? "") \(line ?? "")"
  }

  // MARK: - Callbacks

  private func callbacks(_ results: [StepResult]) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for result in results {
      if let run = result.primary, run.outcome.callbacks > 1 {
        findings.append(
          Diagnostic(
            .callbackCalledTwice,
            "the handler calls `callback` \(run.outcome.callbacks) times; only the first reply is sent. Write `return callback(…)` on every path",
            path: lesson.path, range: result.step.snippet.block.range, address: result.address))
      }
    }
    return findings
  }

  // MARK: - Places

  /// The place of a failure, in Markdown; without one, the snippet.
  private func place(of outcome: Outcome, in result: StepResult) -> (SourceRange, String) {
    guard let position = outcome.failure?.position, let range = result.range(of: position),
      let origin = result.origin(of: position)
    else { return (result.step.snippet.block.range, lesson.path) }
    return (range, origin.path)
  }
}

extension StepResult {
  /// The Markdown range of what stands at a position: the word there, or the line's code where the
  /// column is unknown.
  package func range(of position: ProgramPosition) -> SourceRange? {
    guard let lines = step.revision?.lines, position.line >= 1, !lines.isEmpty else { return nil }
    let line = lines[min(position.line, lines.count) - 1]
    let bytes = Array(line.text.utf8)
    let offset = line.origin.columnOffset
    func location(_ column: Int) -> SourceLocation {
      SourceLocation(line: line.origin.line, column: offset + column)
    }
    guard let column = position.column, column <= bytes.count else {
      let indent = bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count
      return location(indent + 1)..<location(max(bytes.count, indent + 1) + 1)
    }
    let word = bytes[(column - 1)...].prefix {
      $0 >= 0x80 || $0 == 0x24 || $0 == 0x5F || isLetterOrDigit($0)
    }
    return location(column)..<location(column + max(word.count, 1))
  }

  private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}

extension String {
  /// With a full stop at its end.
  fileprivate var sentence: String { hasSuffix(".") ? self : self + "." }
}
