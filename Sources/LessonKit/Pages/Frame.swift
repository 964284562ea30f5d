/// A file of the site.
package struct Page: Sendable, Hashable {
  /// Below the output folder.
  package var path: String
  package var text: String
}

/// What stands around the content of every page.
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

  func page(_ content: HTML) -> Page {
    let strings = Strings.of(locale)
    func link(_ path: String) -> String { PageMap.relative(from: folder, to: path) }
    let full = siteTitle.map { $0 == title ? title : "\(title) · \($0)" } ?? title
    let summary: HTML = description.map { #"<meta name="description" content="\#($0)">\#n"# } ?? ""
    let languages: HTML =
      translations.count < 2
      ? ""
      : """
      <nav class="languages" aria-label="\(strings.languages)">\
      \(translations.map { item -> HTML in
        item.locale == locale
          ? #"<span lang="\#(item.locale)" aria-current="true">\#(Strings.autonym(item.locale))</span>"#
          : #"<a href="\#(link(item.folder))" lang="\#(item.locale)" hreflang="\#(item.locale)">\#(Strings.autonym(item.locale))</a>"#
      }.joined(separator: " "))</nav>

      """
    let home: HTML =
      self.home.map { #"<a class="home" href="\#(link($0))">\#(siteTitle ?? strings.home)</a>\#n"# }
      ?? ""
    let html: HTML = """
      <!DOCTYPE html>
      <html lang="\(locale)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(full)</title>
      \(summary)<link rel="stylesheet" href="\(link("stepwise.css"))">
      </head>
      <body>
      <a class="skip" href="#content">\(strings.skipToContent)</a>
      <header>
      \(home)\(languages)</header>
      <main id="content">
      \(content)</main>
      </body>
      </html>

      """
    return Page(path: folder + "index.html", text: html.text)
  }
}
