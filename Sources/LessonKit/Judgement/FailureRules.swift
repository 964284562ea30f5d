import Functions
import JavaScript
import Markdown
import TokenEngine

/// What is wrong where a program fails, or fails to fail.
struct FailureRules {
  private let lesson: Lesson
  private let asides: [Aside]

  /// - Parameter asides: the snippets of the lesson that are no steps.
  init(_ lesson: Lesson, besides asides: [Aside]) {
    self.lesson = lesson
    self.asides = asides
  }

  /// - Parameter reported: failures already reported of the workshop's programs: a repeated one is one finding, at the first.
  func findings(in result: StepResult, _ reported: inout Set<String>) -> [Diagnostic] {
    expectations(result) + failures(result, &reported)
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
    if first.outcome.status == .threw,
      let reason = DeliberateFailure.reason(first, of: result, in: lesson, besides: asides)
    {
      return [
        Diagnostic(
          .notRun, "\(message(for: first)), which is not judged: \(reason)", path: lesson.path,
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
    let names = result.step.revision.map { Names(lex($0.program)) } ?? result.step.snippet.names
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

  // MARK: - Places

  /// The place of a failure, in Markdown; without one, the snippet.
  private func place(of outcome: Outcome, in result: StepResult) -> (SourceRange, String) {
    guard let position = outcome.failure?.position, let range = result.range(of: position),
      let origin = result.origin(of: position)
    else { return (result.step.snippet.block.range, lesson.path) }
    return (range, origin.path)
  }
}

extension String {
  /// With a full stop at its end.
  fileprivate var sentence: String { hasSuffix(".") ? self : self + "." }
}
