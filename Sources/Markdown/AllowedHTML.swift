/// What may stay of an author's own HTML: a list of elements and of their attributes.
enum AllowedHTML {
  static let void: Set<String> = ["br", "hr", "img", "source", "wbr"]
  static let optionalEnds: Set<String> = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot",
  ]
  static let elements: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del",
    "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6",
    "hr", "i", "img", "ins",
    "kbd", "li", "mark", "ol", "p", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr",
    "u",
    "ul",
    "var", "video", "audio", "wbr",
  ]
  /// Elements whose content is no text.
  static let dropped: Set<String> = [
    "script", "style", "iframe", "object", "embed", "template", "textarea", "title", "noscript",
    "svg", "math", "select", "xmp", "noembed", "noframes", "plaintext",
  ]

  static let headings: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6"]

  private static func allows(_ attribute: String, on element: String) -> Bool {
    switch attribute {
    case "id", "title", "lang", "dir": true
    case "name": element == "a"
    case "href": element == "a"
    case "src": ["img", "video", "audio", "source"].contains(element)
    case "type": element == "source"
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

  /// The identifier comes first and the address last, each behind a mark by which it is found again.
  static func markup(of name: String, _ attributes: [(String, String?)]) -> String {
    var markup = ""
    var anchor = ""
    var address = ""
    var seen: Set<String> = []
    for (attribute, value) in attributes
    where allows(attribute, on: name) && seen.insert(attribute).inserted {
      if attribute == "id" || attribute == "name" {
        // What links of old pages lead to; `name` does the same.
        guard let value, isIdentifier(value), anchor.isEmpty || attribute == "id" else { continue }
        anchor = " id=\"\(Tree.anchorMarker)\(value)\""
      } else if attribute == "href" || attribute == "src" {
        if let value, isHarmless(value) {
          address = " \(attribute)=\"\(Tree.rawMarker)\(escaped(value))\""
        }
      } else if ["width", "height", "colspan", "rowspan", "start"].contains(attribute) {
        let digits = (value ?? "").prefix { $0.isASCII && $0.isNumber }
        if !digits.isEmpty { markup += " \(attribute)=\"\(digits)\"" }
      } else {
        markup += value.map { " \(attribute)=\"\(escaped($0))\"" } ?? " \(attribute)=\"\""
      }
    }
    if address.isEmpty, ["img", "source"].contains(name) { return "" }
    if name == "img" {
      if !seen.contains("alt") { markup += " alt=\"\"" }
    }
    return "<" + element(for: name) + anchor + role(of: name) + markup + address + ">"
  }

  /// A heading must not be taken for one of the page's own.
  static func element(for name: String) -> String { headings.contains(name) ? "div" : name }

  /// The page has a title already.
  private static func role(of name: String) -> String {
    guard headings.contains(name) else { return "" }
    return " role=\"heading\" aria-level=\"\(name == "h1" ? "2" : String(name.dropFirst()))\""
  }

  /// No space, and nothing that would have to be escaped.
  private static func isIdentifier(_ value: String) -> Bool {
    !value.isEmpty
      && value.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0.value != 127 && !"&<>\"'`".unicodeScalars.contains($0)
          && !$0.properties.isWhitespace
      }
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
}
