import JavaScript

/// The names a snippet declares and the names it takes from elsewhere.
package struct Names: Sendable, Hashable {
  /// Variables, functions, classes and parameters, at any depth.
  package var declared: Set<String> = []
  /// Used, but not declared in the snippet itself.
  package var free: Set<String> = []
  /// The modules it asks for, in order.
  package var modules: [String] = []
  package var assignsHandler = false
  /// `module.exports = …`, `export default …`: what a module is, said once in its file.
  private(set) var exportsModule = false
  /// Whether it exports a handler that takes other arguments (of a command line, or of another cloud), or asks for
  /// modules as browsers with a loader do.
  private(set) var isForAnotherHost = false
  /// Whether it asks for the helper library, or takes it as a Function gets it.
  var usesTwilio: Bool { free.contains("Twilio") || modules.contains("twilio") }
  /// Where names are declared, and where the names from elsewhere are used; indices of lexemes that are no comments.
  private(set) var declarations: [Site] = []
  var uses: [Site] = []

  struct Site: Sendable, Hashable {
    var name: String
    var index: Int
    /// 1-based.
    var line: Int
    /// Functions and classes; the functions among them are known in all of their block.
    var isHoisted = false
  }

  init(_ source: LexedSource) {
    let code = source.lexemes.filter { !$0.isComment }
    let texts = code.map { String(source.text($0)) }
    var used: Set<String> = []
    var isExporting = false
    var index = 0
    while index < code.count {
      switch texts[index] {
      case "const", "let", "var":
        collectPattern(texts, code, from: index + 1)
      case "function", "class":
        var next = index + 1
        if next < texts.count, texts[next] == "*" { next += 1 }
        if next < texts.count, code[next].kind == .identifier {
          declare(texts[next], code, at: next, isHoisted: texts[index] == "function")
          next += 1
        }
        if texts[index] == "function" { collectParameters(texts, code, from: next) }
      case "=>":
        collectArrowParameters(texts, code, before: index)
      case "catch":
        collectParameters(texts, code, from: index + 1)
      // `files.import('a')` is a member of the program's own.
      case "import" where isMember(texts, index), "require" where isMember(texts, index): break
      case "import"
      where code[index].kind == .keyword
        && !["(", "."].contains(index + 1 < texts.count ? texts[index + 1] : ""):
        // Some 60 names are more than anybody imports at once.
        let clause = texts.indices[index...].dropFirst().prefix(128)
        let named = clause.first {
          code[$0].kind == .string && ($0 == index + 1 || texts[$0 - 1] == "from")
        }
        guard let source = named else { break }
        for next in clause.prefix(while: { texts[$0] != "from" && $0 != source })
        where code[next].kind == .identifier && texts[next] != "as" {
          declare(texts[next], code, at: next)
        }
        modules.append(String(texts[source].dropFirst().dropLast()))
        index = source
      case "export"
      where code[index].kind == .keyword && index + 1 < texts.count
        && ["{", "*"].contains(texts[index + 1]):
        index = collectExports(texts, code, from: index + 1)
      case "require",
        "import" where texts[index] == "require" || code[index].kind == .keyword:
        if index + 2 < code.count, texts[index + 1] == "(" {
          if code[index + 2].kind == .string {
            modules.append(String(texts[index + 2].dropFirst().dropLast()))
          }
          isForAnotherHost = isForAnotherHost || ["[", "{"].contains(texts[index + 2])
        }
      case "handler":
        // `exports.handler = …`, `module.exports = { handler … }`.
        let follows = index >= 2 && texts[index - 1] == "." && texts[index - 2] == "exports"
        let next = index + 1 < texts.count ? texts[index + 1] : ""
        if follows ? next == "=" : isExporting {
          let isForeign = isOfAnotherHost(texts, after: index + 1)
          assignsHandler = assignsHandler || !isForeign
          isForAnotherHost = isForAnotherHost || isForeign
        }
      case "exports":
        isExporting = true
        if index >= 2, texts[index - 2] == "module", index + 1 < texts.count,
          texts[index + 1] == "="
        {
          exportsModule = true
        }
      case "export":
        if index + 1 < texts.count, texts[index + 1] == "default" { exportsModule = true }
      default: break
      }
      if isMethod(texts, at: index) { collectParameters(texts, code, from: index + 1) }
      if code[index].kind == .identifier, isUse(texts, index) {
        used.insert(texts[index])
        uses.append(Site(name: texts[index], index: index, line: code[index].line))
      }
      index += 1
    }
    uses.removeAll { declared.contains($0.name) }
    free = used.union(uses.map(\.name)).subtracting(declared)
  }

  /// Whether a function follows with one parameter that is no `context`, or with `(event, context)` as clouds call it
  /// that take what it returns.
  private func isOfAnotherHost(_ texts: [String], after index: Int) -> Bool {
    let words = Array(
      texts.dropFirst(index + 1).prefix(9).drop { $0 == "async" || $0 == "function" })
    func ends(_ index: Int) -> Bool {
      words.count > index + 1 && words[index] == ")" && ["{", "=>"].contains(words[index + 1])
    }
    func isName(_ index: Int) -> Bool { words.count > index && words[index].first!.isLetter }
    guard words.first == "(" else {
      return isName(0) && words[0] != "context" && words.count > 1 && words[1] == "=>"
    }
    guard isName(1), words[1] != "context" else { return false }
    return ends(2)
      || words.count > 3 && words[2] == "," && ["context", "_context", "ctx"].contains(words[3])
        && ends(4)
  }

  mutating func declare(
    _ name: String, _ code: [Lexeme], at index: Int, isHoisted: Bool = false
  ) {
    declared.insert(name)
    declarations.append(
      Site(name: name, index: index, line: code[index].line, isHoisted: isHoisted))
  }

  private static let beforeMethods: Set<String> = [
    "{", "}", ",", ";", "*", "async", "static", "get", "set",
  ]

  private func isUse(_ texts: [String], _ index: Int) -> Bool {
    if isMember(texts, index) { return false }
    let previous = index > 0 ? texts[index - 1] : ""
    let next = index + 1 < texts.count ? texts[index + 1] : ""
    switch previous {
    case "break", "continue": return false
    // `typeof x` asks whether there is an `x`.
    case "typeof": return false
    default: break
    }
    if next == ":", ["{", ",", "}", ";", ""].contains(previous) { return false }
    return !isMethod(texts, at: index)
  }

  private func isMember(_ texts: [String], _ index: Int) -> Bool {
    index > 0 && [".", "?."].contains(texts[index - 1])
  }

  /// Whether a name is that of a method where it is written.
  private func isMethod(_ texts: [String], at index: Int) -> Bool {
    index > 0 && index + 1 < texts.count && texts[index + 1] == "("
      && Self.beforeMethods.contains(texts[index - 1]) && isMethod(texts, open: index + 1)
  }

  /// Whether the parentheses that open here are followed by a body; a call's are not.
  private func isMethod(_ texts: [String], open: Int) -> Bool {
    var depth = 0
    for index in open..<min(texts.count, open + 400) {
      if texts[index] == "(" { depth += 1 }
      if texts[index] == ")" { depth -= 1 }
      if depth == 0 { return index + 1 < texts.count && texts[index + 1] == "{" }
    }
    return false
  }
}
