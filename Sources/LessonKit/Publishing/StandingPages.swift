/// Pages that stand at an address where no lesson is: old addresses of lessons, and the answer to wrong ones.
struct StandingPages {
  private let site: Site
  private let map: PageMap

  init(_ site: Site, map: PageMap) {
    self.site = site
    self.map = map
  }

  var pages: [Page] { map.aliases.map(redirect) + notFound }

  private func redirect(_ alias: PageMap.Alias) -> Page {
    let strings = site.strings(of: alias.target.locale)
    let address = PageMap.relative(
      from: PageMap.folder(of: alias.path), to: alias.target.path)
    let head: HTML = "<meta http-equiv=\"refresh\" content=\"0; url=\(address)\">\n"
    let frame = Frame(
      title: strings.moved, siteTitle: site.configuration.title, locale: alias.target.locale,
      path: alias.path, translations: [], home: map.home(in: alias.target.locale), kind: "moved",
      headLinks: head + PageMetadata(site, map: map).unlisted(canonical: alias.target.path))
    return frame.page(
      """
      <h1>\(strings.moved)</h1>
      <p>\(strings.movedText) <a href="\(address)">\(alias.target.title)</a></p>

      """, in: site)
  }

  // MARK: - 404

  /// One per locale, for hosts that look into the folder, and one in all languages.
  private var notFound: [Page] {
    let perLocale = site.locales.map { locale in
      notFound(at: map.path(ofPage: "404.html", in: locale), locale, article(locale, level: 1))
    }
    let root = "404.html"
    guard map.path(ofPage: root, in: nil) == root, !perLocale.contains(where: { $0.path == root }),
      let first = site.locales.first
    else { return perLocale }
    let articles = site.locales.enumerated().map { number, locale -> HTML in
      """
      <section lang="\(locale)" dir="\(locale.direction)">
      \(article(locale, level: number == 0 ? 1 : 2))</section>

      """
    }
    return perLocale + [notFound(at: root, first, articles.joined())]
  }

  private func notFound(at path: String, _ locale: LocaleTag, _ content: HTML) -> Page {
    Frame(
      title: site.strings(of: locale).notFound, siteTitle: site.configuration.title,
      locale: locale, path: path, translations: [], home: map.home(in: locale), kind: "not-found",
      headLinks: PageMetadata(site, map: map).unlisted(), linkBase: site.configuration.basePath
    ).page(content, in: site)
  }

  /// A host shows this page at any address, so links begin at the top of the site, where that is known.
  private func article(_ locale: LocaleTag, level: Int) -> HTML {
    let strings = site.strings(of: locale)
    let path = map.home(in: locale)
    let address =
      site.configuration.basePath.map { $0 + PageMap.relative(from: "", to: path) }
      ?? PageMap.relative(
        from: PageMap.folder(of: map.path(ofPage: "404.html", in: locale)), to: path)
    let heading: HTML =
      level == 1 ? "<h1>\(strings.notFound)</h1>" : "<h2>\(strings.notFound)</h2>"
    return """
      \(heading)
      <p>\(strings.notFoundText)</p>
      <p><a href="\(address)">\(strings.home)</a></p>

      """
  }
}
