import JavaScript

/// A line of code as comparison sees it: its tokens, without comments, spacing, a trailing comma or the
/// final semicolon.
package struct NormalLine: Sendable, Hashable {
  /// Tokens joined by single spaces; empty for a blank line or one of comments only.
  package var code: String
  /// The texts of the comments on the line.
  package var comments: [String]
  /// How many brackets it opens, and closes.
  let openers: Int
  let closers: Int

  package var isCode: Bool { !code.isEmpty }
  var isBlank: Bool { code.isEmpty && comments.isEmpty }
  /// Whether it says enough to be recognised elsewhere: more than brackets.
  package var isDistinctive: Bool {
    // Nearly every line shows it by a byte.
    code.utf8.contains { $0.isASCIILowercase || $0.isASCIIUppercase || $0.isASCIIDigit }
      || code.contains { $0.isLetter || $0.isNumber }
  }

  /// A piece of code as it stands in `code`.
  static func code(of text: String) -> String {
    lines(of: lex(text), count: 1).first?.code ?? ""
  }

  static func lines(of source: LexedSource, count: Int) -> [NormalLine] {
    var parts = [[Substring]](repeating: [], count: count)
    var comments = [[String]](repeating: [], count: count)
    for lexeme in source.lexemes {
      let index = min(lexeme.line, count) - 1
      guard index >= 0 else { continue }
      let text = source.text(lexeme)
      if lexeme.isComment {
        comments[index].append(String(text))
        continue
      }
      // A token of several lines (a template, mostly) counts on each of them. Nearly all have one, as bytes tell.
      let pieces =
        text.utf8.contains(UInt8(ascii: "\n"))
        ? text.split(separator: "\n", omittingEmptySubsequences: false) : [text]
      for (offset, piece) in pieces.enumerated() where index + offset < count {
        let piece = piece.utf8.last == UInt8(ascii: "\r") ? piece.dropLast() : piece
        if piece.isEmpty { continue }
        if piece == "}" || piece == "]" || piece == ")", parts[index + offset].last == "," {
          parts[index + offset].removeLast()
        }
        parts[index + offset].append(piece)
      }
    }
    return zip(parts, comments).map { words, comments in
      var words = words
      while let last = words.last, last == ";" || last == "," { words.removeLast() }
      // JSX has its comments in braces.
      if words == ["{", "}"], !comments.isEmpty { words = [] }
      return NormalLine(
        code: words.joined(separator: " "), comments: comments,
        openers: words.count { $0 == "{" || $0 == "(" || $0 == "[" },
        closers: words.count { $0 == "}" || $0 == ")" || $0 == "]" })
    }
  }
}
