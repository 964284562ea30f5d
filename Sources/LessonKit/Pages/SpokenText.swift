/// The content of a paragraph as text, and what is left of it as markup without its first characters.
struct SpokenText {
  private let markup: Substring

  init(_ markup: Substring) { self.markup = markup }

  /// A tag, or what stands for one character of the text.
  private static func part(of rest: Substring) -> (part: Substring, isTag: Bool) {
    if rest.first == "<", let end = rest.firstIndex(of: ">") { return (rest[...end], true) }
    if rest.first == "&", let end = rest.prefix(8).firstIndex(of: ";") {
      return (rest[...end], false)
    }
    return (rest.prefix(1), false)
  }

  var plain: String {
    var text = ""
    var rest = markup
    while !rest.isEmpty {
      let (part, isTag) = Self.part(of: rest)
      rest = rest[part.endIndex...]
      guard !isTag else { continue }
      switch part {
      case "&amp;": text += "&"
      case "&lt;": text += "<"
      case "&gt;": text += ">"
      case "&quot;": text += "\""
      default: text += part
      }
    }
    return text
  }

  /// Elements that end before the place go too; those that are open there begin again.
  func dropping(_ count: Int) -> HTML {
    var open: [Substring] = []
    var rest = markup
    var left = count
    while !rest.isEmpty {
      let (part, isTag) = Self.part(of: rest)
      let isEnd = part.hasPrefix("</")
      if left == 0, !isEnd || open.isEmpty { break }
      rest = rest[part.endIndex...]
      if !isTag {
        left -= 1
      } else if isEnd {
        _ = open.popLast()
      } else if !part.hasPrefix("<br"), !part.hasPrefix("<img"), !part.hasPrefix("<wbr") {
        open.append(part)
      }
    }
    return HTML(trusted: open.joined() + rest.drop(while: \.isWhitespace))
  }
}
