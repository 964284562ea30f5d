/// An author's own HTML with nothing left in it that runs, looks like the page's own parts, or breaks out of its
/// place: an allow-list of elements and attributes, and only tags whose partner stands beside them.
///
/// The texts of one parent are cleaned together, so that `<details>` and its `</details>` find each other across
/// the Markdown between them.
struct RawHTML {
  private enum Token {
    case text(ArraySlice<UInt8>)
    /// What an element without content, or a kept piece, looks like.
    case markup(String)
    case open(name: String, markup: String)
    case close(name: String)
  }

  /// The same texts, cleaned.
  static func cleaned(_ texts: [String]) -> [String] {
    var tokens = texts.map { RawHTML(Array($0.utf8)).tokens() }
    var open: [(name: String, text: Int, token: Int)] = []
    for text in tokens.indices {
      for token in tokens[text].indices {
        switch tokens[text][token] {
        case .open(let name, _): open.append((name, text, token))
        case .close(let name):
          guard let match = open.lastIndex(where: { $0.name == name }) else {
            tokens[text][token] = .markup("")
            continue
          }
          var ends = ""
          for inner in open[(match + 1)...].reversed() {
            if optionalEnds.contains(inner.name) {
              ends += "</\(inner.name)>"
            } else {
              tokens[inner.text][inner.token] = .markup("")
            }
          }
          tokens[text][token] = .markup(ends + "</\(name)>")
          open.removeSubrange(match...)
        default: break
        }
      }
    }
    for inner in open { tokens[inner.text][inner.token] = .markup("") }
    return tokens.map(written)
  }

  private static func written(_ tokens: [Token]) -> String {
    var html: [UInt8] = []
    for token in tokens {
      switch token {
      case .text(let bytes):
        for byte in bytes {
          switch byte {
          case UInt8(ascii: "<"): html += "&lt;".utf8
          case UInt8(ascii: ">"): html += "&gt;".utf8
          case 0...8, 11, 12, 14...31, 127: html += "\u{FFFD}".utf8
          default: html.append(byte)
          }
        }
      case .markup(let markup), .open(_, let markup): html += markup.utf8
      case .close: break
      }
    }
    return String(decoding: html, as: UTF8.self)
  }

  // MARK: - What may stay

  private static let void: Set<String> = ["br", "hr", "img", "wbr"]
  private static let optionalEnds: Set<String> = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot",
  ]
  private static let allowed: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "hr", "i", "img", "ins",
    "kbd", "li", "mark", "ol", "p", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
    "ul",
    "var", "video", "audio", "wbr",
  ]
  /// Elements whose content is no text.
  private static let dropped: Set<String> = [
    "script", "style", "iframe", "object", "embed", "template", "textarea", "title", "noscript",
    "svg", "math", "select", "xmp", "noembed", "noframes", "plaintext",
  ]

  private static func allows(_ attribute: String, on element: String) -> Bool {
    switch attribute {
    case "title", "lang", "dir": true
    case "href": element == "a"
    case "src": ["img", "video", "audio"].contains(element)
    case "alt": element == "img"
    case "width", "height": ["img", "video"].contains(element)
    case "colspan", "rowspan": ["td", "th"].contains(element)
    case "start", "reversed": element == "ol"
    case "open": element == "details"
    case "controls": ["video", "audio"].contains(element)
    case "datetime": element == "time"
    default: false
    }
  }

  // MARK: - Reading

  private let html: [UInt8]

  private init(_ html: [UInt8]) { self.html = html }

  private subscript(_ place: Int) -> UInt8 { place < html.count ? html[place] : 0 }

  private func tokens() -> [Token] {
    var tokens: [Token] = []
    var place = 0
    var start = 0
    func flush(_ end: Int) { if start < end { tokens.append(.text(html[start..<end])) } }
    while place < html.count {
      guard html[place] == UInt8(ascii: "<") else {
        place += 1
        continue
      }
      if let end = endOfOther(from: place) {
        flush(place)
        place = end
        start = end
      } else if let (token, end) = tag(at: place) {
        flush(place)
        if let token { tokens.append(token) }
        place = end
        start = end
      } else {
        place += 1
      }
    }
    flush(place)
    return tokens
  }

  /// The end of a comment, a declaration or a processing instruction.
  private func endOfOther(from place: Int) -> Int? {
    let rest = html[place...]
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")]
    where rest.starts(with: start.utf8) {
      return self.end(of: Array(end.utf8), from: place + start.utf8.count) ?? html.count
    }
    return nil
  }

  private func end(of mark: [UInt8], from place: Int) -> Int? {
    var place = place
    while place + mark.count <= html.count {
      if html[place..<(place + mark.count)].elementsEqual(mark) { return place + mark.count }
      place += 1
    }
    return nil
  }

  /// A tag, or nothing for one that may not stay; nil where none begins.
  private func tag(at start: Int) -> (Token?, Int)? {
    let isEnd = self[start + 1] == UInt8(ascii: "/")
    var place = start + (isEnd ? 2 : 1)
    guard Self.isLetter(self[place]) else { return nil }
    let name = word(from: &place)
    var attributes: [(String, String?)] = []
    while true {
      while Self.isSpace(self[place]) || self[place] == UInt8(ascii: "/") { place += 1 }
      if place >= html.count { return (nil, html.count) }
      if html[place] == UInt8(ascii: ">") { break }
      attributes.append(attribute(from: &place))
    }
    place += 1
    if isEnd {
      return (
        Self.allowed.contains(name) && !Self.void.contains(name) ? .close(name: name) : nil, place
      )
    }
    if Self.dropped.contains(name) {
      return (nil, endOfContent(of: name, from: place))
    }
    guard Self.allowed.contains(name) else { return (nil, place) }
    let markup = markup(of: name, attributes)
    return (Self.void.contains(name) ? .markup(markup) : .open(name: name, markup: markup), place)
  }

  private func endOfContent(of name: String, from place: Int) -> Int {
    var place = place
    while place < html.count {
      if html[place] == UInt8(ascii: "<"), self[place + 1] == UInt8(ascii: "/") {
        var next = place + 2
        if word(from: &next) == name {
          return (html[next...].firstIndex(of: UInt8(ascii: ">")) ?? html.count - 1) + 1
        }
      }
      place += 1
    }
    return html.count
  }

  private func word(from place: inout Int) -> String {
    let start = place
    while place < html.count, !Self.isSpace(html[place]),
      !"/>=\"'<".utf8.contains(html[place])
    {
      place += 1
    }
    return String(decoding: html[start..<place], as: UTF8.self).lowercased()
  }

  private func attribute(from place: inout Int) -> (String, String?) {
    let start = place
    let name = word(from: &place)
    if place == start { place += 1 }
    var next = place
    while Self.isSpace(self[next]) { next += 1 }
    guard self[next] == UInt8(ascii: "=") else { return (name, nil) }
    next += 1
    while Self.isSpace(self[next]) { next += 1 }
    let quote = self[next]
    let valueStart: Int
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      valueStart = next + 1
      next = html[min(valueStart, html.count)...].firstIndex(of: quote) ?? html.count
      place = min(next + 1, html.count)
    } else {
      valueStart = next
      while next < html.count, !Self.isSpace(html[next]), html[next] != UInt8(ascii: ">") {
        next += 1
      }
      place = next
    }
    return (name, String(decoding: html[min(valueStart, next)..<next], as: UTF8.self))
  }

  // MARK: - Writing

  /// The address comes last, behind a mark by which it is found again.
  private func markup(of name: String, _ attributes: [(String, String?)]) -> String {
    var markup = "<" + name
    var address = ""
    var seen: Set<String> = []
    for (attribute, value) in attributes
    where Self.allows(attribute, on: name) && seen.insert(attribute).inserted {
      if attribute == "href" || attribute == "src" {
        if let value, Self.isHarmless(value) {
          address = " \(attribute)=\"\(Tree.rawMarker)\(Self.escaped(value))\""
        }
      } else if ["width", "height", "colspan", "rowspan", "start"].contains(attribute) {
        let digits = (value ?? "").prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty { markup += " \(attribute)=\"\(digits)\"" }
      } else {
        markup += value.map { " \(attribute)=\"\(Self.escaped($0))\"" } ?? " \(attribute)=\"\""
      }
    }
    if name == "img" {
      if address.isEmpty { return "" }
      if !seen.contains("alt") { markup += " alt=\"\"" }
    }
    return markup + address + ">"
  }

  /// Entities stay; what could end an attribute or begin a tag does not.
  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t", "\r": result += " "
      default:
        result.unicodeScalars.append(scalar.value < 32 || scalar.value == 127 ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }

  /// Nothing that a browser would execute, entities or not.
  private static func isHarmless(_ address: String) -> Bool {
    if address.contains("&") && address.lowercased().contains("&#") { return false }
    let visible = address.unicodeScalars.filter { $0.value > 0x20 }
    let start = String(String.UnicodeScalarView(visible)).lowercased()
    guard let colon = start.firstIndex(of: ":") else { return true }
    let scheme = start[..<colon]
    if scheme.contains(where: { "/?#".contains($0) }) { return true }
    return ["http", "https", "mailto", "tel"].contains(scheme) && !scheme.contains("&")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
