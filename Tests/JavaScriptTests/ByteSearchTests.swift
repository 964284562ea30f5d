import JavaScript
import Testing

@Suite struct ByteSearchTests {
  @Test(
    "A piece is found where it first stands",
    arguments: [
      ("abcabc", "abc", 0), ("xabc", "abc", 1), ("ababc", "abc", 2), ("abab", "abc", nil),
      ("aab", "ab", 1), ("", "a", nil), ("abc", "", 0), ("今回追加部分", "追加", 6), ("e\u{301}x", "x", 3),
      ("<!-- a -->", "-->", 7), ("ab", "abc", nil),
    ] as [(String, String, Int?)])
  func places(text: String, piece: String, offset: Int?) {
    let found = text.firstRange(ofBytes: piece)
    #expect(found.map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) } == offset)
    #expect(found.map { String(text[$0]) } == offset.map { _ in piece })
    #expect(text.contains(bytes: piece) == (offset != nil))
  }

  @Test("A part of a text is searched as the text is, and no further")
  func parts() {
    let text = "one two three two"
    let part = text.dropFirst(5).dropLast(4)
    #expect(part.firstRange(ofBytes: "two") == nil)
    #expect(part.firstRange(ofBytes: "three").map { text[$0] } == "three")
  }
}
