/// What can be searched for, per locale: each section of each page by its headings, prose and names in code.
struct SearchIndex {
  private let map: PageMap
  private var shelves: [LocaleTag: SearchShelf] = [:]

  init(_ map: PageMap) { self.map = map }

  // MARK: - Collecting

  /// - Returns: a part of the index that is full now.
  mutating func add(_ card: SearchCard, at entry: PageMap.Entry) -> LongPage? {
    var shelf = shelves.removeValue(forKey: entry.locale) ?? SearchShelf()
    shelf.add(card, at: entry)
    let part = shelf.isPartFull ? shelf.endPart(besides: path(in: entry.locale)) : nil
    shelves[entry.locale] = shelf
    return part
  }

  private func path(in locale: LocaleTag) -> String { map.path(ofPage: "search.html", in: locale) }

  // MARK: - Pages

  var script: Page {
    Page(path: "search.js", text: String(decoding: PackageResources.search_js, as: UTF8.self))
  }

  /// The last part of the index of each locale, and its page.
  mutating func pages(_ site: Site) -> [LongPage] {
    site.locales.flatMap { locale -> [LongPage] in
      var shelf = shelves.removeValue(forKey: locale) ?? SearchShelf()
      let path = path(in: locale)
      let part = shelf.hasOpenPart ? [shelf.endPart(besides: path)] : []
      return part + [page(at: path, shelf, site, locale)]
    }
  }

  /// The search, and below it everything there is to find, for readers without script.
  private func page(
    at path: String, _ shelf: SearchShelf, _ site: Site, _ locale: LocaleTag
  ) -> LongPage {
    let strings = site.strings(of: locale)
    let folder = PageMap.folder(of: path)
    let frame = Frame(
      title: strings.search, siteTitle: site.configuration.title, locale: locale, path: path,
      translations: site.locales.map { ($0, map.path(ofPage: "search.html", in: $0)) },
      home: map.home(in: locale), kind: "search",
      headLinks: PageMetadata(site, map: map).unlisted(), scripts: ["search.js"])
    let parts = (1...shelf.parts).map { number in
      PageMap.relative(from: folder, to: SearchShelf.path(ofPart: number, besides: path))
    }.joined(separator: " ")
    let counts = strings.resultCount.forms.map { form, text -> HTML in
      " data-\(form)=\"\(text)\""
    }.joined()
    let form: HTML = """
      <h1>\(strings.search)</h1>
      <form class="search" role="search" data-index="\(parts)">
      <label for="query">\(strings.searchHint)</label>
      <input id="query" type="search" name="q" autocomplete="off" spellcheck="false">
      </form>
      <p class="without-script">\(strings.searchNeedsScript)</p>
      <p id="found" role="status" data-none="\(strings.noResults)"\(counts)></p>
      <ol id="results"></ol>
      <div id="topics">
      <h2>\(strings.allTopics)</h2>
      <ul class="topics">

      """
    let order = shelf.order(in: map, locale)
    let namesHeading: HTML = "<h2>\(strings.names)</h2>\n<ul class=\"names\">\n"
    return frame.longPage(in: site) { take in
      try take(form.text)
      try Self.writeTopics(of: shelf, order, from: folder, take)
      try take("</ul>\n")
      if !shelf.names.isEmpty {
        try take(namesHeading.text)
        try Self.writeNames(of: shelf, from: folder, take)
        try take("</ul>\n")
      }
      try take("</div>\n")
    }
  }

  private static func link(
    from folder: String, to path: String, _ fragment: String, _ text: HTML
  ) -> HTML {
    let anchor: HTML = fragment.isEmpty ? "" : "#\(fragment)"
    return "<a href=\"\(PageMap.relative(from: folder, to: path))\(anchor)\">\(text)</a>"
  }

  /// The pages, each with its headings.
  private static func writeTopics(
    of shelf: SearchShelf, _ order: [Int], from folder: String, _ take: (String) throws -> Void
  ) throws {
    for number in order {
      let topic = shelf.topics[number]
      let item: HTML = "<li>\(link(from: folder, to: topic.path, "", "\(topic.title)"))"
      try take(item.text)
      var isListing = false
      try shelf.sections.visit(page: number) { heading, fragment in
        if heading.isEmpty { return }
        if !isListing { try take("\n<ul>\n") }
        isListing = true
        let item: HTML =
          "<li>\(link(from: folder, to: topic.path, fragment, "\(heading)"))</li>\n"
        try take(item.text)
      }
      try take(isListing ? "</ul></li>\n" : "</li>\n")
    }
  }

  private static func writeNames(
    of shelf: SearchShelf, from folder: String, _ take: (String) throws -> Void
  ) throws {
    let names = shelf.names.sorted {
      ($0.key.lowercased(), $0.key) < ($1.key.lowercased(), $1.key)
    }
    for (name, place) in names {
      let item: HTML =
        "<li>\(link(from: folder, to: place.path, place.fragment, "<code>\(name)</code>"))</li>\n"
      try take(item.text)
    }
  }
}
