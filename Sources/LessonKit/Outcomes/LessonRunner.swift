package import Functions
import JavaScript
import Markdown
package import TokenEngine

/// Runs every step of a lesson under its SDK profiles.
package struct LessonRunner {
  /// The wall to the engine: one program in, plain facts out.
  package typealias Runner = (Run) -> Outcome

  /// Runs programs in this process, one after the other.
  ///
  /// - Parameter watch: hears of each program when it begins, and of nil when it has ended.
  package static func inProcess(watch: @escaping (String?) -> Void = { _ in }) -> Runner {
    let runner = FunctionRunner()
    return { run in
      watch(run.program)
      defer { watch(nil) }
      return runner.outcome(of: run)
    }
  }

  private let runner: Runner
  private let profiles: [SDKProfile]?

  /// - Parameter profiles: what the command line selects, in place of the lesson's own.
  package init(profiles: [SDKProfile]? = nil, runner: @escaping Runner) {
    self.profiles = profiles
    self.runner = runner
  }

  /// - Parameter ends: what earlier lessons of the workshop did to the programs that this one continues.
  package func results(of lesson: Lesson, _ steps: [Step], _ ends: inout ChainEnds) -> [StepResult]
  {
    let given = lesson.settings.sdk.isEmpty ? [.twilioNode5, .twilioNode3] : lesson.settings.sdk
    let profiles = profiles ?? given
    let prose = ProseParameters(lesson).values
    var results = steps.enumerated().map { index, step in
      let settings = settings(for: step, of: lesson, prose: prose)
      var runs: [StepResult.ProfileRun] = []
      for profile in profiles {
        var outcome: Outcome
        if let reason = ends.reasonToBlock(step, on: profile) {
          outcome = Outcome.blocked(reason)
        } else if let known = runs.first(where: {
          !$0.outcome.consultedProfile && $0.outcome.status != .blocked
        }) {
          outcome = known.outcome
        } else {
          outcome = self.outcome(of: step, later: steps[(index + 1)...], profile, settings)
        }
        ends.note(outcome.status, of: step, on: profile)
        runs.append(
          .init(sdk: profile, outcome: outcome, failsOnPurpose: step.expects(outcome, on: profile)))
      }
      return StepResult(step: step, address: lesson.address(step: step.number), runs: runs)
    }
    let last = results.last { $0.step.revision != nil && $0.step.snippet.isHandler } ?? results.last
    let primary = last?.runs.firstIndex { $0.outcome.status == .completed } ?? 0
    for index in results.indices {
      if primary < results[index].runs.count {
        results[index].runs.insert(results[index].runs.remove(at: primary), at: 0)
      }
      if let run = results[index].runs.first {
        results[index].listing = SwiftListing(run.outcome, masking: Masking(lesson.settings))
      }
    }
    return results
  }

  private func outcome(
    of step: Step, later: ArraySlice<Step>, _ profile: SDKProfile, _ settings: RunSettings
  ) -> Outcome {
    guard let revision = step.revision else { return .notRun(step.notRun ?? "it has no place") }
    if let reason = step.reasonNotToRun { return .notRun(reason) }
    let outcome = runner(Run(program: revision.program, profile: profile, settings: settings))
    return reread(outcome, step, later: later, program: revision)
  }

  /// What the facts of a run mean in a lesson: an unknown name in a plain program is not its error.
  private func reread(
    _ outcome: Outcome, _ step: Step, later: ArraySlice<Step>, program: Revision
  ) -> Outcome {
    guard outcome.status == .threw, let failure = outcome.failure else { return outcome }
    // A program that fails before it exports its handler is a Function all the same.
    let isFunction = outcome.hasHandler || Names(lex(program.program)).assignsHandler
    if !isFunction, failure.name == "ReferenceError",
      let name = failure.message.wholeMatch(of: /(.+) is not defined/)?.1
    {
      var result = outcome
      result.failure = nil
      let isLater = later.contains {
        $0.chain == step.chain && $0.snippet.names.declared.contains(String(name))
      }
      result.status = isLater ? .incomplete : .notRun
      result.reason =
        isLater
        ? "a later snippet declares `\(name)`" : "it needs `\(name)`, which nothing here declares"
      return result
    }
    if failure.isEngineMade, let expression = failure.expression ?? line(of: failure, in: program),
      let read = outcome.reads.first(where: { $0.isSample && lex(expression).names($0.name) })
    {
      return .notRun(
        "it fails on a made-up value: give `\(read.name)` under `\(read.source.rawValue):` in the front matter (\(failure.name): \(failure.message))"
      )
    }
    return outcome
  }

  private func line(of failure: Failure, in program: Revision) -> String? {
    guard let line = failure.position?.line, program.lines.indices.contains(line - 1) else {
      return nil
    }
    return program.lines[line - 1].text
  }

  private func settings(for step: Step, of lesson: Lesson, prose: [String: String]) -> RunSettings {
    var settings = RunSettings()
    settings.environment = lesson.settings.environment
    settings.event = lesson.settings.event
    settings.eventSamples = prose
    settings.samples = lesson.settings.samples
    settings.time = lesson.settings.time
    if let path = lesson.function { settings.path = path }
    for directive in step.snippet.directives {
      if case .event(let event) = directive.action {
        for (key, value) in event { settings.event[key] = value }
      }
    }
    return settings
  }
}

/// Programs of a workshop that nothing can build on any more.
package struct ChainEnds: Sendable {
  private var forced: Set<String> = []
  private var unplaced: Set<Int> = []

  package init() {}

  mutating func note(_ status: Outcome.Status, of step: Step, on profile: SDKProfile) {
    if [.timedOut, .outOfMemory, .crashed].contains(status) {
      forced.insert("\(step.chain) \(profile.rawValue)")
    }
    if step.revision == nil { unplaced.insert(step.chain) }
    // A complete listing stands on its own.
    if step.revision?.kind == .complete { unplaced.remove(step.chain) }
  }

  func reasonToBlock(_ step: Step, on profile: SDKProfile) -> String? {
    if forced.contains("\(step.chain) \(profile.rawValue)") {
      return "an earlier step of this program was ended by force"
    }
    let stands = step.revision?.kind == .complete || step.revision == nil
    return !stands && unplaced.contains(step.chain)
      ? "it builds on a snippet that could not be placed" : nil
  }
}

extension LexedSource {
  fileprivate func names(_ name: String) -> Bool {
    lexemes.contains { $0.kind == .identifier && text($0) == name }
  }
}

extension Outcome {
  static func blocked(_ reason: String) -> Outcome {
    var outcome = Outcome()
    outcome.status = .blocked
    outcome.reason = reason
    return outcome
  }
}

extension Step {
  /// Why its program is not handed to the engine at all.
  var reasonNotToRun: String? {
    for directive in snippet.directives {
      if case .skip(let reason) = directive.action { return "skipped by its author: \(reason)" }
    }
    guard let revision else { return notRun }
    if let reason = KnownNames.reasonNotToRun(revision.reading) { return reason }
    if case .invalid = revision.reading, revision.kind == .elided {
      return "it stands for more than it shows"
    }
    return snippet.isHandler || revision.kind == .fragment
      ? nil : KnownNames.reasonNotToRunPlain(snippet)
  }

  /// The failure that a directive demands of a profile.
  package func expectedError(on profile: SDKProfile) -> (text: String, directive: Directive)? {
    for directive in snippet.directives {
      if case .expectError(let text, let sdk) = directive.action, sdk == nil || sdk == profile {
        return (text, directive)
      }
    }
    return nil
  }

  fileprivate func expects(_ outcome: Outcome, on profile: SDKProfile) -> Bool {
    guard let expected = expectedError(on: profile), let failure = outcome.failure else {
      return false
    }
    return "\(failure.name): \(failure.message)".contains(expected.text)
  }
}
