/// One piece of a JavaScript source that is not whitespace.
package struct Lexeme: Sendable, Hashable {
  package enum Kind: Sendable {
    /// A name, a contextual keyword (`let`, `async`, `of`, …), a reserved word that only names a
    /// property (`a.default`, `{if: 1}`), or a JSX name with its hyphens.
    case identifier
    /// A reserved word in its own role, with `this`, `super`, `null`, `true` and `false`.
    case keyword
    /// `#name`, with its `#`.
    case privateName
    case punctuator, number, string
    /// One piece of a template literal with its delimiters: `` `a${ ``, `}b${`, `` }c` ``.
    case template
    /// With its flags.
    case regularExpression
    /// `//…`, and the HTML-like `<!--…` and `-->…`.
    case lineComment
    case blockComment, hashbang
    /// The text of one line between JSX tags, without the line breaks and indentation JSX drops.
    case jsxText
    /// One character that JavaScript has no use for.
    case unknown
  }

  package var kind: Kind
  /// UTF-8 offsets in the source.
  package var range: Range<Int>
  /// 1-based; LF, CR, CRLF, U+2028 and U+2029 end a line.
  package var line: Int
  /// 1-based, in UTF-8 bytes.
  package var column: Int
  /// Whether no other lexeme, or end of one, stands before it on its line.
  package var isFirstOnLine: Bool
  /// Whether a line ends between the code lexeme before it and this one, be it in a comment; true
  /// at the start of the source. The rules of semicolon insertion ask for it.
  package var followsNewline: Bool
  /// False for a string, template, comment or regular expression that its source never closes.
  package var isTerminated: Bool

  package var isComment: Bool {
    kind == .lineComment || kind == .blockComment || kind == .hashbang
  }
}

/// A source and its lexemes, in order; between them is nothing but whitespace.
package struct LexedSource: Sendable {
  package let source: String
  package let lexemes: [Lexeme]

  /// The lexemes that are not comments.
  package var code: [Lexeme] { lexemes.filter { !$0.isComment } }

  package func text(_ lexeme: Lexeme) -> Substring {
    let utf8 = source.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: lexeme.range.lowerBound)
    return source[start..<utf8.index(start, offsetBy: lexeme.range.count)]
  }
}

/// Splits any text into lexemes of ECMAScript 2024 with JSX, tolerating TypeScript and garbage.
///
/// Takes linear time. Whether `/` starts a regular expression, and `<` an element, is decided by
/// the lexemes before it, so a source that is no program may be read differently from its intent.
package func lex(_ source: String) -> LexedSource {
  var source = source
  source.makeContiguousUTF8()
  var lexer = Lexer(source)
  lexer.lexAll()
  return LexedSource(source: source, lexemes: lexer.lexemes)
}
