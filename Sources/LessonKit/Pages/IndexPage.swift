import JavaScript
import Markdown
import TokenEngine

/// What an index needs to know of a lesson; kept when the lesson itself is gone.
package struct IndexCard: Sendable {
  package var id: String
  package var locale: LocaleTag
  package var title: String
  package var description: String?
  package var isFolderPage: Bool
  package var steps: Int
  /// The first sentence of its text.
  var opening: String?
  /// When the lesson was changed, as its front matter says.
  var updated: Seconds?
  /// Its own clock.
  var time: Seconds

  package init(_ result: LessonResult) {
    id = result.lesson.id
    locale = result.lesson.locale
    title = result.lesson.title
    description = result.lesson.description
    isFolderPage = result.lesson.isFolderPage
    steps = result.steps.count
    updated = result.lesson.updated
    time = result.lesson.settings.time
    opening = Self.firstSentence(of: result.lesson)
  }

  private static func firstSentence(of lesson: Lesson) -> String? {
    let paragraph = lesson.document.blocks.lazy.compactMap { block -> String? in
      guard case .paragraph = block.kind else { return nil }
      // A picture or badges say nothing here.
      let line = lesson.source.line(block.range.lowerBound.line)
      return line.contains(bytes: "![") ? nil : block.text.trimmed
    }.first { !$0.isEmpty }
    guard let paragraph else { return nil }
    var sentence = ""
    for (character, next) in zip(paragraph, paragraph.dropFirst().map(Optional.some) + [nil]) {
      sentence.append(character.isNewline ? " " : character)
      let isEnd =
        "。！？".contains(character)
        || ".!?".contains(character) && (next?.isWhitespace ?? true)
      if isEnd || sentence.utf8.count > 300 { break }
    }
    return sentence
  }
}

/// The pages that lead to the lessons: one per locale, and the list of languages at the root.
struct IndexPages {
  private let site: Site
  private let map: PageMap
  private let cards: [IndexCard]
  private let positions: [Site.Page.Place: Int]

  init(_ site: Site, map: PageMap, cards: [IndexCard]) {
    self.site = site
    self.map = map
    self.cards = cards
    positions = Dictionary(
      cards.enumerated().map { (Site.Page.Place(locale: $1.locale, lesson: $1.id), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  var pages: [Page] {
    let indexes = site.locales.filter { map.entry(of: "", in: $0) == nil }.map(localeIndex)
    return map.listsLanguages ? [root] + indexes : indexes
  }

  private var root: Page {
    let items = site.locales.map { locale -> HTML in
      let address = PageMap.relative(from: "", to: map.home(in: locale))
      return
        "<li><a href=\"\(address)\" lang=\"\(locale)\" hreflang=\"\(locale)\">\(site.languages.autonym(of: locale))</a></li>\n"
    }
    let locale = site.locales.first ?? LocaleTag("en")
    let title = site.configuration.title ?? site.strings(of: locale).lessons
    return Frame(
      title: title, siteTitle: title, locale: locale, path: "index.html", translations: [],
      home: nil,
      headLinks: PageMetadata(site, map: map).head(
        of: "index.html", title: title, description: nil, locale: locale, translations: [],
        isArticle: false)
    ).page("<h1>\(title)</h1>\n<ul class=\"index\">\n\(items.joined())</ul>\n", in: site)
  }

  private func localeIndex(_ locale: LocaleTag) -> Page {
    let title = site.configuration.title ?? site.strings(of: locale).lessons
    let path = map.home(in: locale)
    let homes = map.translations(of: "")
    return Frame(
      title: title, siteTitle: site.configuration.title, locale: locale, path: path,
      translations: homes, home: nil,
      headLinks: PageMetadata(site, map: map).head(
        of: path, title: title, description: nil, locale: locale, translations: homes,
        isArticle: false),
      search: map.path(ofPage: "search.html", in: locale)
    ).page("<h1>\(title)</h1>\n\(list(in: locale))\(status(in: locale))", in: site)
  }

  /// What follows the text of a locale's own page.
  func section(in locale: LocaleTag) -> HTML {
    "<h2>\(site.strings(of: locale).lessons)</h2>\n\(list(in: locale))\(status(in: locale))"
  }

  /// The way of publishers and translators to what is translated.
  private func status(in locale: LocaleTag) -> HTML {
    guard site.locales.count > 1 else { return .empty }
    let address = PageMap.relative(
      from: PageMap.folder(of: map.home(in: locale)), to: TranslationPage.path(in: map, for: locale)
    )
    return
      "<p class=\"about\"><a href=\"\(address)\">\(site.strings(of: locale).translationStatus)</a></p>\n"
  }

  /// The lessons of a locale, in reading order; what is not translated is marked as being in its own language.
  private func list(in locale: LocaleTag) -> HTML {
    let strings = site.strings(of: locale)
    let folder = PageMap.folder(of: map.home(in: locale))
    let items = listed(in: locale).map { entry -> HTML in
      let place = Site.Page.Place(locale: entry.page.locale, lesson: entry.lesson)
      let card = positions[place].map { cards[$0] }
      let language: HTML =
        entry.page.locale == locale
        ? "" : " lang=\"\(entry.page.locale)\" dir=\"\(entry.page.locale.direction)\""
      let count = card?.steps ?? 0
      let steps: HTML =
        count > 0 ? " <bdi class=\"count\">\(strings.stepCount(count))</bdi>" : ""
      let about: HTML =
        card?.description.map { "<br><span class=\"about\"\(language)>\($0)</span>" } ?? ""
      let kind: HTML = entry.page.place.isFolderPage ? " class=\"workshop\"" : ""
      return
        "<li\(kind)><a href=\"\(PageMap.relative(from: folder, to: entry.path))\"\(language)>\(entry.title)</a>\(steps)\(about)</li>\n"
    }
    return "<ul class=\"index\">\n\(items.joined())</ul>\n"
  }

  private func listed(in locale: LocaleTag) -> [PageMap.Entry] {
    var listed = map.entries(in: locale)
    if site.configuration.fallback == .link, let source = site.locales.first {
      listed = PageMap.filled(listed, from: map.entries(in: source))
    }
    return listed.filter { !$0.lesson.isEmpty }
  }
}
