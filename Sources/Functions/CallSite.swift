import JavaScript

/// Turns JavaScriptCore's stack traces into positions of the program, where V8 would put them.
struct CallSites {
  /// The name under which the program is compiled.
  static let programURL = "stepwise:program"
  /// A compiled function body starts on the third line of what JavaScriptCore makes of it.
  static let wrapperLines = 2

  private let program: LexedSource
  private let code: [Lexeme]
  private let lineStarts: [Int]
  private let bytes: [UInt8]

  init(program: String) {
    self.program = lex(program)
    code = self.program.lexemes.filter { !$0.isComment }
    let bytes = Array(program.utf8)
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// The program's own frames of a stack trace, innermost first.
  func frames(_ stack: String) -> [Failure.Frame] {
    stack.split(separator: "\n").prefix(200).compactMap { line in
      guard let at = line.range(of: "@" + Self.programURL + ":") else { return nil }
      let numbers = line[at.upperBound...].split(separator: ":").compactMap { Int($0) }
      // A program may write its own `stack`: what cannot be is no frame.
      guard let engineLine = numbers.first, engineLine > Self.wrapperLines,
        engineLine - Self.wrapperLines <= lineStarts.count, numbers.dropFirst().first ?? 1 >= 1
      else { return nil }
      let name = line[..<at.lowerBound]
      return Failure.Frame(
        function: name == "anonymous" ? "Object.<anonymous>" : String(name),
        position: position(line: engineLine - Self.wrapperLines, unit: numbers.dropFirst().first))
    }
  }

  /// Whether the program itself throws on a line.
  func throwsOn(_ line: Int) -> Bool {
    code.contains { $0.line == line && $0.kind == .keyword && program.text($0) == "throw" }
  }

  /// Where the engine's own message names what failed, its position is beside it: on the `.` after an unknown
  /// name, or at the start of the function that assigns to a constant.
  func corrected(_ position: ProgramPosition, for message: String) -> ProgramPosition {
    if let name = message.wholeMatch(of: /(\S+) is not defined/)?.1 {
      let found = code.last { lexeme in
        lexeme.line == position.line && lexeme.column <= (position.column ?? .max)
          && lexeme.kind == .identifier && program.text(lexeme) == name
      }
      return found.map { ProgramPosition(line: $0.line, column: $0.column) } ?? position
    }
    guard message == "Assignment to constant variable." else { return position }
    let constants = Set(
      code.indices.dropFirst().filter { program.text(code[$0 - 1]) == "const" }.map {
        program.text(code[$0])
      })
    let found = code.indices.dropLast().first { index in
      let lexeme = code[index]
      return (lexeme.line, lexeme.column) >= (position.line, position.column ?? 0)
        && constants.contains(program.text(lexeme)) && Self.assigns(program.text(code[index + 1]))
        && (index == 0
          || ![".", "?.", "const", "let", "var"].contains(program.text(code[index - 1])))
    }
    return found.map { ProgramPosition(line: code[$0].line, column: code[$0].column) } ?? position
  }

  private static func assigns(_ punctuator: Substring) -> Bool {
    punctuator == "++" || punctuator == "--"
      || punctuator.hasSuffix("=") && !["==", "===", "!=", "!==", "<=", ">="].contains(punctuator)
  }

  /// - Parameter unit: the engine's column: 1-based, in UTF-16 units.
  private func position(line: Int, unit: Int?) -> ProgramPosition {
    guard let unit, line >= 1, line <= lineStarts.count else {
      return ProgramPosition(line: max(line, 1), column: nil)
    }
    let start = lineStarts[line - 1]
    let end = line < lineStarts.count ? lineStarts[line] : bytes.count
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    let offset = start + String(decoding: text.utf16.prefix(unit - 1), as: UTF16.self).utf8.count
    guard let index = lexemeIndex(at: offset) else {
      return ProgramPosition(line: line, column: offset - start + 1)
    }
    let lexeme = code[anchor(of: index)]
    return ProgramPosition(line: lexeme.line, column: lexeme.column)
  }

  /// The first code lexeme that ends after the offset.
  private func lexemeIndex(at offset: Int) -> Int? {
    var low = 0
    var high = code.count
    while low < high {
      let middle = (low + high) / 2
      if code[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < code.count ? low : nil
  }

  /// The engine stands on `(` of a call and on `.` of a member; V8 on `new`, the method or the member.
  private func anchor(of index: Int) -> Int {
    switch program.text(code[index]) {
    case ".", "?.":
      return index + 1 < code.count && isWord(index + 1) ? index + 1 : anchorOfName(before: index)
    case "(":
      let start = startOfCallee(endingAt: index - 1)
      if start > 0, program.text(code[start - 1]) == "new" { return start - 1 }
      return anchorOfName(before: index)
    default:
      return index
    }
  }

  private func anchorOfName(before index: Int) -> Int { max(index - 1, 0) }

  private func isWord(_ index: Int) -> Bool {
    switch code[index].kind {
    case .identifier, .keyword, .privateName: true
    default: false
    }
  }

  /// Where the member chain `a.b[c].d` that ends here begins.
  private func startOfCallee(endingAt end: Int) -> Int {
    var index = end
    while index > 0 {
      switch program.text(code[index]) {
      case "]":
        var depth = 1
        while depth > 0, index > 0 {
          index -= 1
          let text = program.text(code[index])
          if text == "]" { depth += 1 } else if text == "[" { depth -= 1 }
        }
        index -= 1
      default:
        guard isWord(index) else { return index + 1 }
        guard index > 0, [".", "?."].contains(program.text(code[index - 1])) else { return index }
        index -= 2
      }
    }
    return max(index, 0)
  }
}

extension Substring {
  fileprivate func range(of pattern: String) -> Range<Index>? { ranges(of: pattern).first }
}
