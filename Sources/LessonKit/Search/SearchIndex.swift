import JavaScript
import Markdown
import TokenEngine

/// What can be searched for, per locale: each section of each page by its headings, prose and names in code.
struct SearchIndex {
  /// Where a term stands in a section. What weighs more counts.
  private enum Field: Int { case prose, code, heading, title }

  private struct Section {
    var page: Int
    var heading: String
    var fragment: String
  }

  private struct Shelf {
    var pages: [(title: String, path: String)] = []
    var sections: [Section] = []
    /// The sections of a term, each as four times its number and the field.
    var postings: [String: [Int]] = [:]
    /// Where a name of the code occurs first.
    var names: [(name: String, path: String, fragment: String)] = []
    var known: Set<String> = []
  }

  private let map: PageMap
  private var shelves: [LocaleTag: Shelf] = [:]

  init(_ map: PageMap) { self.map = map }

  // MARK: - Collecting

  mutating func add(_ result: LessonResult, at entry: PageMap.Entry) {
    let lesson = result.lesson
    let document = lesson.document
    var shelf = shelves[entry.locale] ?? Shelf()
    shelf.pages.append((lesson.title, entry.path))
    let steps = Dictionary(
      result.steps.map { ($0.step.snippet.block.index, $0.step) },
      uniquingKeysWith: { first, _ in first })
    var terms: [String: Field] = [:]
    var section = Section(page: shelf.pages.count - 1, heading: "", fragment: "")
    func put(_ term: String, _ field: Field) {
      if let known = terms[term], known.rawValue >= field.rawValue { return }
      terms[term] = field
    }
    func put(name: String, _ field: Field) {
      for term in Segmenter.terms(of: name) { put(term, field) }
      for part in Segmenter.parts(of: name) { put(part, field) }
    }
    func endSection() {
      if terms.isEmpty { return }
      let number = shelf.sections.count
      shelf.sections.append(section)
      for (term, field) in terms {
        shelf.postings[term, default: []].append(number * 4 + field.rawValue)
      }
      terms = [:]
    }
    for word in words(lesson.title) { put(name: word, .title) }
    for block in document.blocks {
      switch block.kind {
      case .heading(let heading):
        if heading.level > 1 {
          endSection()
          section.heading = heading.text
          section.fragment = heading.slug
        }
        for word in words(heading.text) { put(name: word, heading.level == 1 ? .title : .heading) }
      case .code(let code):
        let fragment = steps[code.index].map { "step-\($0.number)" } ?? section.fragment
        for name in names(in: code) {
          put(name: name, .code)
          if name.count > 2, shelf.known.insert(name).inserted {
            shelf.names.append((name, entry.path, fragment))
          }
        }
      case .html, .thematicBreak: break
      case .paragraph, .table:
        for span in block.codeSpans { put(name: span.text, .code) }
        for term in Segmenter.terms(of: block.text) { put(term, .prose) }
      }
    }
    endSection()
    shelves[entry.locale] = shelf
  }

  private func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// Identifiers, and short strings that are names (`"data_sync"`), each once.
  private func names(in code: CodeBlock) -> [String] {
    var seen: Set<String> = []
    return code.code.unicodeScalars.split { !Self.isPart($0) }.compactMap { word in
      let name = String(word)
      let isName = word.first.map { $0.properties.numericType == nil } ?? false
      return isName && !Self.keywords.contains(name) && seen.insert(name).inserted ? name : nil
    }
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "$": return true
    case ..."\u{7F}": return false
    default: break
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static let keywords: Set<String> = [
    "const", "let", "var", "function", "return", "if", "else", "new", "for", "while", "of", "in",
    "this", "null", "true", "false", "undefined", "async", "await", "try", "catch", "throw",
    "class", "typeof", "do", "switch", "case", "break", "continue", "default", "import", "from",
    "export", "void", "delete", "finally", "extends", "super", "yield",
  ]

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
    for (term, numbers) in shelf.postings.sorted(by: { $0.key < $1.key }) {
      var last = 0
      let deltas = numbers.sorted().map { number -> String in
        defer { last = number }
        return String(number - last, radix: 36)
      }
      // A key that is a number would lose its place in an object; the sign keeps it text.
      terms[JSONString("=" + term)] = .string(deltas.joined(separator: " "))
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
