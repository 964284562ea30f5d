import Markdown
import Testing

@Suite struct SourceTextTests {
  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
    ("\r\r\n\n", ["", "", "", ""]), ("日\u{2028}本\n🚀", ["日\u{2028}本", "🚀"]),
  ])
  func lines(text: String, expected: [String]) {
    let source = SourceText(text)
    #expect((1...source.lineCount).map { String(source.line($0)) } == expected)
    #expect(source.line(0) == "" && source.line(expected.count + 1) == "")
  }

  @Test func offsetsAndLocationsAgree() {
    let source = SourceText("日本\r\n🚀x\n\nend")
    for line in 1...source.lineCount {
      for column in 1...source.line(line).utf8.count + 1 {
        let location = SourceLocation(line: line, column: column)
        #expect(source.location(ofOffset: source.offset(of: location)) == location)
      }
    }
    #expect(source.offset(of: SourceLocation(line: 2, column: 5)) == 12)
  }

  @Test func placesOutsideAreMovedInside() {
    let source = SourceText("ab\ncd")
    #expect(source.offset(of: SourceLocation(line: 1, column: 9)) == 2)
    #expect(source.offset(of: SourceLocation(line: 9, column: 1)) == 5)
    #expect(source.offset(of: SourceLocation(line: 0, column: 1)) == 0)
    #expect(source.location(ofOffset: 99) == SourceLocation(line: 2, column: 3))
    #expect(source.location(ofOffset: -1) == SourceLocation(line: 1, column: 1))
  }

  @Test func slices() {
    let source = SourceText("日本\nab\n")
    let start = SourceLocation(line: 1, column: 4)
    #expect(source.slice(start..<SourceLocation(line: 2, column: 2)) == "本\na")
    #expect(source.slice(start..<SourceLocation(line: 9, column: 9)) == "本\nab\n")
  }
}
