/// Where everything is on the site: the pages of each locale in reading order, those that stand in for a missing
/// translation, and the files that pages point to.
package struct PageMap: Sendable {
  /// A page of one locale.
  struct Entry: Sendable {
    var lesson: String
    var locale: LocaleTag
    /// The file it is made of: in another language if it stands in for a missing translation.
    var page: Site.Page
    var title: String
    /// Its file in the output.
    var path: String

    var isStandIn: Bool { page.locale != locale }

    /// The folder of what belongs to the page alone, ending with `/`.
    var folder: String {
      path.hasSuffix("index.html") ? String(path.dropLast(10)) : String(path.dropLast(5)) + "/"
    }
  }

  /// An address that a lesson had before.
  struct Alias: Sendable {
    var path: String
    var target: Entry
  }

  let locales: [LocaleTag]
  private(set) var aliases: [Alias] = []
  private var entries: [LocaleTag: [Entry]] = [:]
  private var byPlace: [Site.Page.Place: Entry] = [:]
  /// The lessons of a locale without its home page, and where each stands in that order.
  private var readingOrder: [LocaleTag: [Entry]] = [:]
  private var positions: [Site.Page.Place: Int] = [:]
  private let byFile: [String: Site.Page]
  private var taken: Set<String> = []
  private let addresses: AddressStyle
  private let layout: ContentLayout

  package init(_ site: Site) {
    let all = site.workshops.flatMap(\.pages)
    locales = site.locales
    addresses = AddressStyle(site)
    layout = site.layout
    byFile = Dictionary(all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var heads: [String: PageHead] = [:]
    for page in all { heads[page.path] = PageHead(of: page, in: site) }
    let defaults = all.map { addresses.path(of: $0, in: $0.locale) }
    // A lesson may not ask for a place where another stands, whichever is read first.
    let reserved = Set(defaults)
    for (page, standard) in zip(all, defaults) {
      let head = heads[page.path]
      let own = head?.url.flatMap { AddressStyle.path(ofURL: $0) }.flatMap {
        !reserved.contains($0) && taken.insert($0).inserted ? $0 : nil
      }
      let path = own ?? standard
      taken.insert(path)
      add(
        Entry(
          lesson: page.place.lesson, locale: page.locale, page: page, title: head?.title ?? "",
          path: path))
    }
    if site.configuration.fallback == .show, let source = locales.first {
      for locale in locales.dropFirst() { standIn(for: locale, from: source, site) }
    }
    for page in all {
      guard let target = byPlace[page.output] else { continue }
      for url in heads[page.path]?.aliases ?? [] {
        guard let path = AddressStyle.path(ofURL: url), taken.insert(path).inserted else {
          continue
        }
        aliases.append(Alias(path: path, target: target))
      }
    }
    for (locale, entries) in entries {
      let order = entries.filter { !$0.lesson.isEmpty }
      readingOrder[locale] = order
      for (index, entry) in order.enumerated() {
        positions[Site.Page.Place(locale: locale, lesson: entry.lesson)] = index
      }
    }
  }

  private mutating func add(_ entry: Entry) {
    entries[entry.locale, default: []].append(entry)
    byPlace[Site.Page.Place(locale: entry.locale, lesson: entry.lesson)] = entry
  }

  /// Lessons of the source that the locale lacks, each after the lesson that precedes it in the source.
  private mutating func standIn(for locale: LocaleTag, from source: LocaleTag, _ site: Site) {
    var order = entries[locale] ?? []
    var previous: String?
    for original in entries[source] ?? [] where !original.lesson.isEmpty {
      defer { previous = original.lesson }
      guard byPlace[Site.Page.Place(locale: locale, lesson: original.lesson)] == nil else {
        continue
      }
      var entry = original
      entry.locale = locale
      entry.path = addresses.path(of: original.page, in: locale)
      guard taken.insert(entry.path).inserted else { continue }
      let place = order.firstIndex { $0.lesson == previous }.map { $0 + 1 }
      order.insert(entry, at: place ?? (previous == nil ? min(1, order.count) : order.count))
      byPlace[Site.Page.Place(locale: locale, lesson: entry.lesson)] = entry
    }
    entries[locale] = order
  }

  // MARK: - Pages

  /// In reading order, with those that stand in.
  func entries(in locale: LocaleTag) -> [Entry] { entries[locale] ?? [] }

  func entry(of lesson: String, in locale: LocaleTag) -> Entry? {
    byPlace[Site.Page.Place(locale: locale, lesson: lesson)]
  }

  /// The page of a lesson; a lesson that is on no map stands where its path says.
  func entry(of lesson: Lesson) -> Entry {
    entry(of: lesson.id, in: lesson.locale)
      ?? Entry(
        lesson: lesson.id, locale: lesson.locale,
        page: Site.Page(
          path: lesson.path,
          place: .init(locale: lesson.locale, lesson: lesson.id, isFolderPage: lesson.isFolderPage),
          locale: lesson.locale),
        title: lesson.title, path: "\(lesson.locale)/\(lesson.id)/index.html")
  }

  /// The page in the languages it was really written in, source first.
  func translations(of lesson: String) -> [Entry] {
    locales.compactMap { entry(of: lesson, in: $0) }.filter { !$0.isStandIn }
  }

  /// The pages that show a lesson: its own, and those of locales that lack a translation.
  func appearances(of lesson: Lesson) -> [Entry] {
    [entry(of: lesson)]
      + locales.compactMap { entry(of: lesson.id, in: $0) }.filter {
        $0.isStandIn && $0.page.path == lesson.path
      }
  }

  func neighbours(of entry: Entry) -> (previous: Entry?, next: Entry?) {
    let place = Site.Page.Place(locale: entry.locale, lesson: entry.lesson)
    guard let index = positions[place], let order = readingOrder[entry.locale] else {
      return (nil, nil)
    }
    return (
      index > 0 ? order[index - 1] : nil, index + 1 < order.count ? order[index + 1] : nil
    )
  }

  /// A page that is no lesson (`search.html`), where no lesson has its place.
  func path(ofPage name: String, in locale: LocaleTag?) -> String {
    let folder = locale.map(addresses.prefix) ?? ""
    var name = name
    while taken.contains(folder + name) { name = "_" + name }
    return folder + name
  }

  /// The page that leads to everything of a locale.
  func home(in locale: LocaleTag) -> String {
    entry(of: "", in: locale)?.path ?? addresses.prefix(locale) + "index.html"
  }

  var listsLanguages: Bool { !locales.contains { home(in: $0) == "index.html" } }

  // MARK: - Links

  struct Target {
    var address: String
    /// The file below the content root that must be copied for it.
    var file: String?
    var isMissing = false
  }

  /// Where the file of a path below the root (or outside it) stands in the output.
  package static func file(_ path: String) -> String {
    let parts = path.split(separator: "/")
    let outside = parts.prefix { $0 == ".." }.count
    // How far outside is part of the place, so that `../a.png` and `../../a.png` stay apart.
    return outside == 0
      ? path : "outside/\(outside)/" + parts.dropFirst(outside).joined(separator: "/")
  }

  /// What a link of a lesson points to, seen from one of its pages.
  func target(
    _ destination: String, of lesson: Lesson, at entry: Entry, isImage: Bool,
    exists: (String) -> Bool
  ) -> Target {
    guard let path = LocalPath.resolve(destination, from: lesson.path) else {
      return Target(address: Self.isHarmless(destination) ? destination : "#")
    }
    let suffix =
      destination.firstIndex(where: { $0 == "#" || $0 == "?" }).map { String(destination[$0...]) }
      ?? ""
    let from = Self.folder(of: entry.path)
    if isImage {
      let localized = Self.localized(path, lesson.locale)
      if exists(localized) {
        return Target(address: Self.relative(from: from, to: Self.file(localized)), file: localized)
      }
    } else if let linked = page(at: path) {
      // An anchor is the same only in the same language.
      let locale = suffix.hasPrefix("#") ? lesson.locale : entry.locale
      let page =
        self.entry(of: linked.place.lesson, in: locale)
        ?? self.entry(of: linked.place.lesson, in: linked.locale)
      if let page { return Target(address: Self.relative(from: from, to: page.path) + suffix) }
    }
    // A lesson that is not translated has no file here, but a page, here or in its own language.
    if !isImage, path.hasSuffix(".md"), !exists(path), let source = locales.first {
      let lesson = layout.place(of: path).lesson
      let page = suffix.hasPrefix("#") ? nil : self.entry(of: lesson, in: entry.locale)
      if let page = page ?? self.entry(of: lesson, in: source) {
        return Target(address: Self.relative(from: from, to: page.path) + suffix)
      }
    }
    guard exists(path) else { return Target(address: destination, isMissing: true) }
    return Target(address: Self.relative(from: from, to: Self.file(path)) + suffix, file: path)
  }

  private func page(at path: String) -> Site.Page? {
    byFile[path] ?? byFile[path + "/README.md"] ?? byFile[path + "/index.md"]
      ?? byFile[path + ".md"]
  }

  /// `img.ja.png` of `img.png`.
  private static func localized(_ path: String, _ locale: LocaleTag) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
    return path[..<dot] + ".\(locale)" + path[dot...]
  }

  /// Nothing that a browser would execute.
  private static func isHarmless(_ destination: String) -> Bool {
    guard let scheme = LocalPath.scheme(of: destination[...]) else { return true }
    return ["http", "https", "mailto", "tel"].contains(scheme.lowercased())
  }

  // MARK: - Paths

  /// The folder of a file, ending with `/`, or empty.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// - Parameter from: a folder, ending with `/`.
  static func relative(from: String, to: String) -> String {
    let a = from.split(separator: "/")
    let b = to.split(separator: "/")
    let common = zip(a, b.dropLast(to.hasSuffix("/") ? 0 : 1)).prefix { $0 == $1 }.count
    let isFolder = to.hasSuffix("/")
    let parts =
      Array(repeating: "..", count: a.count - common)
      + b.dropFirst(min(common, b.count)).map { encoded($0) }
    let path = parts.joined(separator: "/")
    return path.isEmpty ? "./" : path + (isFolder ? "/" : "")
  }

  /// Percent-encodes what would end or change a path.
  static func encoded(_ part: some StringProtocol) -> String {
    part.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
