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
