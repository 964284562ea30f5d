/// What the lexemes so far say about the next one: whether an operand has ended, so that `/`
/// divides and `<` compares, and which brackets are open.
struct LexerContext {
  /// Whether the next word only names something, even if it is reserved.
  private enum Naming { case none, property, key }

  var frames = [LexerFrame(kind: .block)]
  /// The indices in `frames` of what a `}` closes.
  private var braces: [Int] = []
  private(set) var operandEnded = false
  private var atStatementStart = true
  private var naming = Naming.none
  /// Whether the last word was the name of a property, and of a possible label.
  private var endedKey = false, endedLabel = false
  private var startsControl = false
  /// The last punctuator, keyword, or `async` within an expression; else empty.
  private(set) var previous = ""

  var top: LexerFrame {
    get { frames[frames.count - 1] }
    set { frames[frames.count - 1] = newValue }
  }

  var closesSubstitution: Bool { braces.last.map { frames[$0].kind == .substitution } ?? false }

  mutating func open(_ frame: LexerFrame) {
    switch frame.kind {
    case .block, .object, .classBody, .substitution, .container: braces.append(frames.count)
    default: break
    }
    frames.append(frame)
    settle(operandEnded: false, previous: "{")
  }

  /// After a literal, a name, or a JSX element.
  mutating func endOperand() { settle(operandEnded: true, previous: "") }

  mutating func settle(operandEnded: Bool, previous: String) {
    self.operandEnded = operandEnded
    self.previous = previous
    atStatementStart = false
    naming = .none
    endedKey = false
    endedLabel = false
    startsControl = false
  }
}

extension LexerContext {
  /// Takes a word in, and tells a keyword from an identifier.
  mutating func word(_ text: String, afterNewline: Bool) -> Lexeme.Kind {
    let startsMember =
      top.kind == .classBody && operandEnded && afterNewline
      && text != "in" && text != "instanceof"
    if naming != .none || startsMember {
      let isModifier = (naming == .key || startsMember) && modifiers.contains(text)
      endOperand()
      endedKey = true
      if isModifier { naming = .key }
      return .identifier
    }

    let continuesExpression = operandEnded && !afterNewline
    let elisionEnded = previous == "..." && afterNewline
    let startsStatement =
      atStatementStart
      || (top.kind == .block && afterNewline && (operandEnded || elisionEnded))
    let isControl = startsControl
    let followsAsync = previous == "async"
    let isAlias = endedKey && top.kind == .object
    let isKeyword = keywords.contains(text)
    settle(operandEnded: operandEnded, previous: isKeyword ? text : "")

    switch text {
    case "function", "class":
      let isDeclaration =
        startsStatement || (top.kind == .block && operandEnded && !followsAsync)
      top.header = .init(
        body: text == "class" ? .classBody : .block, isExpression: !isDeclaration)
      operandEnded = false
      if text == "function" { naming = .property }
    case "if", "while", "for", "with":
      operandEnded = false
      startsControl = true
    case "else", "do", "try", "finally":
      operandEnded = false
      atStatementStart = true
    case "case", "default":
      operandEnded = false
      top.isInCase = true
      atStatementStart = startsStatement && text == "default"
    case "export":
      operandEnded = false
      atStatementStart = startsStatement
    case "this", "super", "null", "true", "false":
      operandEnded = true
    case "let", "await", "yield":
      operandEnded = false
      startsControl = isControl
    case "of":
      operandEnded = !(operandEnded && top.kind == .parenthesis(isControl: true))
    case "as" where isAlias:
      operandEnded = false
      naming = .key
    case "as", "satisfies":
      operandEnded = !continuesExpression
    case "async", "declare", "abstract":
      operandEnded = true
      if !startsStatement { previous = text }
      atStatementStart = startsStatement
      endedLabel = startsStatement
    default:
      operandEnded = !isKeyword
      endedLabel = !isKeyword && startsStatement
    }
    return isKeyword ? .keyword : .identifier
  }

  mutating func punctuator(_ text: String, afterNewline: Bool) {
    switch text {
    case "(":
      open(LexerFrame(kind: .parenthesis(isControl: startsControl)))
    case "[":
      open(LexerFrame(kind: .bracket))
    case "{":
      openBrace(afterNewline: afterNewline)
    case ")", "]":
      let closed = top.kind
      let isOpen = closed == .bracket || isParenthesis(closed)
      if isOpen { frames.removeLast() }
      settle(operandEnded: true, previous: text)
      if isOpen, closed == .parenthesis(isControl: true) {
        operandEnded = false
        atStatementStart = true
      }
    case "}":
      closeBrace()
    case ";":
      settle(operandEnded: false, previous: text)
      top.conditions = 0
      top.isInCase = false
      top.header = nil
      atStatementStart = top.kind == .block
      if top.kind == .classBody || top.kind == .object { naming = .key }
    case ",":
      settle(operandEnded: false, previous: text)
      if top.kind == .object { naming = .key }
    case "?":
      settle(operandEnded: false, previous: text)
      top.conditions += 1
    case ":":
      endCondition()
    case ".", "?.":
      settle(operandEnded: false, previous: text)
      naming = .property
    case "*":
      let expected = naming
      settle(operandEnded: false, previous: text)
      naming = expected
    case "++", "--", "!":
      // Behind an operand, `!` is the assertion of TypeScript.
      settle(operandEnded: operandEnded && !afterNewline, previous: text)
    default:
      settle(operandEnded: false, previous: text)
    }
  }

  private func isParenthesis(_ kind: LexerFrame.Kind) -> Bool {
    if case .parenthesis = kind { true } else { false }
  }

  /// `:` ends the middle of a condition, a `case`, or a label; else a key or a TypeScript name.
  private mutating func endCondition() {
    let startsStatement: Bool
    if top.conditions > 0 {
      top.conditions -= 1
      startsStatement = false
    } else {
      startsStatement = top.kind == .block && (top.isInCase || endedLabel)
      top.isInCase = false
    }
    settle(operandEnded: false, previous: ":")
    atStatementStart = startsStatement
  }

  private mutating func openBrace(afterNewline: Bool) {
    let frame = brace(afterNewline: afterNewline)
    if frame.kind == .block || frame.kind == .classBody { top.header = nil }
    open(frame)
    atStatementStart = frame.kind == .block
    naming = frame.kind == .object || frame.kind == .classBody ? .key : .none
  }

  private func brace(afterNewline: Bool) -> LexerFrame {
    if let header = top.header, !isBeforeHeaderPart {
      return LexerFrame(kind: header.body, endsOperand: header.isExpression)
    }
    switch previous {
    case "import", "export":
      return LexerFrame(kind: .object)
    case "default":
      return LexerFrame(kind: .object, endsOperand: true)
    // The angle brackets end a TypeScript result type, as `void` does.
    case "=>", "catch", "void", ">", ">>", ">>>":
      return LexerFrame(kind: .block)
    case "return" where afterNewline, "..." where afterNewline && top.kind == .block:
      return LexerFrame(kind: .block)
    default:
      return atStatementStart || operandEnded
        ? LexerFrame(kind: .block) : LexerFrame(kind: .object, endsOperand: true)
    }
  }

  /// Whether a `{` is not the body but an object in the header: `class A extends {}.b {`.
  private var isBeforeHeaderPart: Bool {
    ["extends", ":", "|", "&", "=", "=>", "<", ",", "?"].contains(previous)
  }

  /// Closes the innermost brace with whatever is left open in it.
  mutating func closeBrace() {
    guard let index = braces.popLast() else {
      settle(operandEnded: false, previous: "}")
      atStatementStart = top.kind == .block
      return
    }
    let closed = frames[index]
    frames.removeSubrange(index...)
    settle(operandEnded: closed.endsOperand, previous: "}")
    if !closed.endsOperand {
      atStatementStart = top.kind == .block
      if top.kind == .classBody { naming = .key }
    }
  }
}
