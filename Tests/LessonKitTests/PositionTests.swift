import LessonKit
import Markdown
import Testing

/// One mistake, however its page is written, is found where the mistaken name stands in the file, in UTF-8.
@Suite struct PositionTests {
  struct Dress: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var text: String
  }

  @Test(arguments: dresses)
  func theNameIsFoundWhereItStands(_ dress: Dress) throws {
    let found = try Judge(["token.md": dress.text]).findings.filter { $0.rule == .uncaughtError }
    #expect(found.map(\.range.lowerBound) == [Self.location(of: "usr", in: dress.text)])
  }

  /// Lines end with LF or CRLF; columns count bytes.
  static func location(of name: String, in text: String) -> Markdown.SourceLocation? {
    guard let range = text.firstRange(of: name) else { return nil }
    let before = Array(text[..<range.lowerBound].utf8)
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return Markdown.SourceLocation(
      line: before.count { $0 == 0x0A } + 1, column: before.count - start + 1)
  }

  static let plain = """
    # Token

    Reply to the caller:

    ```js
    exports.handler = function (context, event, callback) {
      callback(null, usr);
    };
    ```

    """

  private static func lines(_ prefix: String, first: String? = nil) -> String {
    let code = plain.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(4)
    return "# Token\n\n"
      + code.enumerated().map {
        ($0 == 0 ? first ?? prefix : $1.isEmpty ? "" : prefix) + $1 + "\n"
      }.joined()
  }

  static let dresses = [
    Dress(testDescription: "plain", text: plain),
    Dress(
      testDescription: "emoji and Japanese before it",
      text: plain.replacing("  callback(", with: "  const 挨拶 = '👩‍💻 ようこそ'; callback(")
        .replacing("Reply to the caller:", with: "😀 返信します：")),
    Dress(testDescription: "CRLF", text: plain.replacing("\n", with: "\r\n")),
    Dress(testDescription: "tabs", text: plain.replacing("  callback", with: "\t\tcallback")),
    Dress(testDescription: "no final newline", text: String(plain.dropLast())),
    Dress(testDescription: "front matter", text: "---\ntitle: 日本\n---\n" + plain),
    Dress(testDescription: "list", text: lines("   ", first: "1. ")),
    Dress(testDescription: "quote", text: lines("> ")),
    Dress(testDescription: "list in a quote", text: lines(">   ", first: "> - ")),
    Dress(
      testDescription: "after another step",
      text: plain.replacing("usr", with: "event.user") + "\nThen:\n\n"
        + plain.replacing("(null, usr)", with: "(null, { 名: usr })")),
  ]
}
