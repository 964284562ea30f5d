import Markdown
import Testing

@Suite struct InlineTests {
  @Test(arguments: [
    ("a `b` ``c ` d``", "`b` 1:3-1:6\n`c ` d` 1:7-1:16"),
    ("日本 `x`\n🚀 `y`", "`x` 1:8-1:11\n`y` 2:6-2:9"),
    ("> a\n> `b\n> c` `d`\n", "`b c` 2:3-3:5\n`d` 3:6-3:9"),
    ("- a\n  **`b`**\n   _`c`_", "`b` 2:5-2:8\n`c` 3:5-3:8"),
    (#"\`a\` `b` &amp; &lt;`c` &nope; `d`"#, "`b` 1:7-1:10\n`c` 1:21-1:24\n`d` 1:32-1:35"),
    ("&amp;amp; `a`", "`a` 1:11-1:14"),
    ("<b title='`'>`x`</b>", "`x` 1:14-1:17"),
    ("a  \n`b`\\\n`c`", "`b` 2:1-2:4\n`c` 3:1-3:4"),
    ("# `a` #", "`a` 1:3-1:6"),
    ("[d]: /e\n`a`\n===", "`a` 2:1-2:4"),
    ("*a `b`* ~~`c`~~ 1 * 2 `d`", "`b` 1:4-1:7\n`c` 1:11-1:14\n`d` 1:23-1:26"),
    ("[a](b)", "[a](b) 1:1-1:7"),
    ("[no] [a *b*](<c d> \"t\") x [e]( f )", "[a b](c d) 1:6-1:24\n[e](f) 1:27-1:35"),
    ("[a](b(c)d) [x]()", "[a](b(c)d) 1:1-1:11\n[x]() 1:12-1:17"),
    ("![alt `c`](i.png 'a\nb') z", "`c` 1:7-1:10\n![alt c](i.png) 1:1-2:4"),
    ("[![i](j)](k)", "[i](k) 1:1-1:13\n![i](j) 1:2-1:9"),
    (
      "[a][r] [r][] [r] [r]\n\n[r]: /u",
      "[a](/u) 1:1-1:7\n[r](/u) 1:8-1:13\n[r](/u) 1:14-1:17\n[r](/u) 1:18-1:21"
    ),
    (
      "<https://a.b> <m@x.y>",
      "[https://a.b](https://a.b) 1:1-1:14\n[m@x.y](mailto:m@x.y) 1:15-1:22"
    ),
    (
      "x https://a.b/c. www.d.e (m@x.y)",
      "[https://a.b/c](https://a.b/c) 1:3-1:16\n[www.d.e](http://www.d.e) 1:18-1:25\n[m@x.y](mailto:m@x.y) 1:27-1:32"
    ),
    ("見て https://a.b/?x=1&y=2 ね", "[https://a.b/?x=1&y=2](https://a.b/?x=1&y=2) 1:8-1:28"),
    ("> - [a\n>   b](c\n>   \"t\")", "[a⏎b](c) 1:5-3:9"),
    ("a[^1] `b`\n\n[^1]: [c](d)", "`b` 1:7-1:10\n[c](d) 3:7-3:13"),
    ("- [ ] `a` [b](c)", "`a` 1:7-1:10\n[b](c) 1:11-1:17"),
    ("a\0b `c`", "`c` 1:5-1:8"),
    ("x <!-- a\n b --> `c`", "`c` 2:8-2:11"),
  ])
  func places(markdown: String, expected: String) {
    let lines = drawing(of: markdown).split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(lines.map { $0.dropFirst(2) }.joined(separator: "\n") == expected)
  }

  /// Rather the block than a wrong place.
  @Test func unknownPlacesAreTheBlock() {
    let link = Document(parsing: SourceText("&ngE; `a` [b](c)")).blocks[0]
    #expect(link.codeSpans.map { drawn($0.range) } == ["1:1-1:17"])
    #expect(link.links.map { drawn($0.range) } == ["1:1-1:17"])
  }

  @Test func textIsWithoutMarkup() {
    let block = Document(parsing: SourceText("*a* `b`  \n[c](d) ![e](f) <i>g</i> &lt;")).blocks[0]
    #expect(block.text == "a b\nc e g <")
  }
}
