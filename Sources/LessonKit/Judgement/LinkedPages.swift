import Markdown

/// The pages that lessons link to: where each can be opened, and which one a wrong path means. Each is read once.
final class LinkedPages {
  private let site: Site
  private let memory: BuildMemory
  private var known: [String: Anchors] = [:]

  init(_ site: Site, _ memory: BuildMemory) {
    self.site = site
    self.memory = memory
  }

  /// - Returns: nil for what is no page of the site.
  func anchors(of path: String, _ lesson: Lesson) -> Anchors? {
    if let found = known[path] { return found }
    let isOwn = path == lesson.path
    guard let text = isOwn ? lesson.source.text : site.text(of: path) else { return nil }
    let found = memory.anchors.entry(path, from: text) {
      isOwn ? Anchors(lesson.document, in: lesson.source) : Anchors(of: text)
    }.value
    known[path] = found
    return found
  }

  /// The file of a lesson in a language, for a path that names none: `token.ja.md` for `token.md`.
  func translation(of path: String, in locale: LocaleTag) -> String? {
    let place = site.layout.place(of: path)
    guard place.locale == nil else { return nil }
    return translations[.init(locale: locale, lesson: place.lesson)]
  }

  private lazy var translations = Dictionary(
    site.workshops.lazy.flatMap(\.pages).map { ($0.output, $0.path) },
    uniquingKeysWith: { first, _ in first })

  /// Whether the site has something at a path that is no file of the content: the page of a lesson, an address that
  /// one asks for or had before, a file of the publisher, or a page of the site's own.
  func serve(_ path: String) -> Bool {
    pageFiles.page(at: path) != nil || pageFiles.file(ofSitePath: path) != nil
      || pageFiles.hasPages(below: path) || site.leadsToOriginal(path + ".md")
      || served.conflict(at: path) != nil || path.isEmpty
  }

  private lazy var pageFiles = PageFiles(site.workshops.flatMap(\.pages))

  private lazy var served: Occupancy = {
    var served = Occupancy()
    for file in site.given + AddressStyle(site).ownFiles(in: site.locales) {
      served.take(file, for: nil)
    }
    for page in site.workshops.lazy.flatMap(\.pages) {
      guard let text = site.text(of: page.path),
        let wishes = AddressWishes(ofUnread: page, text, in: site)
      else { continue }
      for wish in wishes.aliases + [wishes.url].compactMap({ $0 }) {
        served.take(wish.file, for: nil)
      }
    }
    return served
  }()

  /// The lesson that a path without `.md` was meant for.
  func lesson(like path: String) -> String? {
    let name = [".html", ".htm"].first(where: path.hasSuffix).map { path.dropLast($0.utf8.count) }
    return self.path(like: (name ?? path[...]) + ".md")
  }

  /// The page that a path which leads nowhere was meant for: one of the same name or nearly so, on the nearest path.
  func path(like path: String) -> String? {
    let wanted = Self.name(of: path)
    guard let near = named[wanted] ?? wanted.nearest(among: names).flatMap({ named[$0] }) else {
      return nil
    }
    return near.count == 1 ? near[0] : path.nearest(among: near)
  }

  private lazy var named = Dictionary(grouping: site.files.keys.sorted(), by: Self.name)
  private lazy var names = named.keys.sorted()

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }
}
