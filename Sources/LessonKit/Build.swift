import Functions
import Markdown
import TokenEngine

/// The whole program: Markdown in; findings, report and pages out. It touches no disk and no clock, reads each
/// lesson when its turn comes, and hands the results to `sink` in reading order, a few lessons behind.
package struct Build {
  private let site: Site
  private let runner: LessonRunner
  private let lanes: Lanes

  /// - Parameters:
  ///   - profiles: what the command line selects, in place of the lessons' own.
  ///   - lanes: where lessons are run; by default one after the other in this process.
  package init(
    _ site: Site, profiles: ProfileSelection? = nil, lanes: Lanes = .inProcess()
  ) {
    self.site = site
    self.runner = LessonRunner(profiles: profiles?.profiles)
    self.lanes = lanes
  }

  /// - Parameters:
  ///   - sink: takes each lesson with its findings, in reading order, source locale first.
  ///   - paths: lessons of interest: workshops without any of them are not judged; nil for all.
  /// - Returns: findings that belong to no lesson.
  package func judge<Failure>(
    _ paths: Set<String>? = nil, _ sink: (LessonResult, [Diagnostic]) throws(Failure) -> Void
  ) throws(Failure) -> [Diagnostic] {
    var leftovers = site.orphans + site.collisions + site.untranslated
    let reader = SyntaxReader()
    let anchors = AnchorIndex(site)
    let parser = LessonParser(defaults: site.configuration.lesson, reader: reader)
    var wishes: [String: AddressWishes] = [:]
    var stepCount = 0
    var open: [OpenLesson] = []
    var progress = WorkshopProgress()
    var judge = LessonJudge(site)
    for (number, workshop) in site.workshops.enumerated()
    where paths.map({ paths in workshop.pages.contains { paths.contains($0.path) } }) ?? true {
      var builder = RevisionBuilder(reader: reader, text: site.textOfFile)
      var ends = ChainEnds()
      for page in workshop.pages {
        var findings: [Diagnostic] = []
        guard let text = site.text(of: page, &findings) else {
          leftovers += findings
          continue
        }
        var lesson = parser.parse(text, of: page, &findings)
        wishes[page.path] = lesson.wishes
        let (steps, asides) = builder.build(lesson, &findings)
        lesson.kind = lesson.kind(of: steps)
        stepCount += steps.count
        let results = lanes.start { [runner, lesson, ends] runnerOfLane in
          runner.results(of: lesson, steps, ends, with: runnerOfLane)
        }
        for step in steps { ends.place(step) }
        findings += EvolutionRules(lesson).findings(in: steps)
        findings += LinkRules(lesson, site: site, anchors: anchors).findings()
        findings += TextRules(lesson).findings()
        findings += asides.map { aside in
          Diagnostic(
            .notRun, "shown as written, no step: \(aside.reason)", path: page.path,
            range: aside.snippet.block.range)
        }
        open.append(
          OpenLesson(
            workshop: number, lesson: lesson, steps: steps, asides: asides, findings: findings,
            results: results))
        while open.count >= lanes.width {
          let next = open.removeFirst()
          for ready in judge.judge(run(next, &progress), of: next.workshop, findings: next.findings)
          {
            try sink(ready.result, ready.findings)
          }
        }
      }
    }
    for next in open {
      for ready in judge.judge(run(next, &progress), of: next.workshop, findings: next.findings) {
        try sink(ready.result, ready.findings)
      }
    }
    for ready in judge.finish() { try sink(ready.result, ready.findings) }
    if stepCount == 0, paths == nil {
      leftovers.append(
        Diagnostic(
          .noSteps, "no JavaScript snippet in this folder is a step, so there is nothing to run",
          path: site.workshops.first?.pages.first?.path ?? ".", range: .start))
    }
    leftovers += Addresses(site, wishes).collisions
    return site.levelled(leftovers).sorted()
  }

  /// A lesson whose programs are being run.
  private struct OpenLesson {
    var workshop: Int
    var lesson: Lesson
    var steps: [Step]
    var asides: [Aside]
    var findings: [Diagnostic]
    /// Waits for what came out.
    var results: () -> [StepResult]
  }

  /// What the programs of a workshop leave to those after them, in reading order.
  private struct WorkshopProgress {
    var workshop: Int?
    var ends = ChainEnds()
  }

  private func run(_ open: OpenLesson, _ progress: inout WorkshopProgress) -> LessonResult {
    if progress.workshop != open.workshop { progress = WorkshopProgress(workshop: open.workshop) }
    let lesson = open.lesson
    var results = open.results()
    if progress.ends.contradict(results) {
      // It began before an earlier page had to be stopped; now that this is known, it runs once more.
      results = lanes.start {
        [runner, lesson, steps = open.steps, ends = progress.ends] runnerOfLane in
        runner.results(of: lesson, steps, ends, with: runnerOfLane)
      }()
    }
    progress.ends.note(results)
    for step in open.steps { progress.ends.place(step) }
    return LessonResult(lesson: lesson, steps: results, asides: open.asides)
  }
}
