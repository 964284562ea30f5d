import Markdown

/// What has been made of a lesson so far.
struct LessonDraft {
  let lesson: Lesson
  let index: LessonIndex
  var steps: [Step] = []
  var asides: [Aside] = []
  var diagnostics: [Diagnostic] = []
  /// Lines that the snippet before quotes from a program: the next may be what they become.
  var quoted: (chain: Int, lines: [NormalLine])?

  init(_ lesson: Lesson) {
    self.lesson = lesson
    index = LessonIndex(lesson.snippets)
  }

  var number: Int { steps.count + 1 }

  mutating func report(
    _ rule: Rule, _ message: String, at range: SourceRange, notes: [Diagnostic.Note] = [],
    isStep: Bool = true
  ) {
    diagnostics.append(
      Diagnostic(
        rule, message, path: lesson.path, range: range,
        address: isStep ? lesson.address(step: number) : nil, notes: notes))
  }
}
