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
    var folder: String { Addresses.folder(of: path) }
  }

  /// An address that a lesson had before.
  struct Alias: Sendable {
    var path: String
    var target: Entry
  }

  let locales: [LocaleTag]
  private(set) var aliases: [Alias] = []
  /// Wishes for addresses that were not granted, and lessons that are in each other's way.
  let collisions: [Diagnostic]
  private var entries: [LocaleTag: [Entry]] = [:]
  /// Where each stands among those of its locale.
  private var positions: [Site.Page.Place: Int] = [:]
  let files: PageFiles
  let anchors: LinkedAnchors
  /// Lessons that cannot be read.
  let unreadable: Set<String>
  /// Where the site's own pages stand that had to make way for lessons, by the place they would have.
  private let ownPages: [String: String]
  private let addresses: AddressStyle
  let layout: ContentLayout
  let repositoryPrefix: String

  package init(_ site: Site) {
    var all = site.workshops.flatMap(\.pages)
    locales = site.locales
    let addresses = AddressStyle(site)
    self.addresses = addresses
    layout = site.layout
    anchors = LinkedAnchors(site)
    repositoryPrefix = site.repositoryPrefix
    var heads: [String: PageHead] = [:]
    for page in all { heads[page.path] = PageHead(of: page, in: site) }
    // What cannot be read is no page, and nothing leads there.
    let unreadable = Set(all.map(\.path)).subtracting(heads.keys)
    all.removeAll { unreadable.contains($0.path) }
    self.unreadable = unreadable
    files = PageFiles(all)
    let places = Addresses(site, heads.mapValues(\.wishes), without: unreadable)
    collisions = places.collisions
    ownPages = places.ownPages(addresses.ownFiles(in: locales))
    for page in all {
      guard let path = places.files[page.path] else { continue }
      add(
        Entry(
          lesson: page.place.lesson, locale: page.locale, page: page,
          title: heads[page.path]?.title ?? "", path: path))
    }
    if !places.standIns.isEmpty {
      for locale in locales.dropFirst() { standIn(for: locale, at: places.standIns) }
    }
    for (locale, entries) in entries {
      for (index, entry) in entries.enumerated() {
        positions[Site.Page.Place(locale: locale, lesson: entry.lesson)] = index
      }
    }
    aliases = places.aliases.compactMap { file, page in
      entry(of: page.place.lesson, in: page.locale).map { Alias(path: file, target: $0) }
    }
  }

  private mutating func add(_ entry: Entry) {
    entries[entry.locale, default: []].append(entry)
  }

  /// Lessons of the source that the locale lacks.
  private mutating func standIn(for locale: LocaleTag, at files: [Site.Page.Place: String]) {
    let originals = entries(in: locales[0]).map { original in
      let place = Site.Page.Place(locale: locale, lesson: original.lesson)
      guard let file = files[place] else { return original }
      var entry = original
      entry.locale = locale
      entry.path = file
      return entry
    }
    entries[locale] = Self.filled(entries(in: locale), from: originals)
  }

  /// The pages of a locale and those it lacks, each of them after the one that precedes it in the source.
  static func filled(_ own: [Entry], from originals: [Entry]) -> [Entry] {
    let known = Set(own.map(\.lesson))
    // What the locale lacks, by the lesson of its own after which it comes.
    var following: [String?: [Entry]] = [:]
    var last: String?
    for original in originals where !original.lesson.isEmpty {
      if known.contains(original.lesson) {
        last = original.lesson
      } else {
        following[last, default: []].append(original)
      }
    }
    let home = own.prefix { $0.lesson.isEmpty }
    let others = own.dropFirst(home.count).flatMap { [$0] + (following[$0.lesson] ?? []) }
    return home + (following[nil] ?? []) + others
  }

  // MARK: - Pages

  /// In reading order, with those that stand in.
  func entries(in locale: LocaleTag) -> [Entry] { entries[locale] ?? [] }

  func entry(of lesson: String, in locale: LocaleTag) -> Entry? {
    positions[Site.Page.Place(locale: locale, lesson: lesson)].map { entries(in: locale)[$0] }
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

  /// The page in the languages it was really written in, source first. Every language has a start page.
  func translations(of lesson: String) -> [(locale: LocaleTag, path: String)] {
    if lesson.isEmpty { return locales.map { ($0, home(in: $0)) } }
    return locales.compactMap { entry(of: lesson, in: $0) }.filter { !$0.isStandIn }
      .map { ($0.locale, $0.path) }
  }

  /// The pages that show a lesson: its own, and those of locales that lack a translation.
  func appearances(of lesson: Lesson) -> [Entry] {
    [entry(of: lesson)]
      + locales.compactMap { entry(of: lesson.id, in: $0) }.filter {
        $0.isStandIn && $0.page.path == lesson.path
      }
  }

  /// The lessons before and after one; the home page of a locale is none.
  func neighbours(of entry: Entry) -> (previous: Entry?, next: Entry?) {
    let place = Site.Page.Place(locale: entry.locale, lesson: entry.lesson)
    guard !entry.lesson.isEmpty, let index = positions[place] else { return (nil, nil) }
    let order = entries(in: entry.locale)
    return (
      order[..<index].last { !$0.lesson.isEmpty },
      order[(index + 1)...].first { !$0.lesson.isEmpty }
    )
  }

  /// A page that is no lesson (`search.html`), where no lesson has its place.
  func path(ofPage name: String, in locale: LocaleTag?) -> String {
    let standard = (locale.map(addresses.prefix) ?? "") + name
    return ownPages[standard] ?? standard
  }

  /// The page that leads to everything of a locale.
  func home(in locale: LocaleTag) -> String {
    entry(of: "", in: locale)?.path ?? path(ofPage: "index.html", in: locale)
  }

  var listsLanguages: Bool { !locales.contains { home(in: $0) == "index.html" } }
}
