import JavaScript
import Testing

@testable import LessonKit

/// Ways through bytes give what the way through characters gives.
@Suite struct TextSpeedTests {
  private static let texts = [
    "", " ", "a", " a ", "\t a b\r\n", "\u{A0}a\u{3000}", "　全角　", " \u{301}a", "a \u{301}",
    "\u{B}x\u{C}",
    "\u{1F}x", "é", " é ", "\u{85}x\u{85}",
  ]

  @Test("White space is taken off both ends", arguments: texts)
  func trimming(text: String) {
    var slow = text[...]
    while slow.first?.isWhitespace == true { slow.removeFirst() }
    while slow.last?.isWhitespace == true { slow.removeLast() }
    #expect(text.trimmed == String(slow))
  }

  @Test(
    "Text is cut into what is searched for",
    arguments: [
      ("SyncGrant data_sync", ["syncgrant", "data_sync"]),
      ("Étude NAÏVE x", ["étude", "naïve", "x"]),
      ("ＡＢ１", ["ab1"]), ("部屋をJS開く", ["部屋", "屋を", "js", "開く"]), ("a-b_c$1", ["a", "b_c$1"]),
      ("港", ["港"]),
      ("＿x", ["_x"]),
    ])
  func terms(text: String, terms: [String]) { #expect(Segmenter.terms(of: text) == terms) }

  @Test(
    "Names are cut into their parts",
    arguments: [
      ("SyncGrant", ["sync", "grant"]), ("data_sync", ["data", "sync"]),
      ("API_KEY", ["api", "key"]),
      ("toJwt", ["to", "jwt"]), ("x1Y2", ["x1", "y2"]), ("token", []),
      ("größeÄndern", ["größe", "ändern"]),
      ("a_bc", ["bc"]),
    ])
  func parts(name: String, parts: [String]) { #expect(Segmenter.parts(of: name) == parts) }

  @Test(
    "A token of several lines counts on each of them",
    arguments: [
      ("x = `a\nb`;", ["x = `a", "b`"]), ("f(1,\n)", ["f ( 1", ")"]),
      ("`é\n\nü`", ["`é", "", "ü`"]),
      ("a;\n// b", ["a", ""]),
    ])
  func lines(code: String, lines: [String]) {
    #expect(NormalLine.lines(of: lex(code), count: lines.count).map(\.code) == lines)
  }

  @Test(
    "Names are known without regard to case and underscores",
    arguments: [
      ("DATA_Sync", "datasync"), ("Größe_X", "größex"), ("İ_", "i\u{307}"),
    ])
  func folding(name: String, folded: String) { #expect(WorkshopWords.folded(name) == folded) }

  @Test("Places of a phrase are filled, each of them")
  func places() {
    #expect("{a} and {a}: {b}".with("x", inPlaceOf: "{a}") == "x and x: {b}")
    #expect("none".with("x", inPlaceOf: "{a}") == "none")
  }
}
