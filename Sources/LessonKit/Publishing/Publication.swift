import Markdown

/// The site as it grows: the pages of each lesson when its result comes, and what leads to them at the end.
package struct Publication {
  /// Something that goes to the output.
  package enum Item {
    case page(Page)
    /// A file below the content root, or outside it, and its place in the output.
    case file(String, String)
  }

  private let site: Site
  private let map: PageMap
  private var cards: [IndexCard] = []
  /// A locale's own page lists the lessons, which are known only at the end.
  private var homes: [(LessonResult, [Diagnostic])] = []
  private var search: SearchIndex
  private var originals: [String: OriginalText] = [:]
  private var states: [TranslationState] = []

  package init(_ site: Site) {
    self.site = site
    map = PageMap(site)
    search = SearchIndex(map)
  }

  /// - Parameters:
  ///   - findings: what to show the lesson's author on its page.
  ///   - sink: takes the pages that are ready.
  package mutating func add(
    _ result: LessonResult, _ findings: [Diagnostic] = [], _ sink: (Item) throws -> Void
  ) rethrows {
    cards.append(IndexCard(result))
    let drift = drift(of: result)
    for entry in map.appearances(of: result.lesson) { search.add(result, at: entry) }
    if result.lesson.id.isEmpty {
      homes.append((result, findings))
    } else {
      for entry in map.appearances(of: result.lesson) {
        try write(result, findings, at: entry, drift, .empty, sink)
      }
    }
  }

  /// Everything that is no page of a lesson.
  package func finish(_ sink: (Item) throws -> Void) rethrows {
    let index = IndexPages(site, map: map, cards: cards)
    for (result, findings) in homes {
      let section = index.section(in: result.lesson.locale)
      try write(result, findings, at: map.entry(of: result.lesson), nil, section, sink)
    }
    var pages = index.pages + search.pages(site) + StandingPages(site, map: map).pages
    pages += Machines(site, map: map, cards: cards).pages
    if site.locales.count > 1 {
      pages += TranslationPage(site, map: map, states: states).pages
    }
    pages += site.theme.pages
    for page in pages { try sink(.page(page)) }
    for file in site.theme.files { try sink(.file(file, file)) }
  }

  private func write(
    _ result: LessonResult, _ findings: [Diagnostic], at entry: PageMap.Entry,
    _ drift: TranslationDrift?, _ index: HTML, _ sink: (Item) throws -> Void
  ) rethrows {
    let surroundings = Surroundings(result, at: entry, site: site, map: map, drift: drift)
    let rendering = LessonPage(
      result, site: site, map: map, findings: findings, in: surroundings
    ).render(index)
    for page in rendering.pages { try sink(.page(page)) }
    for file in rendering.files.sorted() { try sink(.file(file, PageMap.file(file))) }
    if entry.isStandIn { return }
    try sink(.page(MarkdownTwin(result, site: site, map: map).page))
    try sink(.page(Page(path: entry.folder + "lesson.json", text: JSONFormat.record(of: result))))
  }

  private mutating func drift(of result: LessonResult) -> TranslationDrift? {
    let lesson = result.lesson
    guard let source = site.locales.first else { return nil }
    if lesson.locale == source {
      originals[lesson.id] = OriginalText(result)
      return nil
    }
    guard let original = originals[lesson.id] else { return nil }
    let drift = TranslationDrift(
      of: original, in: source, record: site.record(ofTranslation: lesson.id, in: lesson.locale))
    states.append(TranslationState(lesson: lesson.id, locale: lesson.locale, drift: drift))
    return drift
  }
}
