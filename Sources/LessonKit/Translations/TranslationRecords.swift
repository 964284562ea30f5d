import Markdown

extension Site {
  /// Records that nobody can read, as after a merge that was not settled.
  var brokenRecords: [Diagnostic] {
    records.keys.sorted().filter { TranslationDrift.sections(of: records[$0]!) == nil }.map {
      name in
      Diagnostic(
        .unreadable,
        "this record of what a translation was made from is none, so nobody learns whether the translation is outdated; take it from git as it was, or, if the translation is up to date, delete it and run `stepwise update --translations`",
        path: "translations/\(name).json", range: .start)
    }
  }

  /// What says that translations are up to date with their originals as they are now.
  ///
  /// - Parameter paths: the translations that are meant; empty for all.
  /// - Returns: the records that differ from those there are: path below the content root, and text.
  package func translationRecords(of paths: Set<String>) -> [(path: String, text: String)] {
    guard let source = locales.first else { return [] }
    let pages = workshops.flatMap(\.pages)
    let originals = Dictionary(
      pages.filter { $0.locale == source }.map { ($0.place.lesson, $0) },
      uniquingKeysWith: { first, _ in first })
    return pages.compactMap { page in
      guard page.locale != source, paths.isEmpty || paths.contains(page.path),
        let original = originals[page.place.lesson]
      else { return nil }
      var findings: [Diagnostic] = []
      guard let text = text(of: original, &findings) else { return nil }
      let source = SourceText(text)
      let record = OriginalText(Document(parsing: source), of: source).record
      guard record != self.record(ofTranslation: page.place.lesson, in: page.locale) else {
        return nil
      }
      let name = page.place.lesson.isEmpty ? "index" : page.place.lesson
      return ("translations/\(page.locale)/\(name).json", record)
    }
  }
}
