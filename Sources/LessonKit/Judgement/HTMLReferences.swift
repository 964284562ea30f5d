import Markdown

/// What a page points to, in Markdown or in raw HTML.
struct Reference {
  var isImage: Bool
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
      isImage: link.isImage, destination: link.destination, text: link.text, range: link.range,
      isHTML: false)
  }
}

/// The images and links of a lesson that are written as HTML tags.
struct HTMLReferences {
  private(set) var all: [Reference] = []

  init(_ lesson: Lesson) {
    let source = lesson.source
    // Most pages have no such tag, and expressions are slow.
    let bytes = source.text.utf8
    guard zip(bytes, bytes.dropFirst()).contains(where: { $0 == 0x3C && "aAiI".utf8.contains($1) })
    else { return }
    let text = Self.withoutCode(lesson)
    for match in text.matches(of: Self.tag) {
      let attributes = Self.attributes(of: match.2)
      let isImage = match.1.lowercased() == "img"
      guard let destination = attributes[isImage ? "src" : "href"] else { continue }
      let start = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound)
      let end = text.utf8.distance(from: text.startIndex, to: match.range.upperBound)
      let alt = attributes["alt"]
      all.append(
        Reference(
          isImage: isImage, destination: destination, text: alt == "" ? nil : alt ?? "",
          range: source.location(ofOffset: start)..<source.location(ofOffset: end), isHTML: true))
    }
  }

  private nonisolated(unsafe) static let tag = /<(?i)(img|a)\s([^<>]*)>/
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

  /// The text with spaces for what is code or a comment, so that every offset stays.
  private static func withoutCode(_ lesson: Lesson) -> String {
    let source = lesson.source
    var bytes = Array(source.text.utf8)
    func blank(_ range: Range<Int>) {
      for index in range where bytes[index] != 0x0A && bytes[index] != 0x0D { bytes[index] = 0x20 }
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
