import Markdown
import Testing

@Suite struct CodeBlockTests {
  @Test(arguments: [
    ("```js\na\n\nb\n```\n", "code ```js 1:1-5:4\n  2+0 |a\n  3+0 |\n  4+0 |b"),
    ("```\n```", "code ``` 1:1-2:4"),
    ("~~~~ js x=1\n```\n~~~\n~~~~~  \n", "code ~~~~js x=1 1:1-4:6\n  2+0 |```\n  3+0 |~~~"),
    (
      "   ```\n   a\n b\n      c\n  ```\n",
      "code ``` 1:4-5:6\n  2+3 |a\n  3+1 |b\n  4+3 |   c"
    ),
    ("a\n```\nb", "paragraph 1:1-1:2\ncode ``` unclosed 2:1-3:2\n  3+0 |b"),
    ("```\na \n\n\n", "code ``` unclosed 1:1-4:1\n  2+0 |a \n  3+0 |\n  4+0 |"),
    ("```", "code ``` unclosed 1:1-1:4"),
    ("```js\r\nlet 日 = 1\r\n```\r\nx", "code ```js 1:1-3:4\n  2+0 |let 日 = 1\nparagraph 4:1-4:2"),
    ("```\ra\r```\r", "code ``` 1:1-3:4\n  2+0 |a"),
    (
      "1. a\n\n   ```\n   b\n\n     c\n   ```\n",
      "list[1] paragraph 1:4-1:5\nlist[1] code ``` 3:4-7:7\n  4+3 |b\n  5+0 |\n  6+3 |  c"
    ),
    (
      "- ```\n  a\n```\nb\n```\n",
      "bullet[1] code ``` unclosed 1:3-2:4\n  2+2 |a\ncode ``` 3:1-5:4\n  4+0 |b"
    ),
    ("- ```\n  a\n  ```\n", "bullet[1] code ``` 1:3-3:6\n  2+2 |a"),
    (
      "- a\n\n  ```\n  b\n\nc\n",
      """
      bullet[1] paragraph 1:3-1:4
      bullet[1] code ``` unclosed 3:3-5:1
        4+2 |b
        5+0 |
      paragraph 6:1-6:2
      """
    ),
    ("> ~~~\n> a\n>b\n> ~~~\n", "quote code ~~~ 1:3-4:6\n  2+2 |a\n  3+1 |b"),
    ("> ~~~\n> a\n\nb", "quote code ~~~ unclosed 1:3-2:4\n  2+2 |a\nparagraph 4:1-4:2"),
    (
      "- > ```\n  > a\n  > ```\n",
      "bullet[1] quote code ``` 1:5-3:8\n  2+4 |a"
    ),
    ("> - ```\n>   a\n>   ```\n", "quote bullet[1] code ``` 1:5-3:8\n  2+4 |a"),
    (
      "a\n\n    x\n\n      y\n\n\nb\n",
      """
      paragraph 1:1-1:2
      code indented 3:5-5:8
        3+4 |x
        4+0 |
        5+4 |  y
      paragraph 8:1-8:2
      """
    ),
    ("\tx\n\t\ty\n", "code indented 1:2-2:4\n  1+1 |x\n  2+1 |\ty"),
    ("1. ```\n\tq\n   ```\n", "list[1] code ``` 1:4-3:7\n  2+0 | q"),
    ("-\t\tcode\n", "bullet[1] code indented 1:3-1:8\n  1+1 |  code"),
    (
      "a[^1]\n\n[^1]: b\n    ```\n    x\n    ```\n",
      """
      paragraph 1:1-1:6
      footnote paragraph 3:7-3:8
      footnote code ``` 4:5-6:8
        5+4 |x
      """
    ),
    ("---\nt: 1\n---\n```\na\n```\n", "code ``` 4:1-6:4\n  5+0 |a"),
  ])
  func blocks(markdown: String, expected: String) {
    #expect(drawing(of: markdown) == expected)
  }

  @Test func infoStringsAreResolved() {
    let document = Document(parsing: SourceText("~~~ \\*js&amp;x \"`\"  \n~~~\n"))
    #expect(document.codeBlocks.map(\.info) == [#"*js&x "`""#])
  }

  @Test func codeEndsWithLineFeed() {
    let document = Document(parsing: SourceText("```\r\na\r\nb\r\n```\r\n\r\n```\r\n```"))
    #expect(document.codeBlocks.map(\.code) == ["a\nb\n", ""])
  }
}
