/// Reads a source from its start to its end, one lexeme at a time.
struct Lexer {
  let text: LexerText
  var context = LexerContext()
  private(set) var lexemes: [Lexeme] = []
  /// The end of what was read.
  var offset = 0
  /// The last closing tag of each name in the source, by the offset of its `<`.
  lazy var closingTags = findClosingTags()

  /// The line that `placed` is on, and where that line starts.
  private var line = 1, lineStart = 0
  private var placed = 0
  /// The lines on which the last lexeme, and the last that is no comment, ended.
  private var lastLine = 0, lastCodeLine = 0

  init(_ source: String) { text = LexerText(source) }

  mutating func lexAll() {
    if text.hasPrefix("#!", at: 0) { emit(.hashbang, to: text.endOfLine(from: 0)) }
    while offset < text.count {
      switch context.top.kind {
      case .children: lexChildren()
      case .tag: lexTagPart()
      default: lexCode()
      }
    }
  }

  /// Whether a line ended between the last code lexeme and `offset`.
  private var isAfterNewline: Bool { line > lastCodeLine }

  mutating func skipSpace() {
    offset = text.endOfSpace(from: offset)
    place()
  }

  mutating func emit(_ kind: Lexeme.Kind, to end: Int, isTerminated: Bool = true) {
    place()
    let lexeme = Lexeme(
      kind: kind, range: offset..<end, line: line, column: offset - lineStart + 1,
      isFirstOnLine: line > lastLine, followsNewline: isAfterNewline, isTerminated: isTerminated)
    lexemes.append(lexeme)
    offset = end
    place()
    lastLine = line
    if !lexeme.isComment { lastCodeLine = line }
  }

  private mutating func place() {
    while placed < offset {
      let length = text.lineTerminatorLength(at: placed)
      placed += max(1, length)
      if length > 0 {
        line += 1
        lineStart = placed
      }
    }
  }

  private mutating func lexCode() {
    skipSpace()
    guard offset < text.count else { return }
    switch text[offset] {
    case UInt8(ascii: "/"):
      if lexComment() { return }
      if context.operandEnded { return lexPunctuator() }
      let (end, isTerminated) = text.endOfRegularExpression(from: offset)
      lexOperand(.regularExpression, to: end, isTerminated: isTerminated)
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      let (end, isTerminated) = text.endOfString(from: offset)
      lexOperand(.string, to: end, isTerminated: isTerminated)
    case UInt8(ascii: "`"):
      lexTemplatePiece()
    case UInt8(ascii: "}") where context.closesSubstitution:
      context.closeBrace()
      lexTemplatePiece()
    case UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: ".") where text.isDigit(text[offset + 1]):
      lexOperand(.number, to: text.endOfNumber(from: offset))
    case UInt8(ascii: "#"):
      let end = text.endOfIdentifier(from: offset + 1)
      if end > offset + 1 { lexOperand(.privateName, to: end) } else { lexUnknown() }
    case UInt8(ascii: "<") where text.hasPrefix("<!--", at: offset),
      UInt8(ascii: "-") where isAfterNewline && text.hasPrefix("-->", at: offset):
      emit(.lineComment, to: text.endOfLine(from: offset))
    case UInt8(ascii: "<") where !context.operandEnded && startsElement():
      openTag()
    default:
      let end = text.endOfIdentifier(from: offset)
      if end > offset { lexWord(to: end) } else { lexPunctuator() }
    }
  }

  /// Reads `//…` or `/*…*/` if one starts here.
  mutating func lexComment() -> Bool {
    switch text[offset + 1] {
    case UInt8(ascii: "/"):
      emit(.lineComment, to: text.endOfLine(from: offset))
    case UInt8(ascii: "*"):
      let (end, isTerminated) = text.endOfBlockComment(from: offset)
      emit(.blockComment, to: end, isTerminated: isTerminated)
    default:
      return false
    }
    return true
  }

  mutating func lexOperand(_ kind: Lexeme.Kind, to end: Int, isTerminated: Bool = true) {
    emit(kind, to: end, isTerminated: isTerminated)
    context.endOperand()
  }

  private mutating func lexTemplatePiece() {
    let (end, isTerminated, isHead) = text.endOfTemplatePiece(from: offset)
    lexOperand(.template, to: end, isTerminated: isTerminated)
    if isHead { context.open(.init(kind: .substitution)) }
  }

  private mutating func lexWord(to end: Int) {
    let kind = context.word(text.string(offset..<end), afterNewline: isAfterNewline)
    emit(kind, to: end)
  }

  private mutating func lexPunctuator() {
    guard let end = text.endOfPunctuator(from: offset) else { return lexUnknown() }
    context.punctuator(text.string(offset..<end), afterNewline: isAfterNewline)
    emit(.punctuator, to: end)
  }

  mutating func lexUnknown() {
    emit(.unknown, to: offset + text.length(at: offset))
  }
}
