import Functions
import Markdown
import TokenEngine

/// What is wrong in how a lesson's programs run.
struct RunRules {
  private let lesson: Lesson
  private let asides: [Aside]

  /// - Parameter asides: the snippets of the lesson that are no steps.
  init(_ lesson: Lesson, besides asides: [Aside]) {
    self.lesson = lesson
    self.asides = asides
  }

  /// - Parameter reported: failures already reported of the workshop's programs: a repeated one is one finding, at the first.
  func findings(in results: [StepResult], _ reported: inout Set<String>) -> [Diagnostic] {
    let failures = FailureRules(lesson, besides: asides)
    var findings: [Diagnostic] = []
    for result in results {
      findings += failures.findings(in: result, &reported)
      if let reason = result.primary?.outcome.reason, result.primary?.outcome.status == .notRun {
        findings.append(
          Diagnostic(
            .notRun, "not run: \(reason)", path: lesson.path,
            range: result.step.snippet.block.range,
            address: result.address))
      }
      findings += chance(result, &reported) + answersTwice(result)
      findings += CredentialRules(lesson).findings(in: result, &reported)
      for mismatch in result.listing?.mismatches ?? [] {
        findings.append(
          Diagnostic(
            .swiftMismatch,
            "replaying the recorded calls in Swift gives \(Self.difference(mismatch)); this is a fault of Stepwise, please report it",
            path: lesson.path, range: result.step.snippet.block.range, address: result.address))
      }
    }
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

  // MARK: - Callbacks

  private func answersTwice(_ result: StepResult) -> [Diagnostic] {
    guard let run = result.primary, run.outcome.callbacks > 1 else { return [] }
    return [
      Diagnostic(
        .callbackCalledTwice,
        "the handler calls `callback` \(run.outcome.callbacks) times; only the first reply is sent. Write `return callback(…)` on every path",
        path: lesson.path, range: result.step.snippet.block.range, address: result.address)
    ]
  }
}
