import Functions
import Markdown
import TokenEngine

/// The whole program: Markdown in; findings, report and pages out. It touches no disk and no clock, reads each
/// lesson when its turn comes and hands its result to `sink` before it reads the next.
package struct Build {
  private let site: Site
  private let runner: LessonRunner

  /// - Parameters:
  ///   - profiles: what the command line selects, in place of the lessons' own.
  ///   - runner: runs a program; by default in this process.
  package init(
    _ site: Site, profiles: ProfileSelection? = nil,
    runner: @escaping LessonRunner.Runner = LessonRunner.inProcess()
  ) {
    self.site = site
    self.runner = LessonRunner(profiles: profiles?.profiles, runner: runner)
  }

  /// - Parameter sink: takes each lesson with its findings, in reading order, source locale first.
  /// - Returns: findings that belong to no lesson.
  package func judge(_ sink: (LessonResult, [Diagnostic]) throws -> Void) rethrows -> [Diagnostic] {
    var leftovers: [Diagnostic] = []
    let parser = LessonParser(defaults: site.configuration.lesson)
    var stepCount = 0
    for workshop in site.workshops {
      var builder = RevisionBuilder()
      for page in workshop.pages {
        var findings: [Diagnostic] = []
        guard let text = site.text(of: page, &findings) else {
          leftovers += site.levelled(findings)
          continue
        }
        let lesson = parser.parse(
          text, path: page.path, place: page.place, locale: page.locale, &findings)
        let (steps, asides) = builder.build(lesson, &findings)
        let results = runner.results(of: lesson, steps)
        findings += EvolutionRules(lesson).findings(in: steps)
        var runs = RunRules(lesson)
        findings += runs.findings(in: results)
        findings += expectations(of: lesson, results)
        findings += LinkRules(lesson, site: site).findings()
        stepCount += steps.count
        let judged = Suppression(lesson).applied(to: site.levelled(findings))
        try sink(LessonResult(lesson: lesson, steps: results, asides: asides), judged.sorted())
      }
    }
    if stepCount == 0 {
      leftovers.append(
        Diagnostic(
          .noSteps, "no JavaScript snippet in this folder is a step, so there is nothing to run",
          path: site.workshops.first?.pages.first?.path ?? ".", range: .start))
    }
    return (leftovers + site.orphans).sorted()
  }

  private func expectations(of lesson: Lesson, _ results: [StepResult]) -> [Diagnostic] {
    var expected: ExpectedTokens?
    do {
      expected = try site.expected[lesson.id].map { json throws(ExpectedTokensError) in
        try ExpectedTokens(json: json)
      }
    } catch {
      return [
        Diagnostic(
          .expectedMissing, "the recorded expectation cannot be read: \(error.description)",
          path: ExpectedTokens.path(of: lesson.id), range: .start)
      ]
    }
    return ExpectationRules(lesson).findings(
      in: results, expected: expected, rootHasOthers: !site.expected.isEmpty)
  }
}

extension ExpectedTokens {
  /// Where the expectation of a lesson is recorded, below the content root.
  package static func path(of lesson: String) -> String {
    "expected/\(lesson.isEmpty ? "index" : lesson).json"
  }
}
