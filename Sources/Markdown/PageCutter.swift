/// Cuts cmark's page at headings, code blocks and link destinations.
///
/// In safe mode cmark escapes every `<` of the author's, so a tag is cmark's own wherever one
/// stands.
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

  init(_ page: String) {
    html = Array(page.utf8)
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
    } else if starts(with: "<!-- raw HTML omitted -->") {
      flush()
      skip("<!-- raw HTML omitted -->".utf8.count)
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
    } else {
      position += 1
    }
  }

  private mutating func cutDestination(after length: Int) {
    position += length
    guard starts(with: Tree.destinationMarker) else { return }
    flush()
    let digits = html[(position + Tree.destinationMarker.utf8.count)...].prefix { $0 != "\"" }
    append(.destination(digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }))
    skip(Tree.destinationMarker.utf8.count + digits.count)
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
