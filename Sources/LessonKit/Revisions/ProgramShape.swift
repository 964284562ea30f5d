import JavaScript

/// Where statements may be put into a program: its blocks, and the names each of them knows. Lines count from 0.
struct ProgramShape {
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
  }

  private struct Declaration {
    var name: String
    var block: Int
    var line: Int
    var isParameter: Bool
    /// Known in all of its block, not only after its line.
    var isEverywhere: Bool
  }

  private(set) var blocks: [Block] = [Block(parent: nil, opening: -1, closing: 0)]
  /// The block in which a statement put before this line would stand; nil within a statement.
  private(set) var gaps: [Int?] = []
  private var declarations: [String: [Declaration]] = [:]
  /// First uses of names that the program itself does not declare.
  private var firstUses: [String: Int] = [:]
  /// The line on which the last statement begins that replies, by block.
  private var answers: [Int: Int] = [:]

  private enum Frame: Equatable {
    case block(Int)
    case other
  }

  init(_ program: [ProgramLine]) {
    let source = lex(program.map { $0.text + "\n" }.joined())
    let code = source.code
    let texts = code.map { source.text($0) }
    blocks[0].closing = program.count
    gaps = Array(repeating: nil, count: program.count + 1)
    let owners = read(code, texts, lineCount: program.count)
    let names = Names(source)
    for site in names.declarations {
      let block =
        blocks.indices.last { blocks[$0].parameters.contains(site.index) }
        ?? owners[site.index]
      let isParameter = blocks[block].parameters.contains(site.index)
      declarations[site.name, default: []].append(
        Declaration(
          name: site.name, block: block, line: site.line - 1, isParameter: isParameter,
          isEverywhere: site.isHoisted || isParameter))
    }
    for site in names.uses where firstUses[site.name] == nil {
      firstUses[site.name] = site.line - 1
    }
  }

  // MARK: - Reading

  /// - Returns: for each lexeme the block it stands in.
  private mutating func read(_ code: [Lexeme], _ texts: [Substring], lineCount: Int) -> [Int] {
    var frames: [Frame] = [.block(0)]
    var owners: [Int] = []
    var parentheses: [Int] = []
    var closed = 0..<0
    var statement = 0
    var line = 0
    var isExported = false
    var handlerStatement: Int?
    var statements: [Int: Int] = [:]
    for (index, lexeme) in code.enumerated() {
      let text = texts[index]
      while line < lexeme.line, line <= lineCount {
        if case .block(let block)? = frames.last, isBoundary(before: index, texts, code) {
          gaps[line] = block
        }
        line += 1
      }
      if case .block(let block)? = frames.last, lexeme.isFirstOnLine,
        isBoundary(before: index, texts, code)
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
      if text == "exports" { isExported = true }
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
          break
        }
        var block = Block(
          parent: owner(of: frames), opening: lexeme.line - 1, closing: lineCount)
        let previous = index > 0 ? texts[index - 1] : ""
        if previous == ")" { block.parameters = closed }
        if previous == "=>", index >= 2 {
          block.parameters = texts[index - 2] == ")" ? closed : index - 2..<index - 1
        }
        block.statement = code[statement].line - 1
        block.isHandler = handlerStatement == statement && owner(of: frames) == 0
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
      if case .block(let block)? = frames.last, isBoundary(before: code.count, texts, code) {
        gaps[line] = block
      }
      line += 1
    }
    return owners
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
  private func isBoundary(before index: Int, _ texts: [Substring], _ code: [Lexeme]) -> Bool {
    guard index > 0 else { return true }
    if index < texts.count {
      if Self.continuing.contains(texts[index]) { return false }
      // A body that opens on a line of its own.
      if texts[index] == "{", [")", "=>", "else", "try", "do"].contains(texts[index - 1]) {
        return false
      }
    }
    switch texts[index - 1] {
    case ";", "{", "}": return true
    case ")", "]": return true
    default:
      return [.identifier, .number, .string, .template, .regularExpression].contains(
        code[index - 1].kind)
        || ["this", "true", "false", "null", "break", "continue", "return"].contains(
          texts[index - 1])
    }
  }

  // MARK: - Names

  func declares(_ name: String) -> Bool { declarations[name] != nil }

  /// Whether a name is known to a statement put before a line.
  func knows(_ name: String, before line: Int) -> Bool {
    guard let block = gaps[line], let sites = declarations[name] else { return false }
    return sites.contains { ($0.isEverywhere || $0.line < line) && contains($0.block, block) }
  }

  func declaresAtTop(_ name: String) -> Bool {
    declarations[name]?.contains { $0.block == 0 } ?? false
  }

  /// The statement that declares a name, where only one does.
  func onlyStatement(declaring name: String) -> Range<Int>? {
    guard let sites = declarations[name], sites.count == 1, !sites[0].isParameter else {
      return nil
    }
    return gaps[...sites[0].line].lastIndex { $0 == sites[0].block }.flatMap(statement)
  }

  func firstUse(of name: String) -> Int? { firstUses[name] }

  /// Whether a block is another, or stands around it.
  func contains(_ outer: Int, _ inner: Int) -> Bool {
    var block: Int? = inner
    while let current = block {
      if current == outer { return true }
      block = blocks[current].parent
    }
    return false
  }

  // MARK: - Places

  var handler: Int? { blocks.indices.first { blocks[$0].isHandler } }

  /// The line on which the last statement of a block begins that returns or calls back.
  func answer(of block: Int) -> Int? { answers[block] }

  /// The lines of the statement that begins on a line: up to the next place where one may begin in its block.
  func statement(at line: Int) -> Range<Int>? {
    guard let block = gaps[line] else { return nil }
    let end = gaps[(line + 1)...].firstIndex { $0 == block } ?? blocks[block].closing
    return line..<max(end, line + 1)
  }
}
