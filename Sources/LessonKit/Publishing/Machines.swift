import TokenEngine

/// Files for programs: the sitemap, the feeds, and the list of pages as text.
struct Machines {
  private let site: Site
  private let map: PageMap
  private let cards: [IndexCard]
  private let metadata: PageMetadata

  init(_ site: Site, map: PageMap, cards: [IndexCard]) {
    self.site = site
    self.map = map
    self.cards = cards
    metadata = PageMetadata(site, map: map)
  }

  /// A sitemap and feeds name absolute addresses: without a base URL there are none.
  var pages: [Page] {
    site.configuration.baseURL == nil
      ? [overview] : [overview, sitemap] + site.locales.map(feed)
  }

  /// https://www.sitemaps.org with the alternates that search engines read. Pages that stand in for a missing
  /// translation are not in it.
  private var sitemap: Page {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">

      """ as HTML
    if map.listsLanguages {
      text += "<url><loc>\(metadata.absolute("index.html") ?? "")</loc></url>\n"
    }
    for locale in site.locales {
      let lessons = map.entries(in: locale).filter { !$0.isStandIn && !$0.lesson.isEmpty }
      let pages = [("", map.home(in: locale))] + lessons.map { ($0.lesson, $0.path) }
      for (lesson, path) in pages {
        let others = map.translations(of: lesson)
        text += "<url><loc>\(metadata.absolute(path) ?? "")</loc>"
        if others.count > 1 {
          for other in others {
            text += alternate("\(other.locale)", other.path)
          }
          text += alternate("x-default", others[0].path)
        }
        text += "</url>\n"
      }
    }
    return Page(path: "sitemap.xml", text: text.text + "</urlset>\n")
  }

  private func alternate(_ language: HTML, _ path: String) -> HTML {
    "<xhtml:link rel=\"alternate\" hreflang=\"\(language)\" href=\"\(metadata.absolute(path) ?? "")\"/>"
  }

  /// Atom (RFC 4287). The site knows no clock, so that a lesson has changed is for its author to say, with the date: each
  /// is an entry of its own, and appears anew. A lesson without a date is one entry for ever, of its own time, which
  /// is no date to announce changes with.
  private func feed(_ locale: LocaleTag) -> Page {
    let strings = site.strings(of: locale)
    let path = map.path(ofPage: "feed.xml", in: locale)
    let own = cards.filter { $0.locale == locale && !$0.id.isEmpty }
    let last = own.map { $0.updated ?? $0.time }.max() ?? site.configuration.lesson.time
    let title = site.configuration.title ?? strings.lessons
    var text: HTML = """
      <?xml version="1.0" encoding="UTF-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(locale)">
      <title>\(title)</title>
      <id>\(metadata.absolute(path) ?? "")</id>
      <link rel="self" type="application/atom+xml" href="\(metadata.absolute(path) ?? "")"/>
      <link rel="alternate" type="text/html" href="\(metadata.absolute(map.home(in: locale)) ?? "")"/>
      <updated>\(CalendarDate(last)?.iso ?? "")</updated>
      <author><name>\(title)</name></author>

      """
    for card in own {
      guard let entry = map.entry(of: card.id, in: locale),
        let address = metadata.absolute(entry.path)
      else { continue }
      let about =
        card.description ?? card.opening ?? (card.steps > 0 ? strings.stepCount(card.steps) : nil)
      let summary: HTML = about.map { "<summary>\($0)</summary>\n" } ?? .empty
      let version: HTML = card.updated.flatMap { CalendarDate($0) }.map { "#\($0.iso)" } ?? .empty
      text += """
        <entry>
        <title>\(card.title)</title>
        <id>\(address)\(version)</id>
        <link rel="alternate" type="text/html" href="\(address)"/>
        <updated>\(CalendarDate(card.updated ?? card.time)?.iso ?? "")</updated>
        \(summary)</entry>

        """
    }
    return Page(path: path, text: text.text + "</feed>\n")
  }

  /// https://llmstxt.org: what there is, as links to the Markdown twins.
  private var overview: Page {
    let title =
      site.configuration.title ?? site.strings(of: site.locales.first ?? LocaleTag("en")).lessons
    var text = "# \(Self.line(title))\n"
    for locale in site.locales {
      text += "\n## \(site.strings(of: locale).language)\n\n"
      for card in cards where card.locale == locale {
        guard let entry = map.entry(of: card.id, in: locale) else { continue }
        let twin = MarkdownTwin.path(of: entry)
        let address = metadata.absolute(twin) ?? PageMap.relative(from: "", to: twin)
        text += "- [\(Self.line(card.title))](\(address))"
        if let about = card.description { text += ": \(Self.line(about))" }
        text += "\n"
      }
    }
    return Page(path: "llms.txt", text: text)
  }

  /// Without what would end a link or a line.
  private static func line(_ text: String) -> String {
    text.map { $0.isNewline ? " " : $0 == "[" || $0 == "]" ? "\\\($0)" : "\($0)" }.joined()
  }
}
