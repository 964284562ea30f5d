package import Functions
package import Markdown
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
