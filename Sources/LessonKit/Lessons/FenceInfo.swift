/// The parts of a fence's info string: `js {3-5}`, `javascript title=x.js`, `json expected=payload`.
package struct FenceInfo: Sendable, Hashable {
  /// The first word, without a range that is glued to it, in lower case.
  package var language: String?
  package var attributes: [String: String] = [:]

  package init(_ info: String) {
    var words = info.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first else { return }
    words.removeFirst()
    let name = first.prefix { $0 != "{" && $0 != ":" && $0 != "," }
    if name.contains("=") {
      words.insert(first, at: 0)
    } else {
      language = name.isEmpty ? nil : name.lowercased()
    }
    for word in words {
      guard let equals = word.firstIndex(of: "=") else { continue }
      let value = word[word.index(after: equals)...]
      attributes[String(word[..<equals])] =
        String(value.drop { $0 == "\"" || $0 == "'" })
        .trimmedQuotes
    }
  }

  /// The dialect of JavaScript it names, if it is one.
  package var javaScript: String? {
    switch language {
    case "js", "javascript", "mjs", "cjs", "node", "nodejs", "es6", "ecmascript": "javascript"
    case "jsx", "react": "jsx"
    case "ts", "typescript", "mts", "cts": "typescript"
    case "tsx": "tsx"
    default: nil
    }
  }

  /// The file the snippet belongs to, where the fence says so.
  package var file: String? { attributes["title"] ?? attributes["file"] ?? attributes["filename"] }
}

extension String {
  fileprivate var trimmedQuotes: String {
    var text = self
    while text.last == "\"" || text.last == "'" { text.removeLast() }
    return text
  }
}
