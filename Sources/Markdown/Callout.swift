/// A box around blocks, as VuePress and Docusaurus write it: `::: tip Title`, the blocks, `:::`.
package struct Callout: Hashable, Sendable {
  /// As its author names it, in lower case: `tip`, `details`, or any other word.
  package let kind: String
  /// Markup, with no element but `<code>`; empty where the author gives none.
  package let title: String
}

/// A line that opens or closes a callout.
struct CalloutLine {
  /// What the line of a block inside the callout begins with: quote marks stay, the marks of list items are space.
  let indentation: [UInt8]
  let colons: Int
  /// Nil for a line that closes.
  let callout: Callout?

  /// - Parameter line: without its end.
  init?(_ line: ArraySlice<UInt8>) {
    var place = line.startIndex
    var indentation: [UInt8] = []
    while let end = Self.endOfMark(in: line, at: place, &indentation) { place = end }
    let colons = line[place...].prefix { $0 == ":" }.count
    guard colons >= 3 else { return nil }
    self.indentation = indentation
    self.colons = colons
    let text = String(decoding: line[(place + colons)...], as: UTF8.self)[...]
      .trimmingSuffix { $0.isWhitespace || $0 == ":" }.drop(while: \.isWhitespace)
    guard let first = text.first else {
      callout = nil
      return
    }
    guard first.isLetter || first == "{" || first == "_" else { return nil }
    callout = Callout(text)
  }

  /// Behind white space, a quote mark or the mark of a list item.
  private static func endOfMark(
    in line: ArraySlice<UInt8>, at place: Int, _ indentation: inout [UInt8]
  ) -> Int? {
    guard place < line.endIndex else { return nil }
    if line[place].isBlank || line[place] == ">" {
      indentation.append(line[place])
      return place + 1
    }
    let digits = line[place...].prefix { ("0"..."9").contains(Unicode.Scalar($0)) }
    let end = digits.endIndex + 1
    let marks = digits.isEmpty ? "-+*" : ".)"
    guard end < line.endIndex, line[end].isBlank, digits.count < 10,
      marks.utf8.contains(line[end - 1])
    else { return nil }
    indentation += Array(repeating: UInt8(ascii: " "), count: end - place)
    return end
  }
}

extension Callout {
  /// `tip`, `tip Title`, `tip[Title]{#id}`, `tip {title="Title"}` or `{.callout-tip}`.
  fileprivate init(_ text: Substring) {
    let name = text.prefix { !$0.isWhitespace && $0 != "[" && $0 != "{" }
    var rest = text[name.endIndex...].drop(while: \.isWhitespace)
    var kind = name
    var title = Substring()
    if rest.first == "[", let end = rest.lastIndex(of: "]") {
      title = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
    }
    if let start = rest.firstIndex(of: "{"), rest.last == "}" {
      let attributes = rest[start...]
      if title.isEmpty { title = rest[..<start] }
      if let given = attributes.firstMatch(of: /title="([^"]*)"/) { title = given.1 }
      if kind.isEmpty, let given = attributes.firstMatch(of: /\.(?:callout-)?([\w-]+)/) {
        kind = given.1
      }
    } else if title.isEmpty {
      title = rest
    }
    self.kind = kind.lowercased()
    self.title = Self.markup(of: title.trimmingSuffix(while: \.isWhitespace))
  }

  /// Read as Markdown, of which code and text stay.
  private static func markup(of title: Substring) -> String {
    guard !title.isEmpty else { return "" }
    return CommonMark.parse(Array(title.utf8)[...], firstLine: 1).events.map { event in
      guard case .enter(let node) = event else { return "" }
      return switch node.kind {
      case .text(let text): escaped(text)
      case .codeSpan(let code): "<code>\(escaped(code))</code>"
      case .softBreak, .lineBreak: " "
      case .inlineHTML(let html), .html(let html): escaped(html)
      default: ""
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
