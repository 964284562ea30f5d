package import Functions
import Markdown
package import TokenEngine

/// A lesson with everything that is known about it: what reports and pages are made of.
package struct LessonResult: Sendable {
  package var lesson: Lesson
  package var steps: [StepResult]
  package var asides: [Aside]

  /// The same lesson with some of its steps.
  package func only(_ numbers: Set<Int>) -> LessonResult {
    var result = self
    result.steps.removeAll { !numbers.contains($0.step.number) }
    result.asides = []
    return result
  }

  /// Whether a finding is about one of the steps, or stands on their code.
  package func concerns(_ finding: Diagnostic) -> Bool {
    steps.contains { step in
      finding.address.map { $0 == step.address }
        ?? (finding.path == lesson.path
          && step.step.snippet.block.range.contains(finding.range.lowerBound))
    }
  }
}

package struct StepResult: Sendable {
  package struct ProfileRun: Sendable {
    package var sdk: SDKProfile
    package var outcome: Outcome
    /// Whether a directive says that it must fail as it did.
    package var failsOnPurpose = false
  }

  package var step: Step
  package var address: String
  /// The primary profile first.
  package var runs: [ProfileRun]
  /// The Swift equivalent of the primary run; nil where the program called nothing of the engine.
  package var listing: SwiftListing?

  package var primary: ProfileRun? { runs.first }

  /// Whether it fails on the profile its readers are meant to use, and not on purpose.
  package var hasError: Bool { primary.map { $0.isFailure && !$0.failsOnPurpose } ?? false }

  /// Where a position of the program stands in Markdown.
  package func origin(of position: ProgramPosition) -> ProgramLine.Origin? {
    guard let lines = step.revision?.lines, position.line >= 1, !lines.isEmpty else { return nil }
    return lines[min(position.line, lines.count) - 1].origin
  }
}

extension StepResult.ProfileRun {
  /// Whether the program did what programs are for: it neither failed nor was kept from running.
  package var isFine: Bool {
    switch outcome.status {
    case .completed, .incomplete: true
    default: false
    }
  }

  package var isFailure: Bool {
    switch outcome.status {
    case .threw, .timedOut, .outOfMemory, .crashed: true
    default: false
    }
  }
}
