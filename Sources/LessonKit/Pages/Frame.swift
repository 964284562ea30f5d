/// A file of the site.
package struct Page: Sendable, Hashable {
  /// Below the output folder.
  package var path: String
  package var text: String
}

/// A file of the site that grows with the number of lessons: its text comes piece by piece, so that it is never held as
/// a whole.
package struct LongPage: Sendable {
  /// Below the output folder.
  package var path: String
  /// Hands the pieces on.
  package var write: @Sendable (_ take: (String) throws -> Void) throws -> Void
}

/// What stands around the content of every page: the context of the theme's templates.
struct Frame {
  var title: String
  var siteTitle: String?
  var description: String?
  var locale: LocaleTag
  /// The page's file in the output.
  var path: String
  /// The same page in other languages, itself included.
  var translations: [(locale: LocaleTag, path: String)]
  /// The page that lists what there is in this language.
  var home: String?
  /// `hands-on`, `notes`, `transcript`, `reference` or `index`: the class of `<body>`.
  var kind = "index"
  /// Further elements of `<head>`.
  var headLinks = HTML.empty
  /// What readers should know before they begin.
  var notice = HTML.empty
  /// Scripts besides those of the theme.
  var scripts: [String] = []
  /// Where links begin on a page that is shown at any address; nil for links from the page's own.
  var linkBase: String?
  /// The page to search in this language.
  var search: String?

  func page(_ content: HTML, in site: Site) -> Page {
    let strings = site.strings(of: locale)
    let full = siteTitle.map { $0 == title ? title : "\(title) · \($0)" } ?? title
    let languages = translations.map { item -> [String: Any] in
      [
        "lang": item.locale.text, "name": site.languages.autonym(of: item.locale),
        "address": link(item.path), "current": item.locale == locale,
      ]
    }
    var context: [String: Any] = [
      "lang": locale.text, "dir": locale.direction, "kind": kind,
      "title": Self.visible(title), "fullTitle": Self.visible(full),
      "siteTitle": Self.visible(siteTitle ?? strings.home),
      "policy": site.configuration.policy.text,
      "root": root, "hasLanguages": languages.count > 1,
      "languages": languages,
      "styles": site.theme.styles.map(link), "scripts": (site.theme.scripts + scripts).map(link),
      "strings": [
        "skipToContent": strings.skipToContent, "languages": strings.languages,
        "search": strings.search,
      ],
      "headLinks": headLinks.text, "notice": notice.text, "content": content.text,
    ]
    // Mustache takes what is not there for false.
    if let description { context["description"] = Self.visible(description) }
    if let search { context["search"] = link(search) }
    if let home { context["home"] = link(home) }
    if let logo = site.theme.logo { context["logo"] = link(logo) }
    if let favicon = site.theme.favicon { context["favicon"] = link(favicon) }
    return Page(path: path, text: site.theme.document(context))
  }

  /// The same around a content that comes piece by piece.
  func longPage(
    in site: Site, _ content: @escaping @Sendable (_ take: (String) throws -> Void) throws -> Void
  ) -> LongPage {
    // No other text has it: HTML forbids it.
    let mark = "\u{0}content\u{0}"
    let parts = page(HTML(trusted: mark), in: site).text
      .split(separator: mark, omittingEmptySubsequences: false).map(String.init)
    return LongPage(path: path) { take in
      for (number, part) in parts.enumerated() {
        if number > 0 { try content(take) }
        try take(part)
      }
    }
  }

  private var root: String {
    linkBase ?? String(repeating: "../", count: path.count(where: { $0 == "/" }))
  }

  private func link(_ target: String) -> String {
    if let linkBase { return linkBase + PageMap.relative(from: "", to: target) }
    return PageMap.relative(from: PageMap.folder(of: path), to: target)
  }

  /// Templates escape what HTML understands; control characters it forbids.
  private static func visible(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 32 || $0 == 127 }) else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          $0 == "\n" || $0 == "\t" ? " " : $0.value < 32 || $0.value == 127 ? "\u{FFFD}" : $0
        }))
  }
}
