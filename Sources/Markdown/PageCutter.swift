/// Cuts cmark's page at headings, code blocks, callouts, link destinations and the author's own anchors.
///
/// cmark escapes every `<` of the author's text, and of his own HTML only what `RawHTML` allows is left, which has
/// neither headings nor `<pre>`.
struct PageCutter {
  private let html: [UInt8]
  private var position = 0
  /// The part before this is already in pieces.
  private var done = 0
  private(set) var body: [Piece] = []
  /// The inline content of each heading.
  private(set) var headings: [[Piece]] = []
  private var codeCount = 0
  private var isInHeading = false

  init(_ page: [UInt8]) {
    html = page
    while let tag = html[position...].firstIndex(of: UInt8(ascii: "<")) {
      position = tag
      cutTag()
    }
    position = html.count
    flush()
  }

  private mutating func cutTag() {
    if starts(with: "<pre>") {
      flush()
      body.append(.code(codeCount))
      codeCount += 1
      while !starts(with: "</pre>") { position += 1 }
      skip("</pre>".utf8.count)
    } else if isHeadingTag("<h") {
      flush()
      body.append(.heading(headings.count))
      headings.append([])
      isInHeading = true
      skip("<h1>".utf8.count)
    } else if isHeadingTag("</h") {
      flush()
      isInHeading = false
      skip("</h1>".utf8.count)
    } else if starts(with: "<a href=\"") {
      cutDestination(after: "<a href=\"".utf8.count)
    } else if starts(with: "<img src=\"") {
      cutDestination(after: "<img src=\"".utf8.count)
    } else if starts(with: "<\(Tree.calloutTag) ") {
      cut(.callout(number(after: Tree.calloutTag.utf8.count + 2)))
    } else if starts(with: "</\(Tree.calloutTag)>") {
      cut(.calloutEnd)
    } else {
      cutAttributes()
    }
  }

  /// A tag of ours.
  private mutating func cut(_ piece: Piece) {
    flush()
    append(piece)
    skip((html[position...].firstIndex(of: UInt8(ascii: ">")) ?? position) - position + 1)
  }

  private func number(after length: Int) -> Int {
    html[(position + length)...].prefix { ("0"..."9").contains(Unicode.Scalar($0)) }
      .reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Of a tag of the author's own: its identifier, which comes first, and its address, which comes last.
  private mutating func cutAttributes() {
    let start = position
    position += 1
    let name = html[position...].prefix(while: \.isASCIIAlphanumeric)
    let identifier = " id=\"\(Tree.anchorMarker)".utf8
    if html[name.endIndex...].starts(with: identifier) {
      position = name.endIndex
      flush()
      let value = html[(position + identifier.count)...].prefix { $0 != UInt8(ascii: "\"") }
      append(.anchor(String(decoding: value, as: UTF8.self)))
      skip(identifier.count + value.count + 1)
    }
    guard let end = html[position...].firstIndex(of: UInt8(ascii: ">")) else { return }
    var place = position
    while let quote = html[place..<end].firstIndex(of: UInt8(ascii: "\"")) {
      place = quote + 1
      guard html[place..<end].starts(with: Tree.rawMarker.utf8) else { continue }
      position = place
      flush()
      let value = html[(place + Tree.rawMarker.utf8.count)..<end].prefix {
        $0 != UInt8(ascii: "\"")
      }
      let isImage = !html[start...].starts(with: "<a ".utf8)
      let address = String(decoding: value, as: UTF8.self).replacing("&lt;", with: "<")
        .replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
      append(.address(address, isImage: isImage))
      skip(Tree.rawMarker.utf8.count + value.count)
      return
    }
  }

  private mutating func cutDestination(after length: Int) {
    guard html[(position + length)...].starts(with: Tree.destinationMarker.utf8) else {
      return cutAttributes()
    }
    position += length
    flush()
    append(.destination(number(after: Tree.destinationMarker.utf8.count)))
    let value = html[position...].prefix { $0 != "\"" }
    skip(value.count)
  }

  /// `<h1>` to `<h6>`, not `<hr />`.
  private func isHeadingTag(_ beginning: String) -> Bool {
    let digit = position + beginning.utf8.count
    return starts(with: beginning) && digit + 1 < html.count
      && ("1"..."6").contains(Unicode.Scalar(html[digit])) && html[digit + 1] == ">"
  }

  private func starts(with text: String) -> Bool {
    html[position...].starts(with: text.utf8)
  }

  private mutating func skip(_ length: Int) {
    position += length
    done = position
  }

  private mutating func flush() {
    guard done < position else { return }
    append(.html(String(decoding: html[done..<position], as: UTF8.self)))
    done = position
  }

  private mutating func append(_ piece: Piece) {
    if isInHeading {
      headings[headings.count - 1].append(piece)
    } else {
      body.append(piece)
    }
  }
}
