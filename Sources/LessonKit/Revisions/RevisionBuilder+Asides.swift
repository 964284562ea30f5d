/// Snippets that are no steps.
extension RevisionBuilder {
  /// Why a reader does not type a snippet, though it may be code of the program.
  func reasonNotToFollow(
    _ snippet: Snippet, _ index: Int, _ draft: LessonDraft
  ) -> String? {
    guard snippet.directives.isEmpty else { return nil }
    if snippet.isCounterexample { return "the text shows it as what not to do" }
    guard snippet.reading.isInvalid else { return nil }
    let isHalfTyped = draft.lesson.snippets.dropFirst(index + 1).prefix(3).contains { later in
      let typed = HalfTyped(snippet, before: later)
      return typed.isBeginning
        || typed.completed.map {
          !reader.reading(of: $0, language: snippet.language).isInvalid
        } ?? false
    }
    return isHalfTyped ? "it is half typed: a later snippet completes its lines" : nil
  }

  /// Why a snippet that belongs to nothing is no program either.
  func reasonNotToStart(_ snippet: Snippet, _ index: Int, _ draft: LessonDraft) -> String? {
    if let patch = snippet.patch {
      let onlyAdds = patch.hunks.joined().allSatisfy { $0.sign == .added }
      if !onlyAdds { return "a change to code that is not shown" }
    }
    if snippet.isHandler || snippet.file != nil { return nil }
    if snippet.directives.contains(where: \.action.isAboutRunning) { return nil }
    guard let reason = KnownNames.reasonNotToRun(snippet) else { return nil }
    return draft.index.isContinued(index) ? nil : reason
  }
}

extension Directive.Action {
  /// Whether its author knows that the snippet is run.
  var isAboutRunning: Bool {
    switch self {
    case .event, .expectError, .skip: true
    default: false
    }
  }
}
