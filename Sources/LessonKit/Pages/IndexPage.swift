/// What an index needs to know of a lesson; kept when the lesson itself is gone.
package struct IndexCard: Sendable {
  package var id: String
  package var locale: LocaleTag
  package var title: String
  package var description: String?
  package var isFolderPage: Bool
  package var steps: Int

  package init(_ result: LessonResult) {
    id = result.lesson.id
    locale = result.lesson.locale
    title = result.lesson.title
    description = result.lesson.description
    isFolderPage = result.lesson.isFolderPage
    steps = result.steps.count
  }
}

/// The pages that lead to the lessons: one per locale, and the list of languages at the root.
package struct IndexPages {
  private let site: Site
  private let cards: [IndexCard]

  /// - Parameter cards: in reading order.
  package init(_ site: Site, cards: [IndexCard]) {
    self.site = site
    self.cards = cards
  }

  package var pages: [Page] {
    let own = Set(cards.filter { $0.id.isEmpty }.map(\.locale))
    return [root] + site.locales.filter { !own.contains($0) }.map(localeIndex)
  }

  private var root: Page {
    let items = site.locales.map { locale -> HTML in
      "<li><a href=\"\(locale)/\" lang=\"\(locale)\" hreflang=\"\(locale)\">\(Strings.autonym(locale))</a></li>\n"
    }
    let locale = site.locales.first ?? LocaleTag("en")
    let title = site.configuration.title ?? Strings.of(locale).lessons
    return Frame(
      title: title, siteTitle: title, locale: locale, folder: "", translations: [], home: nil
    ).page("<h1>\(title)</h1>\n<ul class=\"index\">\n\(items.joined())</ul>\n", in: site)
  }

  private func localeIndex(_ locale: LocaleTag) -> Page {
    let strings = Strings.of(locale)
    let title = site.configuration.title ?? strings.lessons
    return Frame(
      title: title, siteTitle: site.configuration.title, locale: locale, folder: "\(locale)/",
      translations: site.locales.map { ($0, "\($0)/") }, home: nil
    ).page("<h1>\(title)</h1>\n\(list(in: locale))", in: site)
  }

  /// What follows the text of a locale's own page.
  package func section(in locale: LocaleTag) -> HTML {
    "<h2>\(Strings.of(locale).lessons)</h2>\n\(list(in: locale))"
  }

  /// The lessons of a locale, in reading order.
  private func list(in locale: LocaleTag) -> HTML {
    let strings = Strings.of(locale)
    let items = cards.filter { $0.locale == locale && !$0.id.isEmpty }.map { card -> HTML in
      let steps: HTML =
        card.steps > 0 ? " <span class=\"count\">\(strings.stepCount(card.steps))</span>" : ""
      let about: HTML = card.description.map { "<br><span class=\"about\">\($0)</span>" } ?? ""
      let kind: HTML = card.isFolderPage ? " class=\"workshop\"" : ""
      let address = PageMap.relative(
        from: "\(locale)/", to: PageMap.folder(of: card.id, in: locale))
      return "<li\(kind)><a href=\"\(address)\">\(card.title)</a>\(steps)\(about)</li>\n"
    }
    return "<ul class=\"index\">\n\(items.joined())</ul>\n"
  }
}
