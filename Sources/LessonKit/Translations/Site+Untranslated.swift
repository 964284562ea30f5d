extension Site {
  /// Lessons of the source language that another language does not have.
  var untranslated: [Diagnostic] {
    let configured = configuration.locales.map(\.tag)
    let all = configured + locales.filter { !configured.contains($0) }
    guard all.count > 1 else { return [] }
    let pages = Dictionary(grouping: workshops.flatMap(\.pages), by: \.locale)
    let source = pages[all[0]] ?? []
    return all.dropFirst().flatMap { locale -> [Diagnostic] in
      let there = Set((pages[locale] ?? []).map(\.place.lesson))
      let missing = source.filter { !there.contains($0.place.lesson) }
      let done = source.count - missing.count
      let share =
        "\(done) of \(source.count) lessons are (\(TranslationRules.percent(done, of: source.count)))"
      return missing.map { page in
        Diagnostic(
          .untranslated, "this lesson is not translated into `\(locale)` yet; \(share)",
          path: page.path, range: .start)
      }
    }
  }
}
