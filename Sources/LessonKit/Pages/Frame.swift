/// A file of the site.
package struct Page: Sendable, Hashable {
  /// Below the output folder.
  package var path: String
  package var text: String
}

/// What stands around the content of every page: the context of the theme's templates.
struct Frame {
  var title: String
  var siteTitle: String?
  var description: String?
  var locale: LocaleTag
  /// The page's folder in the output, ending with `/`, or empty at its root.
  var folder: String
  /// The same page in other languages: folder by locale, itself included.
  var translations: [(locale: LocaleTag, folder: String)]
  /// The page that lists what there is in this language.
  var home: String?
  /// `hands-on`, `notes`, `transcript`, `reference` or `index`: the class of `<body>`.
  var kind = "index"
  /// Further elements of `<head>`.
  var headLinks = HTML.empty
  /// What readers should know before they begin.
  var notice = HTML.empty

  func page(_ content: HTML, in site: Site) -> Page {
    let strings = Strings.of(locale)
    let full = siteTitle.map { $0 == title ? title : "\(title) · \($0)" } ?? title
    let languages = translations.map { item -> [String: Any] in
      [
        "lang": item.locale.text, "name": Strings.autonym(item.locale),
        "address": link(item.folder), "current": item.locale == locale,
      ]
    }
    var context: [String: Any] = [
      "lang": locale.text, "dir": locale.direction, "kind": kind,
      "title": Self.visible(title), "fullTitle": Self.visible(full),
      "siteTitle": Self.visible(siteTitle ?? strings.home),
      "policy": site.configuration.policy.text,
      "root": folder.isEmpty ? "" : link("") + "/", "hasLanguages": languages.count > 1,
      "languages": languages,
      "styles": site.theme.styles.map(link), "scripts": site.theme.scripts.map(link),
      "strings": ["skipToContent": strings.skipToContent, "languages": strings.languages],
      "headLinks": headLinks.text, "notice": notice.text, "content": content.text,
    ]
    // Mustache takes what is not there for false.
    if let description { context["description"] = Self.visible(description) }
    if let home { context["home"] = link(home) }
    if let logo = site.theme.logo { context["logo"] = link(logo) }
    if let favicon = site.theme.favicon { context["favicon"] = link(favicon) }
    return Page(path: folder + "index.html", text: site.theme.document(context))
  }

  private func link(_ path: String) -> String { PageMap.relative(from: folder, to: path) }

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
