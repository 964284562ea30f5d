import JavaScript

/// The patterns that bind names: those of declarations, parameters and exports.
extension Names {
  /// The names bound by a declaration: `a`, `{ a, b: c, ...d }`, `[a, b]`, and further ones after a comma.
  mutating func collectPattern(_ texts: [String], _ code: [Lexeme], from start: Int) {
    var index = start
    guard index < texts.count else { return }
    guard texts[index] == "{" || texts[index] == "[" else {
      if code[index].kind == .identifier { declare(texts[index], code, at: index) }
      var depth = 0
      while index + 1 < texts.count {
        switch texts[index] {
        case "(", "[", "{": depth += 1
        case ")", "]", "}": depth -= 1
        case ";": return
        case "," where depth == 0 && ["{", "["].contains(texts[index + 1]):
          return collectPattern(texts, code, from: index + 1)
        case "," where depth == 0:
          if code[index + 1].kind == .identifier { declare(texts[index + 1], code, at: index + 1) }
        default:
          if depth == 0, index > start, code[index].followsNewline, texts[index - 1] != "," {
            return
          }
        }
        if depth < 0 { return }
        index += 1
      }
      return
    }
    var depth = 0
    repeat {
      switch texts[index] {
      case "{", "[": depth += 1
      case "}", "]": depth -= 1
      default:
        let next = index + 1 < texts.count ? texts[index + 1] : ""
        if code[index].kind == .identifier, next != ":", texts[index - 1] != "=" {
          declare(texts[index], code, at: index)
        }
      }
      index += 1
    } while depth > 0 && index < texts.count
  }

  /// `{ a, b as c }` uses names, unless a module follows that has them; to the end of it.
  mutating func collectExports(_ texts: [String], _ code: [Lexeme], from start: Int) -> Int {
    let isList = texts[start] == "{"
    let close = texts.indices[start...].prefix(1024).first {
      texts[$0] == "}" || code[$0].kind == .string && !isList
    }
    guard var end = close else { return start }
    if texts[end] == "}", end + 2 < texts.count, texts[end + 1] == "from" { end += 2 }
    if code[end].kind == .string {
      modules.append(String(texts[end].dropFirst().dropLast()))
    } else {
      for index in start + 1..<end
      where code[index].kind == .identifier && texts[index - 1] != "as" && texts[index] != "as" {
        uses.append(Site(name: texts[index], index: index, line: code[index].line))
      }
    }
    return end
  }

  mutating func collectParameters(_ texts: [String], _ code: [Lexeme], from open: Int) {
    guard open < texts.count, texts[open] == "(" else { return }
    var depth = 0
    for index in open..<texts.count {
      switch texts[index] {
      case "(": depth += 1
      case ")":
        depth -= 1
        if depth == 0 { return }
      default:
        let next = index + 1 < texts.count ? texts[index + 1] : ""
        if code[index].kind == .identifier, next != ":", texts[index - 1] != "=" {
          declare(texts[index], code, at: index)
        }
      }
    }
  }

  mutating func collectArrowParameters(
    _ texts: [String], _ code: [Lexeme], before arrow: Int
  ) {
    guard arrow > 0 else { return }
    if code[arrow - 1].kind == .identifier {
      declare(texts[arrow - 1], code, at: arrow - 1)
      return
    }
    guard texts[arrow - 1] == ")" else { return }
    var depth = 0
    for index in stride(from: arrow - 1, through: 0, by: -1) {
      if texts[index] == ")" { depth += 1 }
      if texts[index] == "(" { depth -= 1 }
      if depth == 0 { return collectParameters(texts, code, from: index) }
    }
  }
}
