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

  /// - Parameters:
  ///   - sink: takes each lesson with its findings, in reading order, source locale first.
  ///   - paths: lessons of interest: workshops without any of them are not judged; nil for all.
  /// - Returns: findings that belong to no lesson.
  package func judge(
    _ paths: Set<String>? = nil, _ sink: (LessonResult, [Diagnostic]) throws -> Void
  ) rethrows -> [Diagnostic] {
    var leftovers = site.orphans + site.collisions
    let reader = SyntaxReader()
    let anchors = AnchorIndex(site)
    let parser = LessonParser(defaults: site.configuration.lesson, reader: reader)
    var stepCount = 0
    for workshop in site.workshops
    where paths.map({ paths in workshop.pages.contains { paths.contains($0.path) } }) ?? true {
      var builder = RevisionBuilder(reader: reader)
      var ends = ChainEnds()
      var reported: Set<String> = []
      for page in workshop.pages {
        var findings: [Diagnostic] = []
        guard let text = site.text(of: page, &findings) else {
          leftovers += findings
          continue
        }
        var lesson = parser.parse(text, of: page, &findings)
        let (steps, asides) = builder.build(lesson, &findings)
        lesson.kind = lesson.kind(of: steps)
        let results = runner.results(of: lesson, steps, &ends)
        findings += EvolutionRules(lesson).findings(in: steps)
        findings += RunRules(lesson).findings(in: results, &reported)
        findings += expectations(of: lesson, results)
        findings += LinkRules(lesson, site: site, anchors: anchors).findings()
        findings += TextRules(lesson).findings()
        findings += asides.map { aside in
          Diagnostic(
            .notRun, "shown as written, no step: \(aside.reason)", path: page.path,
            range: aside.snippet.block.range)
        }
        stepCount += steps.count
        let suppressed = Suppression(lesson).applied(to: findings, isOff: site.isOff)
        let masking = Masking(lesson.settings)
        let judged = site.levelled(suppressed).map(masking.masked)
        try sink(LessonResult(lesson: lesson, steps: results, asides: asides), judged.sorted())
      }
    }
    if stepCount == 0, paths == nil {
      leftovers.append(
        Diagnostic(
          .noSteps, "no JavaScript snippet in this folder is a step, so there is nothing to run",
          path: site.workshops.first?.pages.first?.path ?? ".", range: .start))
    }
    return site.levelled(leftovers).sorted()
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
          .unreadable, "the recorded expectation cannot be read: \(error.description)",
          path: ExpectedTokens.path(of: lesson.id), range: .start)
      ]
    }
    return ExpectationRules(lesson, update: site.updateCommand(for: lesson.path)).findings(
      in: results, expected: expected, rootHasOthers: !site.expected.isEmpty)
  }
}
