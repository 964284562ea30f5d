import JavaScript

/// Where a program takes hold of an exception: there, an error of the engine's gets the words that it has in Node.
enum CatchClause {
  /// The function of the prelude that gives an error its words.
  static let caught = "$caught"

  static func edits(in source: LexedSource) -> [SourceEdit] {
    let code = source.code
    lazy var openings = source.openings(in: code)
    func text(_ index: Int) -> Substring {
      code.indices.contains(index) ? source.text(code[index]) : ""
    }
    return code.indices.flatMap { index -> [SourceEdit] in
      guard text(index) == "catch", code[index].kind == .keyword, text(index - 1) == "}",
        text(index + 1) == "("
      else { return [] }
      if code.indices.contains(index + 4), code[index + 2].kind == .identifier,
        text(index + 3) == ")", text(index + 4) == "{"
      {
        let name = text(index + 2)
        return [.insertion("\(name)=\(caught)(\(name));", at: code[index + 4].range.upperBound)]
      }
      // Where the program takes it apart at once, `catch ({ message })`, it gets them before that: the pattern keeps
      // its text and its scope.
      guard let start = openings[index - 1], text(start - 1) == "try" else { return [] }
      return [
        .insertion("try{", at: code[start].range.upperBound),
        .insertion(
          "}catch($error){throw \(caught)($error)}", at: code[index - 1].range.lowerBound),
      ]
    }
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

  /// Where each parenthesis, bracket and brace of the code opens that closes at an index.
  func openings(in code: [Lexeme]) -> [Int: Int] {
    var open: [Int] = []
    var openings: [Int: Int] = [:]
    for index in code.indices where code[index].kind == .punctuator {
      switch text(code[index]) {
      case "(", "[", "{": open.append(index)
      case ")", "]", "}": openings[index] = open.popLast()
      default: break
      }
    }
    return openings
  }
}
