package import Functions
import JavaScript
import Markdown
package import TokenEngine

/// Runs every step of a lesson under its SDK profiles.
package struct LessonRunner {
  /// The wall to the engine: one program in, plain facts out.
  package typealias Runner = (Run) -> Outcome

  /// Runs programs in this process, one after the other.
  package static func inProcess() -> Runner {
    let runner = FunctionRunner()
    return { runner.outcome(of: $0) }
  }

  private let runner: Runner
  private let profiles: [SDKProfile]?

  /// - Parameter profiles: what the command line selects, in place of the lesson's own.
  package init(profiles: [SDKProfile]? = nil, runner: @escaping Runner) {
    self.profiles = profiles
    self.runner = runner
  }

  package func results(of lesson: Lesson, _ steps: [Step]) -> [StepResult] {
    let given = lesson.settings.sdk.isEmpty ? [.twilioNode5, .twilioNode3] : lesson.settings.sdk
    let profiles = profiles ?? given
    let prose = ProseParameters(lesson).values
    var ended: Set<String> = []
    var results = steps.enumerated().map { index, step in
      let settings = settings(for: step, of: lesson, prose: prose)
      var runs: [StepResult.ProfileRun] = []
      for profile in profiles {
        let key = "\(step.chain) \(profile)"
        var outcome: Outcome
        if ended.contains(key) {
          outcome = Outcome.blocked
        } else if let known = runs.first(where: {
          !$0.outcome.consultedProfile && $0.outcome.status != .blocked
        }) {
          outcome = known.outcome
        } else {
          outcome = self.outcome(of: step, later: steps[(index + 1)...], profile, settings)
        }
        if [.timedOut, .outOfMemory, .crashed].contains(outcome.status) { ended.insert(key) }
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
    if !outcome.hasHandler, failure.name == "ReferenceError",
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
    if failure.isEngineMade, let position = failure.position, position.line <= program.lines.count {
      let words = Set(
        program.lines[position.line - 1].normal.code.split(separator: " ").map(String.init))
      if let read = outcome.reads.first(where: { $0.isSample && words.contains($0.name) }) {
        return .notRun(
          "it fails on a made-up value: give `\(read.name)` under `\(read.source.rawValue):` in the front matter (\(failure.name): \(failure.message))"
        )
      }
    }
    return outcome
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

extension Outcome {
  static let blocked: Outcome = {
    var outcome = Outcome()
    outcome.status = .blocked
    outcome.reason = "an earlier step of this program was ended by force"
    return outcome
  }()
}

extension Step {
  /// Why its program is not handed to the engine at all.
  var reasonNotToRun: String? {
    for directive in snippet.directives {
      if case .skip(let reason) = directive.action { return "skipped by its author: \(reason)" }
    }
    switch snippet.reading {
    case .script, .invalid: break
    default: return KnownNames.reasonNotToRun(snippet)
    }
    if case .invalid = snippet.reading, revision?.kind == .elided {
      return "it stands for more than it shows"
    }
    return snippet.isHandler || revision?.kind == .fragment
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

/// Request parameters that the prose gives, such as `?user=test`; the first value of a name counts.
struct ProseParameters {
  private(set) var values: [String: String] = [:]

  init(_ lesson: Lesson) {
    for block in lesson.document.blocks {
      if case .code = block.kind { continue }
      for match in block.text.matches(of: /[?&]([A-Za-z_]\w*)=([A-Za-z0-9._~+@-]*[A-Za-z0-9_~+@-])/)
      {
        let name = String(match.1)
        if values[name] == nil { values[name] = String(match.2) }
      }
    }
  }
}

/// Configured secrets, and how they are kept off reports and pages.
package struct Masking: Sendable {
  private let secrets: [String: String]

  package init(_ settings: LessonSettings) {
    secrets = settings.environment.filter { name, value in
      let name = name.uppercased()
      return !value.isEmpty
        && ["SECRET", "TOKEN", "PRIVATE_KEY"].contains { name.hasSuffix($0) }
    }
  }

  func isSecret(_ name: String) -> Bool { secrets[name] != nil }

  package func masked(_ text: String) -> String {
    secrets.values.sorted { $0.count > $1.count }.reduce(text) {
      $0.replacing($1, with: "••••••••")
    }
  }
}
