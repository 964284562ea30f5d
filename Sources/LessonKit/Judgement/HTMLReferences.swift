import Markdown

/// What a page points to, in Markdown or in raw HTML.
struct Reference {
  /// What it shows in its place (`image`, `video`); nil for a link.
  var shows: String?
  var destination: String
  /// For an image, its alternative text; nil where HTML says that there is nothing to say (`alt=""`).
  var text: String?
  var range: SourceRange
  var isHTML: Bool
}

extension Reference {
  static func all(in lesson: Lesson) -> [Reference] {
    lesson.document.links.map(Reference.init) + HTMLReferences(lesson).all
  }

  init(_ link: Link) {
    self.init(
      shows: link.isImage ? "image" : nil, destination: link.destination, text: link.text,
      range: link.range,
      isHTML: false)
  }
}

/// The images, players and links of a lesson that are written as HTML tags.
struct HTMLReferences {
  private(set) var all: [Reference] = []

  init(_ lesson: Lesson) {
    let source = lesson.source
    // Most pages have no such tag, and expressions are slow.
    let bytes = source.text.utf8
    guard
      zip(bytes, bytes.dropFirst()).contains(where: { $0 == 0x3C && "aAiIvV".utf8.contains($1) })
    else { return }
    let text = Self.withoutCode(lesson)
    for match in text.matches(of: Self.tag) {
      let attributes = Self.attributes(of: match.2)
      let shows = Self.shown[match.1.lowercased()]
      guard let destination = attributes[shows == nil ? "href" : "src"] else { continue }
      let start = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
      let end = text.utf8.distance(from: text.startIndex, to: match.range.upperBound)
      // Only images have a text.
      let alt = shows == "image" ? attributes["alt"] : ""
      all.append(
        Reference(
          shows: shows, destination: destination, text: alt == "" ? nil : alt ?? "",
          range: source.location(ofOffset: start)..<source.location(ofOffset: end), isHTML: true))
    }
  }

  private nonisolated(unsafe) static let tag =
    /<(?i)(img|video|audio|source|a)\s([^<>]*)>/
  private static let shown = [
    "img": "image", "video": "video", "audio": "recording", "source": "recording",
  ]
  private nonisolated(unsafe) static let attribute =
    /([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/

  private static func attributes(of text: Substring) -> [String: String] {
    text.matches(of: attribute).reduce(into: [:]) { result, match in
      let value = match.2 ?? match.3 ?? match.4 ?? ""
      result[match.1.lowercased()] =
        result[match.1.lowercased()]
        ?? value
        .replacing("&amp;", with: "&").trimmed
    }
  }

  /// The text with spaces for what is front matter, code or a comment, so that every offset stays.
  private static func withoutCode(_ lesson: Lesson) -> String {
    let source = lesson.source
    var bytes = Array(source.text.utf8)
    func blank(_ range: Range<Int>) {
      for index in range where bytes[index] != 0x0A && bytes[index] != 0x0D { bytes[index] = 0x20 }
    }
    if let front = lesson.document.frontMatter, front.isClosed {
      blank(0..<source.offset(of: front.range.upperBound))
    }
    for block in lesson.document.blocks {
      var ranges = block.codeSpans.map(\.range)
      if case .code = block.kind { ranges.append(block.range) }
      for range in ranges {
        blank(source.offset(of: range.lowerBound)..<source.offset(of: range.upperBound))
      }
    }
    // What code shows of a comment begins none.
    let text = String(decoding: bytes, as: UTF8.self)
    var rest = text[...]
    while let start = rest.firstRange(of: "<!--") {
      let end = rest[start.upperBound...].firstRange(of: "-->")?.upperBound ?? rest.endIndex
      let first = text.utf8.distance(from: text.startIndex, to: start.lowerBound)
      blank(first..<first + text.utf8.distance(from: start.lowerBound, to: end))
      rest = rest[end...]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
