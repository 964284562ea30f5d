import Markdown

/// What stands around a lesson on one of its pages: its place among the others and in other languages.
struct Surroundings {
  let entry: PageMap.Entry
  let headLinks: HTML
  /// That this is no translation, or an outdated one.
  let notice: HTML
  /// The headings of the page.
  let contents: HTML
  /// The lessons before and after.
  let sequence: HTML
  let translations: [(locale: LocaleTag, path: String)]
  let home: String?
  let strings: Strings

  /// - Parameter drift: what changed in the original since it was translated.
  init(
    _ result: LessonResult, at entry: PageMap.Entry, site: Site, map: PageMap,
    drift: TranslationDrift? = nil
  ) {
    let lesson = result.lesson
    let strings = site.strings(of: entry.locale)
    let metadata = PageMetadata(site, map: map)
    let pages = map.translations(of: lesson.id)
    let folder = PageMap.folder(of: entry.path)
    self.entry = entry
    self.strings = strings
    translations = map.locales.compactMap { locale in
      locale == entry.locale ? (locale, entry.path) : pages.first { $0.locale == locale }
    }
    home = lesson.id.isEmpty ? nil : map.home(in: entry.locale)
    if entry.isStandIn {
      headLinks = metadata.unlisted(canonical: map.entry(of: lesson).path)
    } else {
      headLinks = metadata.head(
        of: entry.path, title: lesson.title, description: lesson.description, locale: entry.locale,
        translations: pages, isArticle: true, twin: MarkdownTwin.path(of: entry))
    }
    if entry.isStandIn {
      notice = """
        <aside class="translation">
        <p>\(strings.fallbackNotice(site.languages.name(of: lesson.locale, in: entry.locale)))</p>
        </aside>

        """
    } else if let drift, drift.isOutdated, let original = map.entry(of: lesson.id, in: drift.source)
    {
      notice = drift.notice(
        strings, original: PageMap.relative(from: folder, to: original.path), of: result)
    } else {
      notice = .empty
    }
    contents = Self.contents(of: lesson, strings)
    sequence = Self.sequence(around: entry, map, strings)
  }

  private static func contents(of lesson: Lesson, _ strings: Strings) -> HTML {
    let headings = lesson.document.outline.filter { (2...3).contains($0.level) }
    guard headings.count > 2 else { return .empty }
    let items = headings.map { heading -> HTML in
      "<li class=\"level-\(heading.level)\"><a href=\"#\(heading.id)\">\(heading.text)</a></li>\n"
    }
    return """
      <details class="contents"><summary>\(strings.onThisPage)</summary>
      <nav aria-label="\(strings.onThisPage)">
      <ul>
      \(items.joined())</ul>
      </nav></details>

      """
  }

  private static func sequence(
    around entry: PageMap.Entry, _ map: PageMap, _ strings: Strings
  ) -> HTML {
    let (previous, next) = map.neighbours(of: entry)
    guard previous != nil || next != nil else { return .empty }
    func link(_ other: PageMap.Entry?, _ rel: HTML, _ word: String) -> HTML {
      guard let other else { return .empty }
      let language: HTML =
        other.isStandIn
        ? " lang=\"\(other.page.locale)\" dir=\"\(other.page.locale.direction)\"" : ""
      let address = PageMap.relative(from: PageMap.folder(of: entry.path), to: other.path)
      return
        "<a rel=\"\(rel)\" href=\"\(address)\"><span>\(word)</span> <b\(language)>\(other.title)</b></a>\n"
    }
    return """
      <nav class="sequence" aria-label="\(strings.lessonOrder)">
      \(link(previous, "prev", strings.previous))\(link(next, "next", strings.next))</nav>

      """
  }
}
