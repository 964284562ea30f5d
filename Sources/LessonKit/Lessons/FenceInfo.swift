/// The parts of a fence's info string: `js {3-5}`, `javascript title="token.js"`, `json expected=payload`.
package struct FenceInfo: Sendable, Hashable {
  /// The first word, without a range that is glued to it, in lower case.
  package var language: String?
  package var attributes: [String: String] = [:]
  /// The lines that the author has highlighted, from 1, in the order they are written.
  package var highlighted: [ClosedRange<Int>] = []
  /// The other words, in lower case.
  private var words: Set<String> = []
  /// After the language and a colon: `js:token.js`.
  private var suffix: String?

  package init(_ info: String) {
    var parts = Self.parts(of: info)
    guard let first = parts.first else { return }
    let name = first.prefix { $0 != "{" && $0 != ":" && $0 != "," && $0 != "=" }
    if first.dropFirst(name.count).first == "=" {
      // An attribute stands where the language should be.
    } else if name.isEmpty, first.hasPrefix("{."), first.hasSuffix("}") {
      // `{.js .numberLines}`, as pandoc has it.
      let classes = first.dropFirst().dropLast().split(separator: " ")
      language = classes.first.map { $0.dropFirst().lowercased() }
      parts.removeFirst()
    } else {
      language = name.isEmpty ? nil : name.lowercased()
      parts[0] = String(first.dropFirst(name.count))
    }
    for part in parts { read(part[...]) }
  }

  /// What white space separates, except within quotes and braces.
  private static func parts(of info: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var closing: [Character] = []
    for character in info {
      if closing.isEmpty, character.isWhitespace {
        if !part.isEmpty { parts.append(part) }
        part = ""
        continue
      }
      part.append(character)
      if character == closing.last {
        closing.removeLast()
      } else if closing.last != "\"", closing.last != "'" {
        switch character {
        case "\"", "'": closing.append(character)
        case "{": closing.append("}")
        case "[": closing.append("]")
        default: break
        }
      }
    }
    return part.isEmpty ? parts : parts + [part]
  }

  private mutating func read(_ part: Substring) {
    var part = part
    while part.first == "{", let end = part.firstIndex(of: "}") {
      highlighted += Self.ranges(part[part.index(after: part.startIndex)..<end])
      part = part[part.index(after: end)...]
    }
    if part.first == ":" || part.first == "," {
      part.removeFirst()
      if !part.contains("="), suffix == nil { suffix = String(part) }
    }
    guard let equals = part.firstIndex(of: "=") else {
      if !part.isEmpty { words.insert(part.lowercased()) }
      return
    }
    let key = String(part[..<equals])
    let value = part[part.index(after: equals)...].drop { "\"'{[".contains($0) }
    let end = value.lastIndex { !"\"'}]".contains($0) }
    attributes[key] = end.map { String(value[...$0]) } ?? ""
    if Self.highlightKeys.contains(key.lowercased()) {
      highlighted += Self.ranges(value.prefix { !"\"'}]".contains($0) })
    }
  }

  private static let highlightKeys: Set<String> = [
    "hl_lines", "highlight", "highlight-lines", "highlightlines", "hl", "lines", "mark", "ins",
    "emphasize-lines", "data-line",
  ]

  /// `3,5-7`, `2 4`; nothing where anything else stands there.
  private static func ranges(_ text: Substring) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for piece in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
      let ends = piece.split(separator: "-", omittingEmptySubsequences: false)
      let numbers = ends.compactMap { Int($0) }
      guard numbers.count == ends.count, let first = numbers.first, first >= 1,
        let last = numbers.last, numbers.count <= 2, first <= last
      else { return [] }
      ranges.append(first...last)
    }
    return ranges
  }

  /// The dialect of JavaScript it names, if it is one.
  package var javaScript: String? {
    if let language, language != "diff" { return Self.dialect(of: language) }
    return words.lazy.sorted().compactMap(Self.dialect).first
  }

  private static func dialect(of word: String) -> String? {
    switch word {
    case "js", "javascript", "mjs", "cjs", "node", "nodejs", "es6", "ecmascript", "diff-js",
      "diff-javascript":
      "javascript"
    case "jsx", "react", "javascriptreact", "diff-jsx": "jsx"
    case "ts", "typescript", "mts", "cts", "diff-ts", "diff-typescript": "typescript"
    case "tsx", "typescriptreact", "diff-tsx": "tsx"
    default: nil
    }
  }

  /// Whether the lines begin with `+` and `-`: `diff`, `js diff`, `diff-js`.
  package var isDiff: Bool {
    language == "diff" || language?.hasPrefix("diff-") == true || language == "patch"
      || words.contains("diff")
  }

  /// The file the snippet belongs to, where the fence says so; a title that is no file name is none.
  package var file: String? { named.first(where: FileName.isJavaScript) }

  /// The file of data that the fence shows.
  var dataFile: String? { language == "json" ? named.first { $0.hasSuffix(".json") } : nil }

  private var named: [String] {
    ["file", "filename", "title", "name"].compactMap { attributes[$0] }
      + [suffix].compactMap(\.self)
  }
}

/// Names of files that hold JavaScript or one of its dialects.
enum FileName {
  private static let extensions: Set<String> = ["js", "mjs", "cjs", "jsx", "ts", "tsx"]

  static func isJavaScript(_ text: String) -> Bool {
    guard let dot = text.lastIndex(of: "."), dot > text.startIndex, text.count <= 120,
      extensions.contains(text[text.index(after: dot)...].lowercased())
    else { return false }
    let before = text[text.index(before: dot)]
    return before != "." && before != "/" && !text.contains(where: { "()<>\"'`*=;,".contains($0) })
      && !text.contains("://")
  }

  /// The file that a comment is about, where it says nothing else: `// src/token.js`.
  static func inComment(_ comment: String) -> String? {
    var text = comment[...]
    if text.hasPrefix("//") {
      text = text.drop { $0 == "/" }
    } else if text.hasPrefix("/*"), text.hasSuffix("*/"), text.count >= 4 {
      text = text.dropFirst(2).dropLast(2)
    }
    var name = text.trimmed
    if name.hasSuffix(":") { name.removeLast() }
    return isJavaScript(name) && !name.contains(where: \.isWhitespace) ? name : nil
  }

  /// `./token.js` and `token.js` are one file.
  static func normalised(_ name: String) -> String {
    name.hasPrefix("./") ? String(name.dropFirst(2)) : name
  }
}
