/// What the head of a page says to browsers, search engines and other programs.
struct PageMetadata {
  /// Ends with `/`; nil where nobody said where the site will be.
  private let baseURL: String?
  private let siteTitle: String?
  private let map: PageMap

  init(_ site: Site, map: PageMap) {
    baseURL = site.configuration.baseURL
    siteTitle = site.configuration.title
    self.map = map
  }

  /// The address on the web.
  func absolute(_ path: String) -> String? {
    guard let baseURL else { return nil }
    let parts = Addresses.served(path).split(separator: "/", omittingEmptySubsequences: false)
    return baseURL + parts.map(PageMap.encoded).joined(separator: "/")
  }

  /// - Parameters:
  ///   - translations: the same page in the languages it was really written in.
  ///   - twin: the page as Markdown.
  func head(
    of path: String, title: String, description: String?, locale: LocaleTag,
    translations: [(locale: LocaleTag, path: String)], isArticle: Bool, twin: String? = nil
  ) -> HTML {
    var head = HTML.empty
    if let address = absolute(path) {
      head += "<link rel=\"canonical\" href=\"\(address)\">\n"
      if translations.count > 1 {
        for translation in translations {
          head +=
            "<link rel=\"alternate\" hreflang=\"\(translation.locale)\" href=\"\(absolute(translation.path) ?? "")\">\n"
        }
        head +=
          "<link rel=\"alternate\" hreflang=\"x-default\" href=\"\(absolute(translations[0].path) ?? "")\">\n"
      }
      head += property("og:url", address)
      let feed = PageMap.relative(
        from: PageMap.folder(of: path), to: map.path(ofPage: "feed.xml", in: locale))
      head += "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"\(feed)\">\n"
    }
    if let twin {
      head +=
        "<link rel=\"alternate\" type=\"text/markdown\" href=\"\(PageMap.relative(from: PageMap.folder(of: path), to: twin))\">\n"
    }
    head += property("og:title", title)
    head += property("og:type", isArticle ? "article" : "website")
    if let description { head += property("og:description", description) }
    if let siteTitle { head += property("og:site_name", siteTitle) }
    head += property("og:locale", locale.text.replacing("-", with: "_"))
    for translation in translations where translation.locale != locale {
      head += property("og:locale:alternate", translation.locale.text.replacing("-", with: "_"))
    }
    return head
  }

  /// A page that is no lesson, or stands for one that is elsewhere: search engines leave it out.
  func unlisted(canonical path: String? = nil) -> HTML {
    let canonical = path.flatMap(absolute).map {
      "<link rel=\"canonical\" href=\"\($0)\">\n" as HTML
    }
    return "<meta name=\"robots\" content=\"noindex\">\n" + (canonical ?? .empty)
  }

  private func property(_ name: HTML, _ content: String) -> HTML {
    "<meta property=\"\(name)\" content=\"\(content)\">\n"
  }
}
