import Functions
import Markdown
import TokenEngine

/// What the parts of a lesson's page share.
struct LessonContext {
  let lesson: Lesson
  let strings: Strings
  let masking: Masking
  let labels: StepLabels
  let steps: [StepResult]
  let transcript: Transcript?
  /// From the page to the folder of what belongs to it alone: empty, or ending with `/`.
  let side: String
  /// The step before each, in its chain and on this page.
  private var earlier: [Int: StepResult] = [:]

  init(_ result: LessonResult, strings: Strings, side: String) {
    self.side = side
    lesson = result.lesson
    self.strings = strings
    masking = Masking(lesson.settings)
    steps = result.steps
    labels = StepLabels(steps.map(\.step), strings: strings)
    transcript = lesson.kind == .transcript ? Transcript(lesson, steps: steps.map(\.step)) : nil
    var last: [Int: StepResult] = [:]
    for step in steps {
      earlier[step.step.number] = last[step.step.chain]
      last[step.step.chain] = step
    }
  }

  func predecessor(of step: Step) -> StepResult? { earlier[step.number] }

  /// Beside the page.
  func programFile(of step: Step) -> String { side + "steps/\(step.number).js" }
  func swiftFile(of step: Step) -> String { side + "steps/\(step.number).swift" }

  /// What stands behind the outputs of the page; nothing where nothing ran.
  var facts: HTML {
    let runs = steps.flatMap(\.runs).filter { $0.isFine || $0.isFailure }
    var names: [String] = []
    for run in runs where !names.contains(run.sdk.rawValue) { names.append(run.sdk.rawValue) }
    guard !names.isEmpty, let date = CalendarDate(lesson.settings.time) else { return .empty }
    let sentence = strings.ranUnder.filled([
      "profiles": names.joined(separator: strings.listSeparator), "time": strings.moment(date),
    ])
    return "<p class=\"facts\">\(strings.stepCount(steps.count)) · \(sentence)</p>\n"
  }

  /// The files for the player of a transcript's recording.
  var recording: HTML {
    guard let transcript else { return .empty }
    let chapters: HTML =
      transcript.hasChapters
      ? " · <a href=\"\(side)chapters.vtt\">\(strings.chapters)</a>" : .empty
    return
      "<p class=\"facts\"><a href=\"\(side)captions.vtt\">\(strings.captions)</a>\(chapters)</p>\n"
  }

  /// The programs and listings that the panels point to.
  ///
  /// - Parameter folder: the one the page is in.
  func files(in folder: String) -> [Page] {
    var recording: [Page] = []
    if let transcript {
      recording.append(Page(path: folder + side + "captions.vtt", text: transcript.captions))
      if transcript.hasChapters {
        recording.append(Page(path: folder + side + "chapters.vtt", text: transcript.chapterList))
      }
    }
    return recording
      + steps.flatMap { result -> [Page] in
        var files: [Page] = []
        if let revision = result.step.revision {
          files.append(Page(path: folder + programFile(of: result.step), text: revision.program))
        }
        if let swift = result.listing?.source {
          files.append(Page(path: folder + swiftFile(of: result.step), text: swift))
        }
        return files
      }
  }

  /// Where the speaker comes to a step.
  func cueLink(to step: Step) -> HTML {
    guard let cue = transcript?.cue(before: step.snippet.block.range.lowerBound) else {
      return .empty
    }
    return "<p class=\"at\"><a href=\"#\(cue.anchor)\">\(strings.spokenAt(cue.time.text))</a></p>\n"
  }
}
