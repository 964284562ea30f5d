import Markdown

/// The site as it grows: the pages of each lesson when its result comes, and what leads to them at the end.
package struct Publication {
  /// Something that goes to the output.
  package enum Item: Sendable {
    case page(Page)
    case long(LongPage)
    /// A file below the content root, or outside it, and its place in the output.
    case file(String, String)
  }

  private let site: Site
  private let map: PageMap
  private let lanes: Lanes
  /// Waits for the pages of lessons that are being rendered, in order.
  private var rendering: [() -> Rendering] = []
  private var cards: [IndexCard] = []
  /// A locale's own page lists the lessons, which are known only at the end.
  private var homes: [(LessonResult, [Diagnostic])] = []
  private var search: SearchIndex
  private var originals: [String: OriginalText] = [:]
  private var states: [TranslationState] = []

  /// What is made of a lesson beside the others.
  private struct Rendering: Sendable {
    var items: [Item]
    var search: SearchCard
    var appearances: [PageMap.Entry]
  }

  /// - Parameter lanes: where pages are rendered, some of them beside one another.
  package init(_ site: Site, lanes: Lanes) {
    self.site = site
    self.lanes = lanes
    map = PageMap(site)
    search = SearchIndex(map)
  }

  /// Addresses that lessons cannot have.
  package var collisions: [Diagnostic] { map.collisions }

  /// - Parameters:
  ///   - findings: what to show the lesson's author on its page.
  ///   - sink: takes the pages that are ready.
  package mutating func add(
    _ result: LessonResult, _ findings: [Diagnostic] = [], _ sink: (Item) throws -> Void
  ) rethrows {
    cards.append(IndexCard(result))
    let drift = drift(of: result)
    let isHome = result.lesson.id.isEmpty
    if isHome { homes.append((result, findings)) }
    rendering.append(
      lanes.start { [site, map] _ in
        let appearances = map.appearances(of: result.lesson)
        let items = (isHome ? [] : appearances).flatMap { entry in
          Self.items(of: result, findings, at: entry, drift, .empty, site, map)
        }
        return Rendering(items: items, search: SearchCard(result), appearances: appearances)
      })
    while rendering.count >= lanes.width { try handOn(sink) }
  }

  private mutating func handOn(_ sink: (Item) throws -> Void) rethrows {
    let next = rendering.removeFirst()()
    for entry in next.appearances {
      if let part = search.add(next.search, at: entry) { try sink(.long(part)) }
    }
    for item in next.items { try sink(item) }
  }

  /// Everything that is no page of a lesson.
  package mutating func finish(_ sink: (Item) throws -> Void) rethrows {
    while !rendering.isEmpty { try handOn(sink) }
    let index = IndexPages(site, map: map, cards: cards)
    for (result, findings) in homes {
      let section = index.section(in: result.lesson.locale)
      let entry = map.entry(of: result.lesson)
      for item in Self.items(of: result, findings, at: entry, nil, section, site, map) {
        try sink(item)
      }
    }
    // Group by group: a large site's index and search are the largest texts of all.
    func hand(_ pages: [Page]) throws { for page in pages { try sink(.page(page)) } }
    try hand(index.pages)
    try hand([search.script])
    for page in search.pages(site) { try sink(.long(page)) }
    try hand(StandingPages(site, map: map).pages)
    try hand(Machines(site, map: map, cards: cards).pages)
    if site.locales.count > 1 {
      try hand(TranslationPage(site, map: map, states: states).pages)
    }
    try hand(site.theme.pages)
    for file in site.theme.files { try sink(.file(file, file)) }
  }

  private static func items(
    of result: LessonResult, _ findings: [Diagnostic], at entry: PageMap.Entry,
    _ drift: TranslationDrift?, _ index: HTML, _ site: Site, _ map: PageMap
  ) -> [Item] {
    let surroundings = Surroundings(result, at: entry, site: site, map: map, drift: drift)
    let rendering = LessonPage(
      result, site: site, map: map, findings: findings, in: surroundings
    ).render(index)
    var items = rendering.pages.map(Item.page)
    items += rendering.files.sorted().map { .file($0, PageMap.file($0)) }
    if entry.isStandIn { return items }
    items.append(.page(MarkdownTwin(result, site: site, map: map).page))
    items.append(
      .page(Page(path: entry.folder + "lesson.json", text: JSONFormat.record(of: result))))
    return items
  }

  private mutating func drift(of result: LessonResult) -> TranslationDrift? {
    let lesson = result.lesson
    guard let source = site.locales.first else { return nil }
    if lesson.locale == source {
      if site.isTranslated(lesson) { originals[lesson.id] = OriginalText(result) }
      return nil
    }
    guard let original = originals[lesson.id] else { return nil }
    let drift = TranslationDrift(
      of: original, in: source, record: site.record(ofTranslation: lesson.id, in: lesson.locale))
    states.append(TranslationState(lesson: lesson.id, locale: lesson.locale, drift: drift))
    return drift
  }
}
