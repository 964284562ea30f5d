extension Document {
  /// What a link into this document can lead to: its headings as GitHub names them, an identifier of the author's
  /// after a heading (`## Setup {#setup}`), HTML headings, and `id` and `name` attributes. In lower case, as GitHub
  /// finds them whatever the case.
  package func anchors(in source: SourceText) -> Set<String> {
    var anchors = Set(headings.map { $0.slug.lowercased() })
    for heading in headings {
      if let match = heading.text.firstMatch(of: /\{\s*#([^\s}]+)[^}]*\}\s*$/) {
        anchors.insert(match.1.lowercased())
        var slugger = Slugger()
        anchors.insert(slugger.slug(for: trimmed(heading.text[..<match.range.lowerBound])))
      }
    }
    if source.text.contains("id=") || source.text.contains("name=") {
      for match in source.text.matches(of: /\b(?:id|name)=["']?([^"'\s>]+)/) {
        anchors.insert(match.1.lowercased())
      }
    }
    if source.text.contains("<h") {
      for match in source.text.matches(of: /<h[1-6][^>]*>([^<]+)<\/h/) {
        var slugger = Slugger()
        anchors.insert(slugger.slug(for: trimmed(match.1)))
      }
    }
    return anchors
  }

  private func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
