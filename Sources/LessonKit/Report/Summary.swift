import Functions
import TokenEngine

/// The counts of the recap.
package struct Summary: Sendable {
  package var lessons = 0
  package var steps = 0
  package var executed = 0
  /// How many snippets were not run, by reason.
  package var notRun: [String: Int] = [:]
  package var errors = 0
  package var warnings = 0
  package var notes = 0
  /// Errors and warnings that a directive or a baseline allows.
  package var suppressed = 0

  /// What was not judged at all, a line for each reason.
  package var leftOut: [String] = []

  package init() {}

  package mutating func add(_ result: LessonResult, _ findings: [Diagnostic]) {
    lessons += 1
    steps += result.steps.count
    for step in result.steps {
      guard let outcome = step.primary?.outcome else { continue }
      switch outcome.status {
      case .notRun, .blocked: notRun[outcome.reason ?? outcome.status.rawValue, default: 0] += 1
      default: executed += 1
      }
    }
    for aside in result.asides { notRun[aside.category, default: 0] += 1 }
    add(findings)
  }

  package mutating func add(_ findings: [Diagnostic]) {
    for finding in findings {
      guard finding.suppressed == nil else {
        suppressed += finding.severity == .note ? 0 : 1
        continue
      }
      switch finding.severity {
      case .error: errors += 1
      case .warning: warnings += 1
      case .note: notes += 1
      }
    }
  }

  var json: JSONValue {
    [
      "lessons": .number(Double(lessons)), "steps": .number(Double(steps)),
      "executed": .number(Double(executed)), "notRun": .number(Double(steps - executed)),
      "errors": .number(Double(errors)), "warnings": .number(Double(warnings)),
      "notes": .number(Double(notes)),
    ]
  }
}
