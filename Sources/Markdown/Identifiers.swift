/// The identifiers of a page, which links lead to: those it needs for itself, and those that authors give their headings.
package enum Identifiers {
  /// Of the frame, the steps and their lines, the cues of a transcript, and footnotes.
  package static func areOfThePage(_ name: String) -> Bool {
    if name == "content" || name.hasPrefix("fn-") || name.hasPrefix("fnref") { return true }
    if name.hasPrefix("t-") { return name.dropFirst(2).allSatisfy { $0.isNumber || $0 == "-" } }
    guard name.hasPrefix("step-") else { return false }
    let rest = name.dropFirst("step-".count).drop(while: \.isNumber)
    return rest.isEmpty || rest.hasPrefix("-L")
  }

  /// `Setup` and `setup` of `Setup {#setup}`, as kramdown, Docusaurus and VitePress read it: the last of a heading, and
  /// plain text.
  static func cut(from content: [Piece]) -> (content: [Piece], identifier: String?) {
    guard case .html(let markup)? = content.last, markup.hasSuffix("}"),
      let start = markup.lastIndex(of: "{")
    else { return (content, nil) }
    let inside = markup[start...].dropFirst().dropLast()
    let name = inside.dropFirst()
    let isIdentifier =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || "-_.:".unicodeScalars.contains($0)
      }
    let text = markup[..<start].trimmedEnd
    guard inside.first == "#", isIdentifier, !text.isEmpty || content.count > 1 else {
      return (content, nil)
    }
    return (content.dropLast() + (text.isEmpty ? [] : [.html(text)]), String(name))
  }
}

extension StringProtocol {
  /// Without white space at its end.
  var trimmedEnd: String {
    String(reversed().drop(while: \.isWhitespace).reversed())
  }
}
