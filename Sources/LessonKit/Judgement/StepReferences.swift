import Markdown

/// Steps that the text points to by their number: "as in step 2-4", 「手順2-4」.
///
/// Only numbers in parts are judged, whose first part the page's own headings have: a plain "step 3" may be one of a list,
/// and `4-1` one of another page.
struct StepReferences {
  private let lesson: Lesson
  /// The numbers of the page's headings, and of the lines that stand for headings.
  private let numbers: Set<String>

  init(_ lesson: Lesson) {
    self.lesson = lesson
    numbers = Set(
      lesson.document.blocks.filter { $0.heading != nil || $0.text.utf8.count < 100 }
        .compactMap { StepNumber.parse($0.text) })
  }

  func findings() -> [Diagnostic] {
    let headings = lesson.document.blocks.filter { $0.heading != nil }
      .compactMap { StepNumber.parse($0.text)?.split(separator: "-") }.filter { $0.count == 2 }
    guard headings.count > 1 else { return [] }
    let parts = Set(headings.map { $0[0] })
    return lesson.document.blocks.filter(\.isParagraph).flatMap(lesson.proseLines).flatMap { line in
      line.text.matches(of: Self.reference).compactMap { match in
        let number = "\(match.1)-\(match.2)"
        guard parts.contains(match.1), !numbers.contains(number) else { return nil }
        return Diagnostic(
          .unknownStep,
          "this page has no step \(number): its steps are \(list(of: match.1)). A reader looks for it in vain; write the number of the step that is meant",
          path: lesson.path, range: line.range(match.range))
      }
    }
  }

  /// `2-1 to 2-6`
  private func list(of part: Substring) -> String {
    let own = numbers.filter { $0.hasPrefix(part + "-") }
      .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    return own.count == 1 ? own[0] : "\(own.first ?? "") to \(own.last ?? "")"
  }

  private nonisolated(unsafe) static let reference =
    /(?:[Ss]tep|手順|ステップ|[Éé]tape|[Pp]aso|[Pp]asso|[Ss]chritt|步骤|단계)\s*(\d{1,2})-(\d{1,2})(?![\d-])/
}
