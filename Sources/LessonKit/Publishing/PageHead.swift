import Markdown

/// What the rest of the site must know of a page before its turn comes: its title, and the addresses it asks for.
struct PageHead: Sendable {
  var title: String
  var wishes = AddressWishes()

  init?(of page: Site.Page, in site: Site) {
    var findings: [Diagnostic] = []
    guard let text = site.text(of: page, &findings) else { return nil }
    let source = SourceText(text)
    let front = FrontMatter(source)
    title = ""
    if let front, front.isClosed, let members = try? SettingsReader.members(of: front.text) {
      title = members.last { $0.key.text == "title" }?.value.text ?? ""
      // What is wrong with it is said when the lesson is read.
      wishes = AddressWishes(of: members, in: front, of: source)
    }
    if title.isEmpty { title = Self.heading(of: text, source) ?? page.name }
  }

  /// The first heading of level 1: mostly a plain line, for which the text need not be parsed.
  private static func heading(of text: String, _ source: SourceText) -> String? {
    let lines = text.split(whereSeparator: \.isNewline)
    if let line = lines.first, line.hasPrefix("# "),
      !line.contains(where: { "*_`[]<>&\\!~:{".contains($0) }), !line.hasSuffix("#")
    {
      return line.dropFirst(2).trimmed
    }
    let document = Document(parsing: source)
    return document.blocks.lazy.compactMap(\.heading).first { $0.level == 1 }?.text.trimmed
  }
}

extension Site.Page {
  /// What it is called where nothing gives it a title.
  var name: String { place.lesson.split(separator: "/").last.map(String.init) ?? "Index" }
}
