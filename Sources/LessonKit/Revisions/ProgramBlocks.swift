import JavaScript

/// The blocks of a program, and the places in them where a statement may be put. Lines count from 0.
struct ProgramBlocks {
  struct Block {
    var parent: Int?
    /// The line of its opening brace; -1 for the program.
    var opening: Int
    /// The line of its closing brace; past the last line for the program.
    var closing: Int
    var isHandler = false
    /// Lexemes of the parameters, with their parentheses.
    var parameters: Range<Int> = 0..<0
    /// The line its statement begins on.
    var statement = 0
    /// Whether statements may stand in it anywhere: not so in a class, or among the cases of a `switch`.
    var takesStatements = true
  }

  private(set) var blocks: [Block]
  /// The block in which a statement put before this line would stand; nil within a statement.
  private(set) var gaps: [Int?]
  /// The line on which the last statement begins that replies, by block.
  private(set) var answers: [Int: Int] = [:]
  /// For each lexeme the block it stands in.
  private(set) var owners: [Int] = []
  /// For each lexeme of parameters the block that has them.
  private(set) var parameterOwners: [Int: Int] = [:]

  private enum Frame: Equatable {
    case block(Int)
    case other
  }

  init(_ code: [Lexeme], _ texts: [Substring], lineCount: Int) {
    blocks = [Block(parent: nil, opening: -1, closing: lineCount)]
    gaps = Array(repeating: nil, count: lineCount + 1)
    var frames: [Frame] = [.block(0)]
    var parentheses: [Int] = []
    var closed = 0..<0
    var statement = 0
    var line = 0
    var isExported = false
    var handlerStatement: Int?
    var opensClass = false
    // The parentheses of the last `switch`.
    var switched: Int?
    // How deep the `do`s stand whose `while` is to come, and the last such `while`.
    var loops: [Int] = []
    var tail: Int?
    var statements: [Int: Int] = [:]
    for (index, lexeme) in code.enumerated() {
      let text = texts[index]
      if text == "while", loops.last == frames.count, texts[index - 1] != "do" {
        loops.removeLast()
        tail = index
      }
      while line < lexeme.line, line <= lineCount {
        if case .block(let block)? = frames.last,
          isBoundary(before: index, texts, code, closed, tail)
        {
          gaps[line] = block
        }
        line += 1
      }
      if case .block(let block)? = frames.last, lexeme.isFirstOnLine,
        isBoundary(before: index, texts, code, closed, tail)
      {
        statement = index
        isExported = false
        if text != "}" { statements[block] = index }
        if text == "return" { answers[block] = lexeme.line - 1 }
      }
      if text == "callback", index + 1 < texts.count, texts[index + 1] == "(" {
        for case .block(let block) in frames {
          guard let start = statements[block], !Self.guarding.contains(texts[start]) else {
            continue
          }
          answers[block] = code[start].line - 1
        }
      }
      switch text {
      case "exports": isExported = true
      case "class" where lexeme.kind == .keyword: opensClass = true
      case "switch": switched = index + 1
      case "do" where lexeme.kind == .keyword: loops.append(frames.count)
      default: break
      }
      if isExported, text == "handler" { handlerStatement = statement }
      owners.append(owner(of: frames))
      switch text {
      case "(":
        parentheses.append(index)
        frames.append(.other)
      case ")":
        if frames.last == .other { frames.removeLast() }
        closed = (parentheses.popLast() ?? index)..<index + 1
      case "[": frames.append(.other)
      case "]" where frames.last == .other: frames.removeLast()
      case "{":
        guard opensBlock(index, texts) else {
          frames.append(.other)
          opensClass = false
          break
        }
        var block = Block(
          parent: owner(of: frames), opening: lexeme.line - 1, closing: lineCount)
        block.takesStatements = !opensClass && (closed.isEmpty || switched != closed.lowerBound)
        opensClass = false
        let previous = index > 0 ? texts[index - 1] : ""
        if previous == ")" { block.parameters = closed }
        if previous == "=>", index >= 2 {
          block.parameters = texts[index - 2] == ")" ? closed : index - 2..<index - 1
        }
        block.statement = code[statement].line - 1
        block.isHandler = handlerStatement == statement && owner(of: frames) == 0
        for place in block.parameters { parameterOwners[place] = blocks.count }
        blocks.append(block)
        frames.append(.block(blocks.count - 1))
      case "}":
        if frames.count > 1, let frame = frames.popLast(), case .block(let block) = frame {
          blocks[block].closing = lexeme.line - 1
        }
      default:
        guard lexeme.kind == .template else { break }
        if text.hasPrefix("}"), frames.count > 1 { frames.removeLast() }
        if text.hasSuffix("${") { frames.append(.other) }
      }
      let height = text.utf8.count { $0 == UInt8(ascii: "\n") }
      if height > 0 { line = max(line, lexeme.line + height) }
    }
    while line <= lineCount {
      if case .block(let block)? = frames.last,
        isBoundary(before: code.count, texts, code, closed, tail)
      {
        gaps[line] = block
      }
      line += 1
    }
  }

  /// A reply below these is one of several.
  private static let guarding: Set<Substring> = ["if", "else", "for", "while", "switch"]

  private func owner(of frames: [Frame]) -> Int {
    for frame in frames.reversed() {
      if case .block(let block) = frame { return block }
    }
    return 0
  }

  private func opensBlock(_ index: Int, _ texts: [Substring]) -> Bool {
    guard index > 0 else { return true }
    switch texts[index - 1] {
    case ")", "=>", "else", "try", "finally", "do", "{", "}", ";", "catch": return true
    default: return false
    }
  }

  private static let continuing: Set<Substring> = [
    ".", "?.", ",", ")", "]", "=>", "?", ":", "=", "+", "-", "*", "/", "%", "&&", "||", "??", "|",
    "&",
    "===", "!==", "==", "!=", "<", ">", "<=", ">=", "else", "catch", "finally", "instanceof", "in",
    "of",
  ]

  /// Whether what stands before a lexeme may end a statement.
  ///
  /// - Parameters:
  ///   - closed: the parentheses that were closed last.
  ///   - tail: the last `while` that ends a `do`.
  private func isBoundary(
    before index: Int, _ texts: [Substring], _ code: [Lexeme], _ closed: Range<Int>, _ tail: Int?
  ) -> Bool {
    guard index > 0 else { return true }
    if index == tail { return false }
    if index < texts.count {
      if Self.continuing.contains(texts[index]) { return false }
      // A body that opens on a line of its own.
      if texts[index] == "{", [")", "=>", "else", "try", "do"].contains(texts[index - 1]) {
        return false
      }
    }
    switch texts[index - 1] {
    case ";", "{", "}": return true
    case ")":
      // The head of a statement whose body is to come.
      let head = texts[..<closed.lowerBound].lastIndex { $0 != "await" }
      let before = head == tail ? nil : head.map { texts[$0] } ?? nil
      return !["if", "for", "while", "with"].contains(before)
    case "]": return true
    default:
      return [.identifier, .number, .string, .template, .regularExpression].contains(
        code[index - 1].kind)
        || ["this", "true", "false", "null", "break", "continue", "return"].contains(
          texts[index - 1])
    }
  }
}
