import Markdown
import Testing

@Suite struct HostileTextTests {
  @Test(arguments: [
    String(repeating: ">", count: 10_000) + "a", String(repeating: "- ", count: 10_000) + "a",
    String(repeating: "[", count: 10_000), String(repeating: "*a ", count: 10_000),
    String(repeating: "[a](", count: 5_000), String(repeating: "`a", count: 5_000),
    String(repeating: "|", count: 10_000) + "\n" + String(repeating: "-|", count: 10_000),
    String(repeating: "![", count: 5_000) + String(repeating: "](a)", count: 5_000),
    "\u{0}", "\u{0}\n```\u{0}\n\u{0}\n", "&#0; &#x110000;", "\r", "\n\r\n\r", "\t", "\u{FEFF}",
    "\u{FEFF}---\n---",
    String(decoding: [0xFF, 0x60, 0xC3, 0x28, 0x60] as [UInt8], as: UTF8.self),
    "[^1]: [^1]\n[^1]", "[a]: b", "```\n> ```\n- ```", "<!--", "<pre>", "|\n-", "- \n\n  \n-",
  ])
  func isRead(text: String) {
    let source = SourceText(text)
    let end = source.location(ofOffset: text.utf8.count)
    for block in Document(parsing: source).blocks {
      #expect(block.range.upperBound <= end)
      #expect(block.range.lowerBound >= SourceLocation(line: 1, column: 1))
    }
  }
}
