import JavaScript
import Testing

/// What holds for every source.
struct LexerPropertyTests {
  @Test func placesLexemes() {
    let source = "é a\r\n\tb\u{2028}/* c\rd */ e\n  // f\n`g\n${h}`"
    let lexed = lex(source)
    let places = lexed.lexemes.map { lexeme in
      "\(lexed.text(lexeme).first!) \(lexeme.line):\(lexeme.column)"
        + (lexeme.isFirstOnLine ? " first" : "") + (lexeme.followsNewline ? " newline" : "")
    }
    #expect(
      places == [
        "é 1:1 first newline", "a 1:4", "b 2:2 first newline", "/ 3:1 first newline",
        "e 4:6 newline", "/ 5:3 first newline", "` 6:1 first newline", "h 7:3", "} 7:4",
      ])
    #expect(lexed.code.count == places.count - 2)
  }

  /// Every piece of awkward syntax beside, and within, every other.
  @Test func coversEveryByte() {
    let pieces = [
      "/", "`", "${", "}", "{", "<", "</", ">", "'", "\"", "(", ")", "[", "\\", "\n", "\r\n", " ",
      "a", "0", "if", "=", "<a>", "</a>", "<a b=", "/*", "*/", "//", "<!--", "-->", "…", "\u{2028}",
      "class", "function", "...", "?", ":", ";", "=>", "é", "#", "\u{0}", "👩‍👧", "e\u{301}",
    ]
    for first in pieces {
      for second in pieces { expectCover(first + second + first + "a" + second) }
    }
    // A fixed sequence that looks random: the constants of Knuth's MMIX.
    var state: UInt64 = 1
    for _ in 0..<3000 {
      var source = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        source += pieces[Int(state >> 33) % pieces.count]
      }
      expectCover(source)
    }
  }

  private func expectCover(_ source: String) {
    let lexed = lex(source)
    let bytes = Array(source.utf8)
    var end = 0
    for lexeme in lexed.lexemes {
      let gap = String(decoding: bytes[end..<max(end, lexeme.range.lowerBound)], as: UTF8.self)
      let text = Array(lexed.text(lexeme).utf8)
      guard lexeme.range.lowerBound >= end, !lexeme.range.isEmpty, isSpace(gap),
        text == Array(bytes[lexeme.range])
      else {
        Issue.record("\(source.debugDescription): \(lexeme)")
        return
      }
      end = lexeme.range.upperBound
    }
    let rest = String(decoding: bytes[end...], as: UTF8.self)
    if !isSpace(rest) { Issue.record("\(source.debugDescription): leaves \(rest)") }
  }

  private func isSpace(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
  }

  /// Four times the source may take four times as long, and is allowed ten.
  @Test(arguments: [
    "/", "`", "${", "`${", "<", "<a>", "<a ", "<a b=", "<a b='", "</", "<a/", "{", "}", "(", "([{}",
    "\\u", "\\", "#", "'", "\"", "/[", "/*", "a/", "<!--", "-->\n", "?.", "\n", "<\n", "<a{", "…",
    "0_",
    "class ", "function ", "( }", "<a.", "<a-b ", "{`", "<>", "< ", "<a<", "=<a b{}\n",
  ])
  func takesLinearTime(_ unit: String) {
    func time(_ bytes: Int) -> Duration {
      let source = String(repeating: unit, count: bytes / unit.utf8.count) + "</a></></b>"
      return ContinuousClock().measure { _ = lex(source) }
    }
    _ = time(2_000)
    // The other tests run beside this one: one undisturbed try is enough, and quadratic time never has one.
    let isLinear = (0..<40).contains { _ in time(20_000) < time(5_000) * 10 + .milliseconds(5) }
    #expect(isLinear)
  }
}
