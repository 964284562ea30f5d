import LessonKit

/// `lesson#step@locale`: the step by its place, or by the author's own number; the lesson by its id or path.
struct StepAddress {
  /// Empty where any lesson is meant.
  var lesson: String
  var step: String
  var locale: String?

  init(_ text: String) throws {
    guard let hash = text.lastIndex(of: "#") else {
      throw CommandFailure(
        "`\(text)` names no step; write lesson#step, as in tokens/01-sync-token#3")
    }
    lesson = String(text[..<hash])
    let rest = text[text.index(after: hash)...].split(separator: "@", maxSplits: 1)
    step = rest.first.map(String.init) ?? ""
    locale = rest.count == 2 ? String(rest[1]) : nil
  }

  /// Whether a lesson is meant, in its own locale or in another.
  func names(_ other: Lesson) -> Bool {
    lesson.isEmpty || other.address(step: 0).hasPrefix(lesson + "#") || other.path == lesson
  }

  func names(_ page: Site.Page) -> Bool {
    lesson.isEmpty || page.id == lesson || page.path == lesson
  }

  /// Whether a lesson is meant in its locale.
  func isIn(_ other: Lesson) -> Bool {
    (locale.map { $0 == other.locale.text } ?? true) && names(other)
  }

  /// By its place first: it is what reports call it by.
  func step(of result: LessonResult) -> StepResult? {
    result.steps.first { "\($0.step.number)" == step }
      ?? result.steps.first { $0.step.snippet.headingNumber == step }
  }
}
