import Functions
import Markdown
import TokenEngine

/// The whole program: Markdown in; findings, report and pages out. It touches no disk and no clock, reads each
/// lesson when its turn comes, and hands the results to `sink` in reading order, a few lessons behind.
package struct Build {
  private let site: Site
  private let runner: LessonRunner
  private let lanes: Lanes
  private let memory: BuildMemory
  private let collisions: [Diagnostic]?

  /// - Parameters:
  ///   - profiles: what the command line selects, in place of the lessons' own.
  ///   - lanes: where lessons are run; by default one after the other in this process.
  ///   - memory: of a build before this one, with the same profiles.
  ///   - collisions: of the addresses of the whole site, where somebody found them already.
  package init(
    _ site: Site, profiles: ProfileSelection? = nil, lanes: Lanes = .inProcess(),
    memory: BuildMemory = .none, collisions: [Diagnostic]? = nil
  ) {
    self.site = site
    self.runner = LessonRunner(profiles: profiles?.profiles)
    self.lanes = lanes
    self.memory = memory
    self.collisions = collisions
    memory.begin(site)
  }

  /// - Parameters:
  ///   - sink: takes each lesson with its findings, in reading order, source locale first.
  ///   - paths: lessons of interest: workshops without any of them are not judged; nil for all.
  /// - Returns: findings that belong to no lesson.
  package func judge<Failure>(
    _ paths: Set<String>? = nil, _ sink: (LessonResult, [Diagnostic]) throws(Failure) -> Void
  ) throws(Failure) -> [Diagnostic] {
    var leftovers = site.orphans + site.collisions + site.untranslated + site.brokenRecords
    let reader = memory.reader
    let linked = LinkedPages(site, memory)
    let parser = LessonParser(defaults: site.configuration.lesson, reader: reader)
    var wishes: [String: AddressWishes] = [:]
    var stepCount = 0
    var open: [OpenLesson] = []
    var progress = WorkshopProgress()
    var judge = LessonJudge(site, memory)
    func close(_ next: OpenLesson) throws(Failure) {
      if progress.workshop != next.workshop {
        for ready in judge.finish() { try sink(ready.result, ready.findings) }
        progress = WorkshopProgress(workshop: next.workshop)
      }
      let (result, number) = run(next, &progress)
      for ready in judge.judge(result, number, of: next.workshop, findings: next.findings) {
        try sink(ready.result, ready.findings)
      }
    }
    for (number, workshop) in site.workshops.enumerated()
    where paths.map({ paths in workshop.pages.contains { paths.contains($0.path) } }) ?? true {
      var builder = RevisionBuilder(reader: reader, text: site.textOfFile)
      var ends = ChainEnds()
      var previous: Int?
      for page in workshop.pages {
        var findings: [Diagnostic] = []
        guard let text = site.text(of: page, &findings) else {
          leftovers += findings
          continue
        }
        let reading = memory.readings.entry(page.path, from: .init(page: page, text: text)) {
          var faults: [Diagnostic] = []
          let lesson = parser.parse(text, of: page, &faults)
          return .init(
            lesson: lesson, faults: faults, findings: TextRules(lesson).findings(),
            references: Reference.all(in: lesson))
        }
        var lesson = reading.value.lesson
        if collisions == nil { wishes[page.path] = lesson.wishes }
        let position = BuildMemory.Position(
          reading: reading.number, files: builder.texts(of: lesson), previous: previous)
        let placing = memory.placings.entry(page.path, from: position) {
          if let (was, placing) = memory.placings.latest(page.path),
            (was.reading, was.files) == (position.reading, position.files),
            let moved = placing.moved(onto: builder, in: page.path)
          {
            return moved
          }
          let before = builder
          var faults: [Diagnostic] = []
          let (steps, asides) = builder.build(lesson, &faults)
          return .init(
            before: before, steps: steps, asides: asides, faults: faults, builder: builder)
        }
        builder = placing.value.builder
        previous = placing.number
        let (steps, asides) = (placing.value.steps, placing.value.asides)
        lesson.kind = lesson.kind(of: steps)
        stepCount += steps.count
        let programs = BuildMemory.Programs(reading: reading.number, steps, ends)
        let results = results(of: lesson, steps, programs)
        for step in steps { ends.place(step) }
        findings += reading.value.faults + placing.value.faults
        findings +=
          memory.evolution.entry(page.path, from: programs) {
            EvolutionRules(lesson).findings(in: steps)
          }.value.filter { finding in
            let others = workshop.pages.lazy.map(\.path).filter { $0 != page.path }
            return finding.rule != .unknownStep
              || !StepReferences.isStep(
                finding, in: lesson, of: others.compactMap { site.text(of: $0) })
          }
        findings += LinkRules(lesson, site: site, pages: linked).findings(
          in: reading.value.references)
        findings += reading.value.findings
        findings += asides.map { aside in
          Diagnostic(
            .notRun, "shown as written, no step: \(aside.reason)", path: page.path,
            range: aside.snippet.block.range)
        }
        open.append(
          OpenLesson(
            workshop: number, lesson: lesson, steps: steps, asides: asides, findings: findings,
            programs: programs, results: results))
        while open.count >= lanes.width { try close(open.removeFirst()) }
      }
    }
    for next in open { try close(next) }
    for ready in judge.finish() { try sink(ready.result, ready.findings) }
    if stepCount == 0, paths == nil {
      leftovers.append(
        Diagnostic(
          .noSteps, "no JavaScript snippet in this folder is a step, so there is nothing to run",
          path: site.workshops.first?.pages.first?.path ?? ".", range: .start))
    }
    leftovers += collisions ?? self.collisions(wishes)
    return site.levelled(leftovers).sorted()
  }

  /// - Parameter wishes: of the lessons that were judged; those of others are read here.
  private func collisions(_ wishes: [String: AddressWishes]) -> [Diagnostic] {
    var wishes = wishes
    var unreadable: Set<String> = []
    for page in site.workshops.lazy.flatMap(\.pages) where wishes[page.path] == nil {
      guard let text = site.text(of: page.path) else {
        unreadable.insert(page.path)
        continue
      }
      wishes[page.path] = AddressWishes(ofUnread: page, text, in: site)
    }
    return Addresses(site, wishes, without: unreadable).collisions
  }

  /// A lesson whose programs are being run.
  private struct OpenLesson {
    var workshop: Int
    var lesson: Lesson
    var steps: [Step]
    var asides: [Aside]
    var findings: [Diagnostic]
    var programs: BuildMemory.Programs
    /// Waits for what came out.
    var results: () -> BuildMemory.Results.Entry
  }

  /// What the programs of a workshop leave to those after them, in reading order.
  private struct WorkshopProgress {
    var workshop: Int?
    var ends = ChainEnds()
  }

  /// - Returns: what waits for the results of a lesson's programs, which are begun here, unless they are known.
  private func results(
    of lesson: Lesson, _ steps: [Step], _ programs: BuildMemory.Programs, isAgain: Bool = false
  ) -> () -> BuildMemory.Results.Entry {
    let key = lesson.path + (isAgain ? "\u{0}" : "")
    if let known = memory.results.known(key, from: programs) { return { known } }
    let wait = lanes.start { [runner] runnerOfLane in
      runner.results(of: lesson, steps, programs.ends, with: runnerOfLane)
    }
    return { memory.results.keep(key, from: programs, wait()) }
  }

  /// - Returns: besides, the number of the results.
  private func run(
    _ open: OpenLesson, _ progress: inout WorkshopProgress
  ) -> (result: LessonResult, number: Int) {
    var results = open.results()
    if progress.ends.contradict(results.value) {
      // It began before an earlier page had to be stopped; now that this is known, it runs once more.
      var programs = open.programs
      programs.ends = progress.ends
      results = self.results(of: open.lesson, open.steps, programs, isAgain: true)()
    }
    progress.ends.note(results.value)
    for step in open.steps { progress.ends.place(step) }
    return (
      LessonResult(lesson: open.lesson, steps: results.value, asides: open.asides), results.number
    )
  }
}
