/// How the addresses of a site are made: `urls` of the configuration.
struct AddressStyle: Sendable {
  private let source: LocaleTag?
  private let urls: SiteConfiguration.URLs

  init(_ site: Site) {
    source = site.locales.first
    urls = site.configuration.urls
  }

  /// The folder of a locale, ending with `/`, or empty.
  func prefix(_ locale: LocaleTag) -> String {
    locale == source && !urls.prefixesSourceLocale ? "" : "\(locale)/"
  }

  func path(of page: Site.Page, in locale: LocaleTag) -> String {
    let lesson = page.place.lesson
    if lesson.isEmpty { return prefix(locale) + "index.html" }
    let isFolder = urls.style == .folder || page.place.isFolderPage
    return prefix(locale) + lesson + (isFolder ? "/index.html" : ".html")
  }

  /// The file that a host serves at an address of the site (`/old/place/`, `old.html`).
  ///
  /// - Returns: nil for what is none.
  static func path(ofURL url: String) -> String? {
    let parts = url.split(separator: "/").map { LocalPath.decoded($0) }
    let isWrong = parts.contains {
      $0 == "." || $0 == ".." || $0.contains("/") || $0.contains("\0")
    }
    guard !isWrong, LocalPath.scheme(of: url[...]) == nil, !url.hasPrefix("//"),
      !url.contains(where: { $0 == "?" || $0 == "#" || $0 == "\\" || $0.isNewline })
    else { return nil }
    let path = parts.joined(separator: "/")
    if path.hasSuffix(".html") || path.hasSuffix(".htm") { return path }
    return path.isEmpty ? nil : path + "/index.html"
  }
}
