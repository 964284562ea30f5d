/// What a link into a document can lead to: its headings, by the names that GitHub and their authors give them, HTML
/// headings, and `id` and `name` attributes.
package struct Anchors: Sendable {
  /// As the page has them, by how they are looked for: in lower case, as GitHub finds them whatever the case.
  private var identifiers: [String: String] = [:]
  /// In lower case and in order.
  package private(set) var names: [String] = []
  /// The first of them with the same letters and digits.
  private var namesByLetters: [String: String] = [:]

  /// - Parameter text: Markdown.
  package init(of text: String) {
    let source = SourceText(text)
    self.init(Document(parsing: source), in: source)
  }

  package init(_ document: Document, in source: SourceText) {
    for heading in document.headings {
      add(heading.id)
      add(heading.id, for: heading.slug)
    }
    for case .anchor(let name) in document.body + document.headings.flatMap(\.content) { add(name) }
    // What this page leaves out, or has no place for, others have.
    for heading in document.headings {
      if let match = heading.text.firstMatch(of: /\{\s*#([^\s}]+)[^}]*\}\s*$/) {
        add(String(match.1))
        add(slugOf: heading.text[..<match.range.lowerBound])
      }
    }
    if source.text.contains("id=") || source.text.contains("name=") {
      for match in source.text.matches(of: /\b(?:id|name)=["']?([^"'\s>]+)/) {
        add(String(match.1))
      }
    }
    if source.text.contains("<h") {
      for match in source.text.matches(of: /<h[1-6][^<>]*>([^<]+)<\/h/) { add(slugOf: match.1) }
    }
    names = identifiers.keys.sorted()
    namesByLetters = Dictionary(
      names.map { (Self.letters(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func add(_ identifier: String, for name: String? = nil) {
    let key = (name ?? identifier).lowercased()
    if identifiers[key] == nil { identifiers[key] = identifier }
  }

  private mutating func add(slugOf text: Substring) {
    var slugger = Slugger()
    add(slugger.slug(for: String(text.drop(while: \.isWhitespace)).trimmedEnd))
  }

  /// The identifier that a link means. Hosts differ in what they put for a full stop, and before the number of a
  /// heading that stands there twice.
  ///
  /// - Parameter fragment: without `#`, not percent-encoded.
  /// - Returns: nil if there is none.
  package func identifier(for fragment: String) -> String? {
    if let found = identifiers[fragment.lowercased()] { return found }
    let letters = Self.letters(of: fragment)
    guard !letters.isEmpty, letters.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    return namesByLetters[letters].flatMap { identifiers[$0] }
  }

  private static func letters(of name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
