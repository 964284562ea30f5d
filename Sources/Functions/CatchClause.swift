import JavaScript

/// Where a program takes hold of an exception: there, an error of the engine's gets the words that it has in Node.
enum CatchClause {
  /// The function of the prelude that gives an error its words.
  static let caught = "$caught"
  /// What stands for the exception where the program takes it apart at once: `catch ({ message })`.
  private static let parameter = "$error"

  static func edits(in source: LexedSource) -> [SourceEdit] {
    let code = source.code
    func text(_ index: Int) -> Substring {
      code.indices.contains(index) ? source.text(code[index]) : ""
    }
    return code.indices.flatMap { index -> [SourceEdit] in
      guard text(index) == "catch", code[index].kind == .keyword, text(index + 1) == "(" else {
        return []
      }
      if code.indices.contains(index + 4), code[index + 2].kind == .identifier,
        text(index + 3) == ")", text(index + 4) == "{"
      {
        let name = text(index + 2)
        return [insertion(behind: code[index + 4], "\(name)=\(caught)(\(name));")]
      }
      guard let end = source.closing(index + 1, in: code), text(end + 1) == "{" else { return [] }
      let range = code[index + 1].range.upperBound..<code[end].range.lowerBound
      let pattern = source.source.utf8.dropFirst(range.lowerBound).prefix(range.count)
      // On one line, a comment would go on behind it, and a text would lose its line breaks; and nothing else may be
      // put in the place of a part of it.
      guard let pattern = String(pattern),
        !["//", "`", "import", "catch"].contains(where: pattern.contains)
      else { return [] }
      let line = pattern.split(whereSeparator: \.isNewline).joined(separator: " ")
      return [
        SourceEdit(range: range, text: parameter),
        insertion(behind: code[end + 1], "let \(line)=\(caught)(\(parameter));"),
      ]
    }
  }

  private static func insertion(behind lexeme: Lexeme, _ text: String) -> SourceEdit {
    SourceEdit(range: lexeme.range.upperBound..<lexeme.range.upperBound, text: text)
  }
}

extension LexedSource {
  /// What closes the parenthesis, bracket or brace at an index of the code.
  func closing(_ start: Int, in code: [Lexeme]) -> Int? {
    var depth = 0
    return code.indices[start...].first { index in
      guard code[index].kind == .punctuator else { return false }
      switch text(code[index]) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
      return depth == 0
    }
  }
}
