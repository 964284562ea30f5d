/// Why something was not run, in the language of the page.
///
/// Reports say it in English; what they say is recognised by its beginning and its end. An author's own reason
/// stays as it is.
struct ReasonSentence {
  private let reason: String
  private let strings: Strings

  init(_ reason: String, strings: Strings) {
    self.reason = reason
    self.strings = strings
  }

  private static let known: [(key: String, start: String, end: String)] = [
    ("browser", "browser code", ""), ("module", "an ES module", ""),
    ("members", "members quoted out of an object or a class", ""), ("jsx", "JSX", ""),
    ("typeScript", "TypeScript", ""), ("syntax", "it does not parse as JavaScript", ""),
    ("quote", "it quotes lines that are already there", ""),
    ("author", "the author says so", ""), ("place", "it has no place", ""),
    ("needsModule", "it needs the module `", "`"), ("needsNames", "it needs ", " from elsewhere"),
    ("undeclared", "it needs `", "`, which nothing here declares"),
    ("later", "a later snippet declares `", "`"), ("unavailable", "", " is not available here"),
    ("sample", "it fails on a made-up value: give `", ""),
  ]

  var html: HTML {
    for (key, start, end) in Self.known where reason.hasPrefix(start) && reason.hasSuffix(end) {
      guard reason.count >= start.count + end.count, let sentence = strings.reasons[key] else {
        continue
      }
      if start == reason { return "\(sentence)" }
      let rest = reason.dropFirst(start.count).dropLast(end.count)
      let value = key == "sample" ? rest.prefix { $0 != "`" } : rest
      let name = value.split(separator: "`").filter { !$0.allSatisfy { ", ".contains($0) } }
        .map { "<code>\($0)</code>" as HTML }.joined(separator: ", ")
      let parts = sentence.split(
        separator: "{name}", maxSplits: 1, omittingEmptySubsequences: false)
      return "\(parts[0])\(name)\(parts.count > 1 ? parts[1] : "")"
    }
    return "\(reason)"
  }
}
