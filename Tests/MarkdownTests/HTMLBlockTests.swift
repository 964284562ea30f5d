import Markdown
import Testing

@Suite struct HTMLBlockTests {
  @Test(arguments: [
    ("<!-- c -->\n<!-- d\n\ne -->\ntext", "html 1:1-1:11\nhtml 2:1-4:6\nparagraph 5:1-5:5"),
    ("text\n  <!-- c -->  \nmore", "paragraph 1:1-1:5\nhtml 2:3-2:13\nparagraph 3:1-3:5"),
    ("- <!-- x -->\n- y\n", "bullet[1] html 1:3-1:13\nbullet[2] paragraph 2:3-2:4"),
    ("> <!--\n> a\n> -->\n", "quote html 1:3-3:6"),
    ("<div>\nx\n\ny", "html 1:1-2:2\nparagraph 4:1-4:2"),
    ("<!-- open\n\n", "html 1:1-2:1"),
    ("<!-- c -->", "html 1:1-1:11"),
    ("<!-- c -->\r\n\r\n<!-- 日本 -->\r\n", "html 1:1-1:11\nhtml 3:1-3:16"),
    ("---\na: 1\n---\n\n<!-- c -->\n", "html 5:1-5:11"),
  ])
  func blocks(markdown: String, expected: String) {
    #expect(drawing(of: markdown) == expected)
  }

  @Test func literalIsWithoutContainers() {
    let document = Document(parsing: SourceText("> <!-- a\n>   b -->\n"))
    guard case .html(let html)? = document.blocks.first?.kind else {
      Issue.record("no HTML block")
      return
    }
    #expect(html == "<!-- a\n  b -->\n")
  }
}
