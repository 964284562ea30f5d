struct Lexer {
  var lexemes: [Lexeme] = []
  let text: LexerText
  var braces: [Bool] = []  // true: `${`
  init(_ s: String) { text = LexerText(s) }
  static let keywords: Set<String> = [
    "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do",
    "else", "export", "extends", "finally", "for", "function", "if", "import", "in", "instanceof",
    "new", "return", "super", "switch", "this", "throw", "try", "typeof", "var", "void", "while",
    "with", "null", "true", "false",
  ]
  mutating func lexAll() {
    var o = 0
    var line = 1
    var lineStart = 0
    var lastLine = 0
    var newline = true
    func isRegexAllowed(_ last: Lexeme?) -> Bool {
      guard let last else { return true }
      let t = text.string(last.range)
      switch last.kind {
      case .identifier, .number, .string, .regularExpression, .privateName: return false
      case .template: return t.hasSuffix("${")
      case .keyword: return !["this", "super", "null", "true", "false"].contains(t)
      default: return ![")", "]", "}"].contains(t)
      }
    }
    var last: Lexeme?
    while true {
      let end = text.endOfSpace(from: o)
      var i = o
      while i < end {
        let n = text.lineTerminatorLength(at: i)
        if n > 0 {
          line += 1
          i += n
          lineStart = i
          newline = true
        } else {
          i += 1
        }
      }
      o = end
      guard o < text.count else { return }
      let b = text[o]
      var kind = Lexeme.Kind.unknown
      var stop = o + 1
      var closed = true
      if text.hasPrefix("//", at: o) {
        kind = .lineComment
        stop = text.endOfLine(from: o)
      } else if text.hasPrefix("/*", at: o) {
        kind = .blockComment
        (stop, closed) = text.endOfBlockComment(from: o)
      } else if b == 0x22 || b == 0x27 {
        kind = .string
        (stop, closed) = text.endOfString(from: o)
      } else if b == 0x60 {
        kind = .template
        let r = text.endOfTemplatePiece(from: o)
        (stop, closed) = (r.end, r.isTerminated)
        if r.isHead { braces.append(true) }
      } else if b == UInt8(ascii: "}"), braces.last == true {
        kind = .template
        let r = text.endOfTemplatePiece(from: o)
        (stop, closed) = (r.end, r.isTerminated)
        if !r.isHead { braces.removeLast() }
      } else if text.isDigit(b) || b == UInt8(ascii: ".") && text.isDigit(text[o + 1]) {
        kind = .number
        stop = text.endOfNumber(from: o)
      } else if b == UInt8(ascii: "/"), isRegexAllowed(last) {
        kind = .regularExpression
        (stop, closed) = text.endOfRegularExpression(from: o)
      } else if text.endOfIdentifier(from: o) > o {
        stop = text.endOfIdentifier(from: o)
        kind =
          Self.keywords.contains(text.string(o..<stop))
            && !(last.map { text.string($0.range) == "." } ?? false) ? .keyword : .identifier
      } else if let p = text.endOfPunctuator(from: o) {
        kind = .punctuator
        stop = p
        if b == UInt8(ascii: "{") { braces.append(false) }
        if b == UInt8(ascii: "}") { _ = braces.popLast() }
      } else {
        stop = o + max(1, text.length(at: o))
      }
      let l = Lexeme(
        kind: kind, range: o..<min(stop, text.count), line: line, column: o - lineStart + 1,
        isFirstOnLine: lastLine != line, followsNewline: newline, isTerminated: closed)
      lexemes.append(l)
      if !l.isComment {
        last = l
        newline = false
      }
      i = o
      while i < stop {
        let n = text.lineTerminatorLength(at: i)
        if n > 0 {
          line += 1
          i += n
          lineStart = i
          newline = true
        } else {
          i += 1
        }
      }
      lastLine = line
      o = stop
    }
  }
}
