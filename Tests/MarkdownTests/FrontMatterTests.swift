import Markdown
import Testing

@Suite struct FrontMatterTests {
  @Test(arguments: [
    ("---\na: 1\nb: 2\n---\n# T\n", "a: 1\nb: 2\n", "1:1-4:4", "h1 5:1-5:4"),
    ("---\r\na: 1\r\n...\r\ntext", "a: 1\r\n", "1:1-3:4", "paragraph 4:1-4:5"),
    ("\u{FEFF}--- \na: 1\n---  \n\ntext", "a: 1\n", "1:4-3:4", "paragraph 5:1-5:5"),
    ("---\n---\ntext", "", "1:1-2:4", "paragraph 3:1-3:5"),
    ("---\na: 1\n---", "a: 1\n", "1:1-3:4", ""),
  ])
  func closed(markdown: String, yaml: String, range: String, blocks: String) throws {
    let document = Document(parsing: SourceText(markdown))
    let frontMatter = try #require(document.frontMatter)
    #expect(frontMatter.isClosed)
    #expect(frontMatter.text == yaml)
    #expect(drawn(frontMatter.range) == range)
    #expect(drawing(of: document) == blocks)
  }

  @Test(arguments: [
    (
      "---\na: 1\n\ntext", "a: 1\n", "1:1-2:5",
      "break 1:1-1:4\nparagraph 2:1-2:5\nparagraph 4:1-4:5"
    ),
    ("---\n", "", "1:1-1:4", "break 1:1-1:4"),
    ("---\na: 1", "a: 1", "1:1-2:5", "break 1:1-1:4\nparagraph 2:1-2:5"),
  ])
  func unclosed(markdown: String, yaml: String, range: String, blocks: String) throws {
    let document = Document(parsing: SourceText(markdown))
    let frontMatter = try #require(document.frontMatter)
    #expect(!frontMatter.isClosed)
    #expect(frontMatter.text == yaml)
    #expect(drawn(frontMatter.range) == range)
    #expect(drawing(of: document) == blocks)
  }

  @Test(arguments: [
    "", "---", "----\na\n---\n", " ---\na\n---\n", "\n---\na\n---\n", "--- x\n---\n",
  ])
  func none(markdown: String) {
    #expect(Document(parsing: SourceText(markdown)).frontMatter == nil)
  }
}
