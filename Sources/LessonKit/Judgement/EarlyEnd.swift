import JavaScript

/// Where a program ends without a reply because a setting has a certain value: `if (event.done) return;`.
struct EarlyEnd {
  private let source: LexedSource
  private let code: [Lexeme]

  init(of program: String) {
    source = lex(program)
    code = source.lexemes.filter { !$0.isComment }
  }

  /// Whether one of these settings decides that the program ends above a reply.
  func isDecided(by names: Set<String>) -> Bool {
    guard !names.isEmpty, let reply = code.indices.last(where: isReply) else { return false }
    return code.indices[..<reply].contains { index in
      guard text(index) == "if", code[index].kind == .keyword,
        ![".", "?."].contains(text(index - 1)), let end = closing(index + 1)
      else { return false }
      return code[index..<end].contains { names.contains(String(source.text($0))) }
        && returnsNothing(after: end)
    }
  }

  private func text(_ index: Int) -> Substring {
    code.indices.contains(index) ? source.text(code[index]) : ""
  }

  private func isReply(_ index: Int) -> Bool {
    ["callback", "cb"].contains(text(index)) && text(index + 1) == "("
  }

  /// Whether the branch behind a condition has a `return` of its own without a value.
  private func returnsNothing(after condition: Int) -> Bool {
    let start = condition + 1
    guard start < code.count else { return false }
    let end = text(start) == "{" ? closing(start) ?? start : start
    return code.indices[start...end].contains { index in
      text(index) == "return"
        && ([";", "}", ""].contains(text(index + 1)) || code[index + 1].followsNewline)
    }
  }

  /// What closes the parenthesis or brace at an index; branches are short.
  private func closing(_ start: Int) -> Int? {
    var depth = 0
    return code.indices[min(start, code.count)...].prefix(400).first { index in
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
      return depth == 0
    }
  }
}
