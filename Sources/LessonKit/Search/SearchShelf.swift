import TokenEngine

/// What can be searched for in one locale, part by part: what is kept of a part that is full is what the page without
/// script lists of it.
struct SearchShelf: Sendable {
  /// A page, as the page without script lists it.
  struct Topic: Sendable {
    var title: String
    var lesson: String
    var path: String
    var isStandIn: Bool
  }

  /// Where a name of the code occurs first.
  struct Place: Sendable {
    var path: String
    var fragment: String
    var isStandIn: Bool
  }

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

  /// So many sections make a part of the index: some hundred pages.
  private static let sectionsOfPart = 4096

  private(set) var topics: [Topic] = []
  private(set) var sections = SectionList()
  private(set) var names: [String: Place] = [:]
  private var postings: [String: Postings] = [:]
  /// Where the part begins that is not full yet.
  private var start = (topic: 0, section: 0)
  private(set) var parts = 0

  var isPartFull: Bool { sections.count - start.section >= Self.sectionsOfPart }
  var hasOpenPart: Bool { start.topic < topics.count || parts == 0 }

  mutating func add(_ card: SearchCard, at entry: PageMap.Entry) {
    for section in card.sections {
      let number = sections.count - start.section
      sections.append(heading: section.heading, fragment: section.fragment)
      for (term, field) in section.terms {
        postings[term, default: Postings()].add(number * 4 + field.rawValue)
      }
    }
    sections.endPage()
    for (name, fragment) in card.names {
      if let known = names[name], entry.isStandIn || !known.isStandIn { continue }
      names[name] = Place(path: entry.path, fragment: fragment, isStandIn: entry.isStandIn)
    }
    topics.append(
      Topic(
        title: card.title, lesson: entry.lesson, path: entry.path, isStandIn: entry.isStandIn))
  }

  /// Ends a part of the index.
  ///
  /// - Parameter path: of the search page.
  /// - Returns: a script, as a page from a disk may load no data.
  mutating func endPart(besides path: String) -> LongPage {
    parts += 1
    let page = LongPage(path: Self.path(ofPart: parts, besides: path)) {
      [topics, sections, postings, start] take in
      try Self.write(topics, sections, postings, from: start, PageMap.folder(of: path), take)
    }
    postings.removeAll(keepingCapacity: true)
    start = (topics.count, sections.count)
    return page
  }

  static func path(ofPart number: Int, besides path: String) -> String {
    let ending = number == 1 ? "" : "-\(number)"
    return String(path.dropLast("search.html".count)) + "search-index\(ending).js"
  }

  private static func write(
    _ topics: [Topic], _ sections: SectionList, _ postings: [String: Postings],
    from start: (topic: Int, section: Int), _ folder: String, _ take: (String) throws -> Void
  ) throws {
    func text(_ value: String) -> String { JSONValue.string(JSONString(value)).compact }
    try take("stepwiseSearch({\"pages\":[")
    for (number, topic) in topics[start.topic...].enumerated() {
      let path = PageMap.relative(from: folder, to: topic.path)
      let standIn = topic.isStandIn ? ",1" : ""
      try take("\(number > 0 ? "," : "")[\(text(topic.title)),\(text(path))\(standIn)]")
    }
    try take("],\"sections\":[")
    var comma = ""
    for page in start.topic..<topics.count {
      try sections.visit(page: page) { heading, fragment in
        try take("\(comma)[\(page - start.topic),\(text(heading)),\(text(fragment))]")
        comma = ","
      }
    }
    try take("],\"terms\":{")
    for (number, term) in postings.keys.sorted().enumerated() {
      // A key that is a number would lose its place in an object; the sign keeps it text.
      try take(number > 0 ? "," : "")
      try take("\(text("=" + term)):\"\(postings[term]!.text)\"")
    }
    try take("}});\n")
  }

  /// The topics as the site lists them; those that stand in for a translation come last.
  func order(in map: PageMap, _ locale: LocaleTag) -> [Int] {
    let numbers = Dictionary(
      topics.enumerated().map { ($1.lesson, $0) }, uniquingKeysWith: { first, _ in first })
    let order = map.entries(in: locale).compactMap { numbers[$0.lesson] }
    return order.filter { !topics[$0].isStandIn } + order.filter { topics[$0].isStandIn }
  }
}
