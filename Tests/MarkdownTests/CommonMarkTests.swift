import Testing

@testable import Markdown

@Suite struct CommonMarkTests {
  /// cmark keeps what its extensions watch for in global variables. The long line gives another
  /// parse the time to reset them before this one comes to its strikethrough.
  @Test func parsesAtTheSameTimeDoNotDisturbEachOther() async {
    let markdown = Array((String(repeating: "text ", count: 50_000) + "~~a~~").utf8)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<400 {
        group.addTask {
          CommonMark.parse(markdown[...], firstLine: 1).html.suffix(17).elementsEqual(
            "<del>a</del></p>\n".utf8)
        }
      }
      for await isStruck in group { #expect(isStruck) }
    }
  }
}
