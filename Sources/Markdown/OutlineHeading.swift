/// A heading as lists of contents and the search have it, however its author wrote it.
package struct OutlineHeading: Sendable {
  /// 1 to 6.
  package let level: Int
  package let text: String
  /// On the page.
  package let id: String

  /// Those of an HTML block; the page has its title already.
  package static func all(inHTML html: String) -> [OutlineHeading] {
    // Most blocks are comments.
    let bytes = html.utf8
    guard zip(bytes, bytes.dropFirst()).contains(where: { $0 == 0x3C && $1 | 0x20 == 0x68 }) else {
      return []
    }
    let heading =
      /<div id="stepwise-id:([^"]*)" role="heading" aria-level="([2-6])"[^>]*>((?s:.*?))<\/div>/
    return RawHTML.cleaned([.html(html)])[0].matches(of: heading).compactMap { match in
      guard !Identifiers.areOfThePage(String(match.1)) else { return nil }
      return OutlineHeading(
        level: Int(match.2) ?? 2, text: Self.text(of: match.3), id: String(match.1))
    }
  }

  private static func text(of markup: Substring) -> String {
    let text = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "),
      ("&amp;", "&"),
    ].reduce(markup.replacing(/<[^>]*>/, with: "")) { $0.replacing($1.0, with: $1.1) }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension Document {
  /// Its headings, those written in HTML among the others, each with a place of its own.
  package var outline: [OutlineHeading] {
    var known = Set(headings.map { $0.id.lowercased() })
    return blocks.flatMap { block -> [OutlineHeading] in
      switch block.kind {
      case .heading(let heading):
        [OutlineHeading(level: heading.level, text: heading.text, id: heading.id)]
      case .html(let html):
        OutlineHeading.all(inHTML: html).filter { known.insert($0.id.lowercased()).inserted }
      default: []
      }
    }
  }
}
