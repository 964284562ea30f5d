import Markdown
import Testing

@Suite struct TableTests {
  @Test(arguments: [
    ("| a | b |\n|---|:-:|\n| c | d |\n\nz", "table 1:1-3:10\nparagraph 5:1-5:2"),
    ("   | a |\n|-|\n\n", "table 1:4-2:4"),
    ("| a |\n|-|", "table 1:1-2:4"),
    (
      "para\n more\n| a | `b` |\n|---|---|\n| c | [d](e) |\n",
      """
      paragraph 1:1-2:6
      table 3:1-5:15
        `b` 3:7-3:10
        [d](e) 5:7-5:13
      """
    ),
    ("p\na | b\n-|-\n", "paragraph 1:1-1:2\ntable 2:1-3:4"),
    (
      "> | a | `b` |\n> |---|---|\n> | `\\|` | x \\| [d](e) |\n> |`x`|\n",
      """
      quote table 1:3-4:8
        `b` 1:9-1:12
        `|` 3:5-3:9
        `x` 4:4-4:7
        [d](e) 3:17-3:23
      """
    ),
    ("- | a |\n  |---|\n  | `b` |\n", "bullet[1] table 1:3-3:10\n  `b` 3:5-3:8"),
    ("a|b\n-|-\n`c`|`d`\n||`e`\n", "table 1:1-4:6\n  `c` 3:1-3:4\n  `d` 3:5-3:8\n  `e` 4:3-4:6"),
    ("|日本|`b`|\n|-|-|\n|🚀|`c`|\n", "table 1:1-3:11\n  `b` 1:9-1:12\n  `c` 3:7-3:10"),
  ])
  func blocks(markdown: String, expected: String) {
    #expect(drawing(of: markdown) == expected)
  }

  @Test func textHasACellAfterATab() {
    let document = Document(parsing: SourceText("|a|*b*|\n|-|-|\n|c||\n"))
    #expect(document.blocks.map(\.text) == ["a\tb\nc\t"])
  }
}
