import TokenEngine

/// What can be searched for, per locale: each section of each page by its headings, prose and names in code.
struct SearchIndex {
  private struct Section {
    var page: Int
    var heading: String
    var fragment: String
  }

  /// The sections of a term, each as four times its number and the field: differences in base 36, as the index has
  /// them: so it is held once, in the form that is written.
  private struct Postings {
    private var last = 0
    private(set) var text = ""

    /// - Parameter number: more than the one before.
    mutating func add(_ number: Int) {
      if !text.isEmpty { text += " " }
      text += String(number - last, radix: 36)
      last = number
    }
  }

  private struct Shelf {
    var pages: [(title: String, path: String)] = []
    var sections: [Section] = []
    var postings: [String: Postings] = [:]
    /// Where a name of the code occurs first.
    var names: [(name: String, path: String, fragment: String)] = []
    var known: Set<String> = []
  }

  private let map: PageMap
  private var shelves: [LocaleTag: Shelf] = [:]

  init(_ map: PageMap) { self.map = map }

  // MARK: - Collecting

  mutating func add(_ card: SearchCard, at entry: PageMap.Entry) {
    var shelf = shelves.removeValue(forKey: entry.locale) ?? Shelf()
    for section in card.sections {
      let number = shelf.sections.count
      shelf.sections.append(
        Section(page: shelf.pages.count, heading: section.heading, fragment: section.fragment))
      for (term, field) in section.terms {
        shelf.postings[term, default: Postings()].add(number * 4 + field.rawValue)
      }
    }
    for (name, fragment) in card.names where shelf.known.insert(name).inserted {
      shelf.names.append((name, entry.path, fragment))
    }
    shelf.pages.append((card.title, entry.path))
    shelves[entry.locale] = shelf
  }

  // MARK: - Pages

  func pages(_ site: Site) -> [Page] {
    [Page(path: "search.js", text: String(decoding: PackageResources.search_js, as: UTF8.self))]
      + site.locales.flatMap { locale -> [Page] in
        let shelf = shelves[locale] ?? Shelf()
        let path = map.path(ofPage: "search.html", in: locale)
        return [
          Page(path: Self.index(of: path), text: text(of: shelf, from: PageMap.folder(of: path))),
          page(at: path, shelf, site, locale),
        ]
      }
  }

  private static func index(of path: String) -> String {
    String(path.dropLast("search.html".count)) + "search-index.js"
  }

  /// A script, as a page from a disk may load no data.
  private func text(of shelf: Shelf, from folder: String) -> String {
    let pages = shelf.pages.map { page -> JSONValue in
      [.string(page.title), .string(PageMap.relative(from: folder, to: page.path))]
    }
    let sections = shelf.sections.map { section -> JSONValue in
      [.number(Double(section.page)), .string(section.heading), .string(section.fragment)]
    }
    var terms = JSONObject()
    for (term, postings) in shelf.postings.sorted(by: { $0.key < $1.key }) {
      // A key that is a number would lose its place in an object; the sign keeps it text.
      terms[JSONString("=" + term)] = .string(JSONString(postings.text))
    }
    let index: JSONValue = [
      "pages": .array(pages), "sections": .array(sections), "terms": .object(terms),
    ]
    return "stepwiseSearch(\(index.compact));\n"
  }

  /// The search, and below it everything there is to find, for readers without script.
  private func page(
    at path: String, _ shelf: Shelf, _ site: Site, _ locale: LocaleTag
  ) -> Page {
    let strings = site.strings(of: locale)
    let folder = PageMap.folder(of: path)
    func link(_ path: String, _ fragment: String, _ text: HTML) -> HTML {
      let anchor: HTML = fragment.isEmpty ? "" : "#\(fragment)"
      return "<a href=\"\(PageMap.relative(from: folder, to: path))\(anchor)\">\(text)</a>"
    }
    var topics = HTML.empty
    let sections = Dictionary(grouping: shelf.sections.filter { !$0.heading.isEmpty }, by: \.page)
    for (number, page) in shelf.pages.enumerated() {
      let headings = sections[number] ?? []
      let list: HTML =
        headings.isEmpty
        ? ""
        : "\n<ul>\n\(headings.map { "<li>\(link(page.path, $0.fragment, "\($0.heading)"))</li>\n" as HTML }.joined())</ul>"
      topics += "<li>\(link(page.path, "", "\(page.title)"))\(list)</li>\n"
    }
    let names = shelf.names.sorted {
      ($0.name.lowercased(), $0.name) < ($1.name.lowercased(), $1.name)
    }
    .map { "<li>\(link($0.path, $0.fragment, "<code>\($0.name)</code>"))</li>\n" as HTML }
    let nameList: HTML =
      names.isEmpty
      ? "" : "<h2>\(strings.names)</h2>\n<ul class=\"names\">\n\(names.joined())</ul>\n"
    let frame = Frame(
      title: strings.search, siteTitle: site.configuration.title, locale: locale, path: path,
      translations: site.locales.map { ($0, map.path(ofPage: "search.html", in: $0)) },
      home: map.home(in: locale), kind: "search",
      headLinks: PageMetadata(site, map: map).unlisted(), scripts: ["search.js"])
    return frame.page(
      """
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
      \(topics)</ul>
      \(nameList)</div>

      """, in: site)
  }
}
