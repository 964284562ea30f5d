import TokenEngine

/// What can be searched for, per locale: each section of each page by its headings, prose and names in code.
struct SearchIndex {
  /// The sections of a term, each as four times its number and the field: differences, seven bits a byte, of which the
  /// last has its highest bit clear (LEB128). Most take one.
  private struct Postings {
    private var last = 0
    private var bytes: [UInt8] = []

    /// - Parameter number: more than the one before.
    mutating func add(_ number: Int) {
      var rest = number - last
      while rest > 127 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
      last = number
    }

    /// The differences in base 36, as the index has them.
    var text: String {
      var text = ""
      var (number, shift) = (0, 0)
      for byte in bytes {
        number |= Int(byte & 127) << shift
        shift += 7
        if byte & 128 != 0 { continue }
        if !text.isEmpty { text += " " }
        text += String(number, radix: 36)
        (number, shift) = (0, 0)
      }
      return text
    }
  }

  private struct Shelf {
    var pages: [(title: String, entry: PageMap.Entry)] = []
    var sections = SectionList()
    var postings: [String: Postings] = [:]
    /// Where a name of the code occurs first.
    var names: [String: (entry: PageMap.Entry, fragment: String)] = [:]

    /// The numbers of the pages as the site lists them, in which those that stand in for a translation come last.
    func order(in map: PageMap, _ locale: LocaleTag) -> [Int] {
      let numbers = Dictionary(
        pages.enumerated().map { ($1.entry.lesson, $0) }, uniquingKeysWith: { first, _ in first })
      let order = map.entries(in: locale).compactMap { numbers[$0.lesson] }
      return order.filter { !pages[$0].entry.isStandIn }
        + order.filter { pages[$0].entry.isStandIn }
    }
  }

  private let map: PageMap
  private var shelves: [LocaleTag: Shelf] = [:]

  init(_ map: PageMap) { self.map = map }

  // MARK: - Collecting

  mutating func add(_ card: SearchCard, at entry: PageMap.Entry) {
    var shelf = shelves.removeValue(forKey: entry.locale) ?? Shelf()
    for section in card.sections {
      let number = shelf.sections.count
      shelf.sections.append(heading: section.heading, fragment: section.fragment)
      for (term, field) in section.terms {
        shelf.postings[term, default: Postings()].add(number * 4 + field.rawValue)
      }
    }
    shelf.sections.endPage()
    for (name, fragment) in card.names {
      if let known = shelf.names[name], entry.isStandIn || !known.entry.isStandIn { continue }
      shelf.names[name] = (entry, fragment)
    }
    shelf.pages.append((card.title, entry))
    shelves[entry.locale] = shelf
  }

  // MARK: - Pages

  var script: Page {
    Page(path: "search.js", text: String(decoding: PackageResources.search_js, as: UTF8.self))
  }

  func pages(_ site: Site) -> [LongPage] {
    site.locales.flatMap { locale -> [LongPage] in
      let shelf = shelves[locale] ?? Shelf()
      let path = map.path(ofPage: "search.html", in: locale)
      return [index(of: shelf, for: path), page(at: path, shelf, site, locale)]
    }
  }

  private static func index(of path: String) -> String {
    String(path.dropLast("search.html".count)) + "search-index.js"
  }

  /// A script, as a page from a disk may load no data.
  private func index(of shelf: Shelf, for path: String) -> LongPage {
    let folder = PageMap.folder(of: path)
    @Sendable func text(_ value: String) -> String { JSONValue.string(JSONString(value)).compact }
    return LongPage(path: Self.index(of: path)) { take in
      try take("stepwiseSearch({\"pages\":[")
      for (number, page) in shelf.pages.enumerated() {
        let path = PageMap.relative(from: folder, to: page.entry.path)
        let standIn = page.entry.isStandIn ? ",1" : ""
        try take("\(number > 0 ? "," : "")[\(text(page.title)),\(text(path))\(standIn)]")
      }
      try take("],\"sections\":[")
      var comma = ""
      try shelf.sections.visit { page, heading, fragment in
        try take("\(comma)[\(page),\(text(heading)),\(text(fragment))]")
        comma = ","
      }
      try take("],\"terms\":{")
      for (number, term) in shelf.postings.keys.sorted().enumerated() {
        // A key that is a number would lose its place in an object; the sign keeps it text.
        try take(number > 0 ? "," : "")
        try take("\(text("=" + term)):\"\(shelf.postings[term]!.text)\"")
      }
      try take("}});\n")
    }
  }

  /// The search, and below it everything there is to find, for readers without script.
  private func page(
    at path: String, _ shelf: Shelf, _ site: Site, _ locale: LocaleTag
  ) -> LongPage {
    let strings = site.strings(of: locale)
    let folder = PageMap.folder(of: path)
    let frame = Frame(
      title: strings.search, siteTitle: site.configuration.title, locale: locale, path: path,
      translations: site.locales.map { ($0, map.path(ofPage: "search.html", in: $0)) },
      home: map.home(in: locale), kind: "search",
      headLinks: PageMetadata(site, map: map).unlisted(), scripts: ["search.js"])
    let form: HTML = """
      <h1>\(strings.search)</h1>
      <form class="search" role="search" data-index="\(PageMap.relative(from: folder, to: Self.index(of: path)))">
      <label for="query">\(strings.searchHint)</label>
      <input id="query" type="search" name="q" autocomplete="off" spellcheck="false">
      </form>
      <p class="without-script">\(strings.searchNeedsScript)</p>
      <p id="found" role="status" data-none="\(strings.noResults)" data-one="\(strings.resultCount(1))" data-many="\(strings.resultCount(23))"></p>
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
    of shelf: Shelf, _ order: [Int], from folder: String, _ take: (String) throws -> Void
  ) throws {
    for number in order {
      let (title, entry) = shelf.pages[number]
      let item: HTML = "<li>\(link(from: folder, to: entry.path, "", "\(title)"))"
      try take(item.text)
      var isListing = false
      try shelf.sections.visit(page: number) { heading, fragment in
        if heading.isEmpty { return }
        if !isListing { try take("\n<ul>\n") }
        isListing = true
        let item: HTML =
          "<li>\(link(from: folder, to: entry.path, fragment, "\(heading)"))</li>\n"
        try take(item.text)
      }
      try take(isListing ? "</ul></li>\n" : "</li>\n")
    }
  }

  private static func writeNames(
    of shelf: Shelf, from folder: String, _ take: (String) throws -> Void
  ) throws {
    let names = shelf.names.sorted {
      ($0.key.lowercased(), $0.key) < ($1.key.lowercased(), $1.key)
    }
    for (name, place) in names {
      let item: HTML =
        "<li>\(link(from: folder, to: place.entry.path, place.fragment, "<code>\(name)</code>"))</li>\n"
      try take(item.text)
    }
  }
}
