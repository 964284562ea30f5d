import Functions
import JavaScript
import Markdown
import TokenEngine

/// Runs every step of a lesson under its SDK profiles.
struct LessonRunner: Sendable {
  private let profiles: [SDKProfile]?

  /// - Parameter profiles: what the command line selects, in place of the lesson's own.
  init(profiles: [SDKProfile]? = nil) { self.profiles = profiles }

  /// - Parameter ends: what earlier lessons of the workshop did to the programs that this one continues.
  func results(
    of lesson: Lesson, _ steps: [Step], _ ends: ChainEnds, with runner: Lanes.Runner
  ) -> [StepResult] {
    let given = lesson.settings.sdk.isEmpty ? [.twilioNode5, .twilioNode3] : lesson.settings.sdk
    let profiles = profiles ?? given
    let prose = ProseParameters(lesson).values
    var data = ShownData(of: lesson)
    var latest: [String: Step] = [:]
    let settings = steps.map { step in
      var settings = self.settings(for: step, of: lesson, prose: prose)
      data.read(upTo: step)
      settings.files = data.files.merging(RunSettings.files(for: step, among: latest)) { $1 }
      if let file = step.file, step.revision != nil { latest["\(step.chain) \(file)"] = step }
      return settings
    }
    var ends = ends
    let unplaced = steps.map { ends.place($0) }
    var facts: [[Outcome]] = []
    for profile in profiles {
      facts.append(
        outcomes(of: steps, under: profile, settings, unplaced, known: facts, &ends, runner))
    }
    var results = steps.enumerated().map { index, step in
      let runs = zip(profiles, facts).map { profile, outcomes in
        let outcome = reread(outcomes[index], step, later: steps[(index + 1)...])
        return StepResult.ProfileRun(
          sdk: profile, outcome: outcome, failsOnPurpose: step.expects(outcome, on: profile))
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

  /// What each step comes to under one profile: the programs go to the runner together, and after a forced
  /// end once more with what is left.
  private func outcomes(
    of steps: [Step], under profile: SDKProfile, _ settings: [RunSettings], _ unplaced: [String?],
    known: [[Outcome]], _ ends: inout ChainEnds, _ runner: Lanes.Runner
  ) -> [Outcome] {
    /// What needs no run of its own, as far as it is known by now; nil for the others.
    func settled(_ index: Int) -> Outcome? {
      if let reason = ends.reasonToBlock(steps[index], on: profile) ?? unplaced[index] {
        return .blocked(reason)
      }
      // Where the SDK was never asked for its version, one run serves all profiles.
      let other = known.lazy.map { $0[index] }.first {
        !$0.consultedProfile && $0.status != .blocked
      }
      if let other { return other }
      return steps[index].reasonNotToRun.map(Outcome.notRun)
    }
    var outcomes: [Outcome] = []
    while outcomes.count < steps.count {
      let rest = outcomes.count..<steps.count
      let runs = rest.filter { settled($0) == nil }.map { index in
        Run(
          program: steps[index].revision?.program ?? "", profile: profile, settings: settings[index]
        )
      }
      var ran = runs.isEmpty ? [] : runner(runs)[...]
      precondition(runs.isEmpty == ran.isEmpty, "a runner gives at least one outcome")
      for index in rest {
        guard let outcome = settled(index) ?? ran.popFirst() else { break }
        ends.note(outcome, of: steps[index], on: profile)
        outcomes.append(outcome)
      }
    }
    return outcomes
  }

  /// What the facts of a run mean in a lesson: an unknown name in a plain program is not its error.
  private func reread(
    _ outcome: Outcome, _ step: Step, later: ArraySlice<Step>
  ) -> Outcome {
    guard outcome.status == .threw, let failure = outcome.failure, let program = step.revision
    else { return outcome }
    // A program that fails before it exports its handler is a Function all the same.
    let isFunction = outcome.hasHandler || Names(lex(program.program)).assignsHandler
    // One whose elision stands for what no page here shows is not whole.
    let isPart = program.previous == nil && step.snippet.hasElision
    if !isFunction || isPart, failure.name == "ReferenceError",
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
    // That a name is unknown, or that it never comes to an end, lies in no value.
    if failure.isEngineMade,
      ["TypeError", "SyntaxError", "RangeError", "URIError"].contains(failure.name),
      !failure.message.hasPrefix("Maximum call stack"),
      let expression = failure.expression ?? line(of: failure, in: program),
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

  private func settings(
    for step: Step, of lesson: Lesson, prose: [String: String]
  ) -> RunSettings {
    var settings = RunSettings()
    settings.environment = lesson.settings.environment
    settings.event = lesson.settings.event
    settings.eventSamples = prose
    settings.samples = lesson.settings.samples
    settings.time = lesson.settings.time
    if let path = lesson.function { settings.path = path }
    settings.seed = RunSettings.seed(of: lesson)
    for directive in step.snippet.directives {
      if case .event(let event) = directive.action {
        for (key, value) in event { settings.event[key] = value }
      }
    }
    return settings
  }
}

/// Programs of a workshop that nothing can build on any more.
struct ChainEnds: Sendable, Hashable {
  private var forced: Set<String> = []
  private var unplaced: Set<Int> = []

  /// Notes whether a step has a place.
  ///
  /// - Returns: why it cannot be run, where it builds on one that has none.
  @discardableResult mutating func place(_ step: Step) -> String? {
    guard let revision = step.revision else {
      unplaced.insert(step.chain)
      return nil
    }
    // A complete listing stands on its own.
    if revision.kind == .complete { unplaced.remove(step.chain) }
    return unplaced.contains(step.chain)
      ? "it builds on a snippet that could not be placed" : nil
  }

  mutating func note(_ outcome: Outcome, of step: Step, on profile: SDKProfile) {
    if outcome.wasForced { forced.insert("\(step.chain) \(profile.rawValue)") }
  }

  func reasonToBlock(_ step: Step, on profile: SDKProfile) -> String? {
    forced.contains("\(step.chain) \(profile.rawValue)")
      ? "an earlier step of this program was ended by force" : nil
  }

  /// Takes over what came out of a lesson.
  mutating func note(_ results: [StepResult]) {
    for result in results {
      for run in result.runs { note(run.outcome, of: result.step, on: run.sdk) }
    }
  }

  /// Whether an earlier lesson, run beside this one, has ended a program that this one went on with.
  func contradict(_ results: [StepResult]) -> Bool {
    !forced.isEmpty
      && results.contains { result in
        result.runs.contains {
          $0.outcome.status != .blocked && reasonToBlock(result.step, on: $0.sdk) != nil
        }
      }
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
    guard let revision else { return notRun ?? "it has no place" }
    if let notRun { return notRun }
    if let reason = KnownNames.reasonNotToRun(revision.reading) { return reason }
    if case .invalid = revision.reading {
      if revision.kind == .elided || snippet.hasElision {
        return "it stands for more than it shows"
      }
      if !isFollowed, !snippet.reading.isInvalid { return "its parts do not make one program" }
    }
    return snippet.isHandler || revision.kind == .fragment
      ? nil : KnownNames.reasonNotToRunPlain(snippet, ownFiles: true)
  }

  /// The failure that a directive demands of a profile.
  func expectedError(on profile: SDKProfile) -> (text: String, directive: Directive)? {
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
