import Functions
import Markdown
import TokenEngine

/// JUnit XML: a suite for each lesson, locale and SDK profile, a case for each step. What is not run is
/// skipped; what is wrong in the text itself is a case `text` of the lesson's first suite.
package struct JUnitFormat: ReportFormat {
  private let places: Places
  private var suites: [Suite] = []

  package init(_ places: Places) { self.places = places }

  private struct Suite {
    var name: String
    var cases: [Case] = []
  }

  private struct Case {
    var name: String
    var path: String
    var line: Int
    var skipped: String?
    var errors: [Diagnostic] = []
    var warnings: [Diagnostic] = []

    /// What went wrong outranks that it was not run.
    var isSkipped: Bool { skipped != nil && errors.isEmpty }
  }

  package mutating func add(_ result: LessonResult?, _ findings: [Diagnostic]) -> String {
    let loud = findings.filter { $0.suppressed == nil && $0.severity != .note }
    guard let result else {
      if !loud.isEmpty { suites.append(Suite(name: "content", cases: [text(loud, loud[0].path)])) }
      return ""
    }
    let lesson = result.lesson
    let name = "\(lesson.id.isEmpty ? "index" : lesson.id)@\(lesson.locale)"
    let profiles = result.steps.first?.runs.map(\.sdk) ?? []
    let masking = Masking(lesson.settings)
    let steps = Set(result.steps.map(\.address))
    let ofText = loud.filter { finding in
      finding.address.map { !steps.contains($0) } ?? true
    }
    if profiles.isEmpty {
      suites.append(Suite(name: name, cases: [text(ofText, lesson.path)]))
    }
    for (index, profile) in profiles.enumerated() {
      var suite = Suite(name: "\(name) \(profile.rawValue)")
      for step in result.steps {
        guard let run = step.runs.first(where: { $0.sdk == profile }) else { continue }
        // What names no profile is said once, and wherever the run fails as well.
        let fails = run.isFailure && !run.failsOnPurpose
        let mine = loud.filter {
          $0.address == step.address
            && ($0.sdk.map { $0 == profile.rawValue } ?? (index == 0 || fails))
        }
        let isSkipped = run.outcome.status == .notRun || run.outcome.status == .blocked
        suite.cases.append(
          Case(
            name: "#\(step.step.number)\(step.step.snippet.heading.map { " \($0)" } ?? "")",
            path: lesson.path, line: step.step.snippet.block.range.lowerBound.line,
            skipped: isSkipped
              ? masking.masked(run.outcome.reason ?? run.outcome.status.rawValue) : nil,
            errors: mine.filter { $0.severity == .error },
            warnings: mine.filter { $0.severity == .warning }))
      }
      if index == 0, !ofText.isEmpty { suite.cases.append(text(ofText, lesson.path)) }
      suites.append(suite)
    }
    return ""
  }

  private func text(_ findings: [Diagnostic], _ path: String) -> Case {
    Case(
      name: "text", path: path, line: findings.first?.range.lowerBound.line ?? 1,
      errors: findings.filter { $0.severity == .error },
      warnings: findings.filter { $0.severity == .warning })
  }

  package mutating func end(_ summary: Summary) -> String {
    let cases = suites.flatMap(\.cases)
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    xml += "<testsuites name=\"stepwise\"\(Self.counts(cases))>\n"
    for suite in suites {
      xml += "  <testsuite\(Self.attribute("name", suite.name))\(Self.counts(suite.cases))>\n"
      for one in suite.cases { xml += text(of: one, in: suite) }
      xml += "  </testsuite>\n"
    }
    return xml + "</testsuites>\n"
  }

  private func text(of one: Case, in suite: Suite) -> String {
    var xml = "    <testcase\(Self.attribute("name", one.name))"
    xml += Self.attribute("classname", suite.name) + " time=\"0\""
    xml += Self.attribute("file", places.display(one.path)) + " line=\"\(one.line)\">\n"
    // A case fails once: the first error is its failure, and the text has all of them.
    if let first = one.errors.first {
      xml += "      <failure\(Self.attribute("type", first.rule.rawValue))"
      xml += "\(Self.attribute("message", first.message))>"
      xml += Self.escaped(concise(one.errors)) + "</failure>\n"
    } else if let reason = one.skipped {
      xml += "      <skipped\(Self.attribute("message", reason))/>\n"
    }
    if !one.warnings.isEmpty {
      xml += "      <system-out>\(Self.escaped(concise(one.warnings)))</system-out>\n"
    }
    return xml + "    </testcase>\n"
  }

  private func concise(_ findings: [Diagnostic]) -> String {
    var format = ConciseFormat(places, showsNotes: false)
    return format.add(nil, findings)
  }

  // MARK: - XML

  private static func counts(_ cases: [Case]) -> String {
    " tests=\"\(cases.count)\" failures=\"\(cases.count { !$0.errors.isEmpty })\" errors=\"0\" skipped=\"\(cases.count(where: \.isSkipped))\" time=\"0\""
  }

  private static func attribute(_ name: String, _ value: String) -> String {
    " \(name)=\"\(escaped(value).replacing("\n", with: "&#10;"))\""
  }

  /// Characters that XML 1.0 forbids become U+FFFD, and so do those that would move a cursor.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.visible.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default:
        let isForbidden = scalar.value == 0xFFFE || scalar.value == 0xFFFF
        result.unicodeScalars.append(isForbidden ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }
}
