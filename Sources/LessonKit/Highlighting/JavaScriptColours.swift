import JavaScript

/// Colours by the lexer that also reads the lessons, so that a regular expression is never taken for a division.
enum JavaScriptColours {
  private static let values: Set<Substring> = ["null", "true", "false", "undefined", "NaN"]
  private static let contextual: Set<Substring> = ["let", "async", "static", "await", "of"]

  static func pieces(of code: String) -> [ColouredPiece] {
    let source = lex(code)
    var pieces: [ColouredPiece] = []
    for (index, lexeme) in source.lexemes.enumerated() {
      let colour: CodeColour? =
        switch lexeme.kind {
        case .lineComment, .blockComment, .hashbang: .comment
        case .string, .template: .string
        case .number: .number
        case .regularExpression: .regularExpression
        case .privateName: .property
        case .keyword: values.contains(source.text(lexeme)) ? .number : .keyword
        case .identifier: self.colour(of: index, in: source)
        case .punctuator, .jsxText, .unknown: nil
        }
      if let colour { pieces.append(ColouredPiece(range: lexeme.range, colour: colour)) }
    }
    return pieces
  }

  private static func colour(of index: Int, in source: LexedSource) -> CodeColour? {
    let text = source.text(source.lexemes[index])
    if values.contains(text) { return .number }
    let next = index + 1 < source.lexemes.count ? source.text(source.lexemes[index + 1]) : ""
    if next == "(" { return isTypeName(text) ? .type : .function }
    let isMember = index > 0 && source.text(source.lexemes[index - 1]) == "."
    if contextual.contains(text), !isMember, !["=", ",", ")", ";", ":", "."].contains(next) {
      return .keyword
    }
    return isTypeName(text) ? .type : nil
  }

  private static func isTypeName(_ text: Substring) -> Bool { text.utf8.isTypeName }
}

extension Sequence<UInt8> {
  /// `AccessToken`, not `API_KEY`.
  var isTypeName: Bool {
    var isFirst = true
    var hasSmall = false
    for byte in self {
      if isFirst, !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) { return false }
      isFirst = false
      hasSmall = hasSmall || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
    return hasSmall
  }
}
