/// An author's own HTML with nothing left in it that runs, looks like the page's own parts, or breaks out of its
/// place: an allow-list of elements and attributes, and only tags whose partner stands beside them.
///
/// The texts of one parent are cleaned together, so that `<details>` and its `</details>` find each other across
/// the Markdown between them.
enum RawHTML {
  enum Token {
    case text(ArraySlice<UInt8>)
    /// What an element without content, or a kept piece, looks like.
    case markup(String)
    case open(name: String, markup: String)
    case close(name: String)
  }

  /// What stands in one parent.
  enum Part {
    case html(String)
    case calloutBegins
    case calloutEnds(Int)
  }

  /// The same texts, cleaned; empty for those of callouts, across whose ends no element goes.
  static func cleaned(_ parts: [Part]) -> [String] {
    var tokens = parts.map { part -> [Token] in
      guard case .html(let text) = part else { return [] }
      return RawHTMLReader(Array(text.utf8)).tokens()
    }
    var open: [(name: String, text: Int, token: Int)] = []
    /// How many elements are open where each open callout begins.
    var callouts: [Int] = []
    func drop(from index: Int) {
      for inner in open[index...] { tokens[inner.text][inner.token] = .markup("") }
      open.removeSubrange(index...)
    }
    for (text, part) in parts.enumerated() {
      switch part {
      case .calloutBegins: callouts.append(open.count)
      case .calloutEnds(let count): for _ in 0..<count { drop(from: callouts.popLast() ?? 0) }
      case .html: break
      }
      for token in tokens[text].indices {
        switch tokens[text][token] {
        case .open(let name, _): open.append((name, text, token))
        case .close(let name):
          guard let match = open[(callouts.last ?? 0)...].lastIndex(where: { $0.name == name })
          else {
            tokens[text][token] = .markup("")
            continue
          }
          if AllowedHTML.headings.contains(name), open[match].text == text {
            identify(&tokens[text], heading: open[match].token..<token)
          }
          var ends = ""
          for inner in open[(match + 1)...].reversed() {
            if AllowedHTML.optionalEnds.contains(inner.name) {
              ends += "</\(inner.name)>"
            } else {
              tokens[inner.text][inner.token] = .markup("")
            }
          }
          tokens[text][token] = .markup(ends + "</\(AllowedHTML.element(for: name))>")
          open.removeSubrange(match...)
        case .markup(let markup) where markup.hasPrefix("<source"):
          // It says what a player plays, and stands nowhere else.
          if !["video", "audio"].contains(open.last?.name) { tokens[text][token] = .markup("") }
        default: break
        }
      }
    }
    drop(from: 0)
    return tokens.map(written)
  }

  /// GitHub gives a heading that is written in HTML the name of its text, too.
  private static func identify(_ tokens: inout [Token], heading: Range<Int>) {
    // One that holds more is no heading, and of many in one another each would be read again and again.
    guard heading.count <= 64, case .open(let name, let markup) = tokens[heading.lowerBound],
      !markup.contains(Tree.anchorMarker)
    else { return }
    let text = tokens[heading].map { token in
      if case .text(let bytes) = token { String(decoding: bytes, as: UTF8.self) } else { "" }
    }.joined().trimmedEnd
    var slugger = Slugger()
    let slug = slugger.slug(for: String(text.drop(while: \.isWhitespace)))
    let beginning = "<" + AllowedHTML.element(for: name)
    let rest = markup.dropFirst(beginning.utf8.count)
    tokens[heading.lowerBound] = .open(
      name: name, markup: "\(beginning) id=\"\(Tree.anchorMarker)\(slug)\"\(rest)")
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
}
