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

  /// What programs ask for by a name that they know or were told: no lesson moves it.
  func filesOfPrograms(in locales: [LocaleTag]) -> [String] {
    ["sitemap.xml", "llms.txt"] + locales.map { prefix($0) + "feed.xml" }
  }

  /// Pages and files of the site itself: where a lesson stands at one of them by its name, they go aside.
  func ownFiles(in locales: [LocaleTag]) -> [String] {
    let perLocale = ["index.html", "404.html", "search.html", "search-index.js", "feed.xml"]
    let status = locales.dropFirst().map { prefix($0) + "translations.html" }
    return [
      "index.html", "404.html", "translations.html", "translations.json", "search.js",
      "stepwise.css", "stepwise.js", "theme", "sitemap.xml", "llms.txt",
    ] + status + locales.flatMap { locale in perLocale.map { prefix(locale) + $0 } }
  }

  /// The file that a host serves at an address of the site (`/old/place/`, `old.html`).
  ///
  /// - Returns: nil for what is none, or what hosts and disks would not take for the same.
  static func file(ofURL url: String) -> String? {
    let parts = url.split(separator: "/").map { LocalPath.decoded($0) }
    guard LocalPath.scheme(of: url[...]) == nil, !url.hasPrefix("//"),
      !url.contains(where: { $0 == "?" || $0 == "#" }), parts.allSatisfy(isName)
    else { return nil }
    let path = parts.joined(separator: "/")
    guard path.utf8.count <= longestPath else { return nil }
    if path.hasSuffix(".html") || path.hasSuffix(".htm") { return path }
    return path.isEmpty ? nil : path + "/index.html"
  }

  /// Bytes: a longer one, below the folder of a site, may be none to a disk, and ends the build of all.
  private static let longestPath = 1_000

  /// Hidden files are not served, and disks end at 255 bytes.
  private static func isName(_ part: String) -> Bool {
    !part.hasPrefix(".") && part.utf8.count <= 200
      && !part.unicodeScalars.contains { scalar in
        scalar == "/" || scalar == "\\" || scalar.properties.generalCategory == .control
          || scalar.properties.isNoncharacterCodePoint
      }
  }
}
