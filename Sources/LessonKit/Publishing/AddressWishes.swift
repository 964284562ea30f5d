import JavaScript
import Markdown

/// The addresses that a lesson's front matter asks for: its own (`url`), and those it had before (`aliases`).
package struct AddressWishes: Sendable {
  struct Wish: Sendable {
    /// As the author wrote it.
    var text: String
    /// The file in the output that a host serves there.
    var file: String
    var range: SourceRange
  }

  private(set) var url: Wish?
  private(set) var aliases: [Wish] = []

  init() {}

  /// Those of a front matter that are addresses, whatever else is wrong with it.
  init(
    of members: [(key: SettingsNode, value: SettingsNode)], in front: FrontMatter,
    of source: SourceText
  ) {
    for (key, node) in members { try? read(key.text, node, in: front, of: source) }
  }

  /// Of a lesson that is not judged; nil where it asks for nothing, as most do.
  init?(ofUnread page: Site.Page, _ text: String, in site: Site) {
    guard
      text.contains(bytes: "url") || text.contains(bytes: "aliases"),
      let head = PageHead(of: page, in: site)
    else { return nil }
    self = head.wishes
  }

  /// Reads one member of the front matter; those that are no addresses are left alone.
  ///
  /// - Throws: what no host can serve, or what would leave the site.
  mutating func read(
    _ key: String, _ node: SettingsNode, in front: FrontMatter, of source: SourceText
  ) throws(SettingsError) {
    switch key {
    case "url": url = try Self.wish(node, front, source)
    case "aliases":
      for item in node.items ?? [node] { aliases.append(try Self.wish(item, front, source)) }
    default: break
    }
  }

  private static func wish(
    _ node: SettingsNode, _ front: FrontMatter, _ source: SourceText
  ) throws(SettingsError) -> Wish {
    let text = try SettingsReader.text(node)
    guard let file = AddressStyle.file(ofURL: text) else {
      throw SettingsError(
        "`\(text)` is no address of this site; write it from its top, as in /guides/token/ or old/token.html",
        line: node.line)
    }
    return Wish(text: text, file: file, range: front.range(ofLine: node.line, in: source))
  }
}

extension FrontMatter {
  /// A line of its YAML, by its number there.
  func range(ofLine number: Int, in source: SourceText) -> SourceRange {
    let line = range.lowerBound.line + number
    let end = source.line(min(line, source.lineCount)).utf8.count + 1
    return SourceLocation(line: line, column: 1)..<SourceLocation(line: line, column: end)
  }
}
