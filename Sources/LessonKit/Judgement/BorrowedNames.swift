import Functions
import JavaScript

/// What a plain program has from its host, and what it makes of that.
struct BorrowedNames {
  /// Of Node's globals, those of which the stand-in is not complete.
  private var names: Set<String> = [
    "AbortController", "AbortSignal", "Blob", "Buffer", "FormData", "Headers", "Request",
    "TextDecoder", "TextEncoder", "URL", "URLSearchParams", "crypto", "performance", "process",
  ]
  /// Those of which it may lack a member as well, though programs make nothing of them.
  private var owners: Set<String> = ["console", "global", "globalThis", "module", "require"]

  init(_ source: LexedSource, _ own: Names) {
    let texts = source.code.map { source.text($0) }
    // In a class, `this` is the program's own.
    if !texts.contains("class") { owners.insert("this") }
    // Declared from something borrowed: borrowed as well. A declaration stands above most of its uses.
    for site in own.declarations where isBorrowed(site.index, texts) { names.insert(site.name) }
  }

  /// Whether the value of a declared name comes from a module, or from what is borrowed.
  private func isBorrowed(_ index: Int, _ texts: [Substring]) -> Bool {
    // Out of the pattern or the list of names that it stands in.
    let before = texts[..<index].last { !isPartOfPattern($0) }
    // The lesson's own files are nobody else's.
    let module = texts[index...].first { $0.hasPrefix("'") || $0.hasPrefix("\"") }?.dropFirst()
    let isOwnFile = module.map { $0.hasPrefix(".") || $0.hasPrefix("/") } ?? false
    if before == "import" { return !isOwnFile }
    guard let sign = texts[index...].dropFirst().firstIndex(where: { !isPartOfPattern($0) }),
      texts[sign] == "=" || texts[sign] == "of"
    else { return false }
    let root = texts[sign...].dropFirst().first { !["await", "new", "("].contains($0) }
    if root == "require" || root == "import" { return !isOwnFile }
    return root.map { hasPart(String($0)) } ?? false
  }

  private func hasPart(_ name: String) -> Bool { names.contains(name) || owners.contains(name) }

  private func isPartOfPattern(_ text: Substring) -> Bool {
    if ["{", "}", "[", "]", ",", ":", "...", "*", "as"].contains(text) { return true }
    let isWord = text.first.map { $0.isLetter || $0 == "_" || $0 == "$" } ?? false
    return isWord && !["import", "const", "let", "var", "of", "function", "class"].contains(text)
  }

  /// Whether the engine failed at a member of something borrowed.
  ///
  /// - Parameter code: the line it failed on, where the engine does not say at what.
  func hold(_ failure: Failure, of code: String) -> Bool {
    guard failure.isEngineMade else { return false }
    guard let root = failure.root else {
      let words = code.split(separator: " ").map(String.init)
      return words.indices.contains { index in
        names.contains(words[index])
          || words[index] == "require" && words[index...].dropFirst().first == "."
      }
    }
    return hasPart(root)
  }
}
