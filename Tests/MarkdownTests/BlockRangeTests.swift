import Markdown
import Testing

@Suite struct BlockRangeTests {
  @Test(arguments: [
    ("", ""),
    ("\n\n", ""),
    ("text", "paragraph 1:1-1:5"),
    ("  two\nlines  \n", "paragraph 1:3-2:6"),
    ("# One #\nTwo\n===\n\nThree\n---\n", "h1 1:1-1:8\nh1 2:1-3:4\nh2 5:1-6:4"),
    ("a\n===\n===\n", "h1 1:1-2:4\nparagraph 3:1-3:4"),
    ("a\n===\n---\n", "h1 1:1-2:4\nbreak 3:1-3:4"),
    ("> a\n> b\n> ===\n> c", "quote h1 1:3-3:6\nquote paragraph 4:3-4:4"),
    ("#hash\n---\n\n***\n", "h2 1:1-2:4\nbreak 4:1-4:4"),
    ("##\n", "h2 1:1-1:3"),
    (" *  *  * \n", "break 1:2-1:9"),
    ("日本語\n\n🚀 `x`\n", "paragraph 1:1-1:10\nparagraph 3:1-3:9\n  `x` 3:6-3:9"),
    ("\u{FEFF}# 見出し\n", "h1 1:4-1:15"),
    ("one\r\ntwo\r\n\r\nthree\rfour\r", "paragraph 1:1-2:4\nparagraph 4:1-5:5"),
    (
      "1. a\n2. b\n\n   c\n",
      "list[1] paragraph 1:4-1:5\nlist[2] paragraph 2:4-2:5\nlist[2] paragraph 4:4-4:5"
    ),
    ("7) a\n8) b", "list[7] paragraph 1:4-1:5\nlist[8] paragraph 2:4-2:5"),
    (
      "- a\n  - b\n    > c\n    > d\n- e",
      """
      bullet[1] paragraph 1:3-1:4
      bullet[1] bullet[1] paragraph 2:5-2:6
      bullet[1] bullet[1] quote paragraph 3:7-4:8
      bullet[2] paragraph 5:3-5:4
      """
    ),
    ("> a\nlazy\n", "quote paragraph 1:3-2:5"),
    ("- [x] done\n- [ ] open", "bullet[1] paragraph 1:7-1:11\nbullet[2] paragraph 2:7-2:11"),
    ("[a]: /b\n[c]:\n  <d e> 'T'\nfoo [a]\n", "paragraph 4:1-4:8\n  [a](/b) 4:5-4:8"),
  ])
  func blocks(markdown: String, expected: String) {
    #expect(drawing(of: markdown) == expected)
  }
}
