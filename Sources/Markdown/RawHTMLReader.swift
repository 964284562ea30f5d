/// Takes an author's own HTML apart as a browser would, and leaves of its tags what `AllowedHTML` allows.
struct RawHTMLReader {
  private let html: [UInt8]

  init(_ html: [UInt8]) { self.html = html }

  private subscript(_ place: Int) -> UInt8 { place < html.count ? html[place] : 0 }

  func tokens() -> [RawHTML.Token] {
    var tokens: [RawHTML.Token] = []
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
  private func tag(at start: Int) -> (RawHTML.Token?, Int)? {
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
        AllowedHTML.elements.contains(name) && !AllowedHTML.void.contains(name)
          ? .close(name: name) : nil, place
      )
    }
    if AllowedHTML.dropped.contains(name) {
      return (nil, endOfContent(of: name, from: place))
    }
    guard AllowedHTML.elements.contains(name) else { return (nil, place) }
    let markup = AllowedHTML.markup(of: name, attributes)
    return (
      AllowedHTML.void.contains(name) ? .markup(markup) : .open(name: name, markup: markup), place
    )
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

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
