import Markdown
import Testing

/// `«0` is where the first callout begins, `»` where one ends, `{0}` a code block.
@Suite struct CalloutTests {
  @Test(arguments: [
    // The usual forms.
    ("::: tip\na\n:::\nb", "«0\n<p>a</p>\n»\n<p>b</p>\n"),
    (":::tip Title\n\na\n\n:::", "«0\n<p>a</p>\n»\n"),
    ("a\n::: tip\nb\n:::\nc", "<p>a</p>\n«0\n<p>b</p>\n»\n<p>c</p>\n"),
    ("::: tip\n:::\n", "«0\n»\n"),
    ("::: tip\n# a\n:::\n", "«0\n#0\n»\n"),
    ("::: tip\n```\nb\n```\n:::\n", "«0\n{0}\n»\n"),
    ("::: tip\n| a |\n| - |\n| b |\n:::\nc", "«0\n<table>…</table>\n»\n<p>c</p>\n"),
    // In one another, with more colons outside, fewer, or as many.
    (":::: a\n::: b\nc\n:::\n::::\n", "«0\n«1\n<p>c</p>\n»\n»\n"),
    ("::: a\n:::: b\nc\n::::\n:::\n", "«0\n«1\n<p>c</p>\n»\n»\n"),
    ("::: a\n::: b\nc\n:::\n:::\n", "«0\n«1\n<p>c</p>\n»\n»\n"),
    (":::: a\n::: b\nc\n::::\nd", "«0\n«1\n<p>c</p>\n»»\n<p>d</p>\n"),
    // In lists and quotes.
    ("- a\n  ::: tip\n  b\n  :::\n- c", "<ul>\n<li>a\n«0\nb\n»\n</li>\n<li>c</li>\n</ul>\n"),
    ("- ::: tip\n  b\n  :::", "<ul>\n<li>\n«0\nb\n»\n</li>\n</ul>\n"),
    ("1. a\n   ::: tip\n   b\n:::\nc", "<ol>\n<li>a\n«0\nb\n»\n</li>\n</ol>\n<p>c</p>\n"),
    ("::: tip\n- a\n  :::\nb", "«0\n<ul>\n<li>a</li>\n</ul>\n»\n<p>b</p>\n"),
    ("> ::: tip\n> a\n> :::\nb", "<blockquote>\n«0\n<p>a</p>\n»\n</blockquote>\n<p>b</p>\n"),
    // Not closed: up to the next heading, or with what holds it.
    ("::: tip\na", "«0\n<p>a</p>\n»\n"),
    ("::: tip\na\n\n# b\n\nc", "«0\n<p>a</p>\n»\n#0\n<p>c</p>\n"),
    ("- ::: tip\n  a\n\nb", "<ul>\n<li>\n«0\na\n»\n</li>\n</ul>\n<p>b</p>\n"),
    // With the author's own tags: around it, in it, and across its ends, where they are none.
    ("<div>\n\n::: tip\na\n:::\n\n</div>", "<div>\n«0\n<p>a</p>\n»\n</div>\n"),
    ("::: tip\n<div>\n\na\n\n</div>\n\n:::", "«0\n<div>\n<p>a</p>\n</div>\n»\n"),
    ("<div>\n\n::: tip\na\n\n</div>\n\n:::", "\n«0\n<p>a</p>\n\n»\n"),
    ("::: tip\n<div>\n\na\n:::\n\n</div>", "«0\n\n<p>a</p>\n»\n\n"),
    (
      "<div>\n\n::: tip\n</div>\n<div>\n\na\n:::\n\n</div>",
      "<div>\n«0\n\n\n<p>a</p>\n»\n</div>\n"
    ),
    ("<div>\n\n::: tip\na\n\n# b\n</div>", "<div>\n«0\n<p>a</p>\n»\n#0\n</div>\n"),
    (
      "::: a\n<ul><li>\n\n::: b\nc\n:::\n\n</ul>\n\n:::",
      "«0\n<ul><li>\n«1\n<p>c</p>\n»\n</li></ul>\n»\n"
    ),
    // No callouts.
    ("```\n::: tip\n:::\n```\n", "{0}\n"),
    ("    ::: tip\n    :::\n", "{0}\n"),
    ("`::: tip`", "<p><code>::: tip</code></p>\n"),
    ("<div>\n::: tip\n</div>\n", "<div>\n::: tip\n</div>\n"),
    ("a\n    ::: tip", "<p>a\n::: tip</p>\n"),
    (":: tip\n\n:::\n\na ::: tip", "<p>:: tip</p>\n<p>:::</p>\n<p>a ::: tip</p>\n"),
    (":::1\n\n\\::: tip", "<p>:::1</p>\n<p>::: tip</p>\n"),
    ("<stepwise-callout 0>", "<p>&lt;stepwise-callout 0&gt;</p>\n"),
    ("<stepwise-callout>a</stepwise-callout>", "<p>a</p>\n"),
    // An end inside a fence is none.
    ("::: tip\n```\n:::\n```\n:::\na", "«0\n{0}\n»\n<p>a</p>\n"),
    // With text that is read twice.
    ("::: tip\n**「a」**b\n:::", "«0\n<p><strong>「a」</strong>b</p>\n»\n"),
  ])
  func standsOnThePage(markdown: String, expected: String) {
    let body = drawing(of: Document(parsing: SourceText(markdown)).body)
    #expect(
      body.replacing(/<table>[^»]*<\/table>/, with: "<table>…</table>") == expected)
  }

  @Test(arguments: [
    ("::: tip", "tip", ""), ("::: Tip Title", "tip", "Title"),
    (":::tip[A `b` *c*]{#d}", "tip", "A <code>b</code> c"),
    ("::: tip {title=\"A & <b>\"}", "tip", "A &amp; &lt;b&gt;"),
    ("::: {.callout-warning}", "warning", ""), ("::: my-kind 漢字 :::", "my-kind", "漢字"),
    ("::: tip [a](javascript:b)", "tip", "a"),
  ])
  func hasAKindAndATitle(line: String, kind: String, title: String) throws {
    let callout = try #require(Document(parsing: SourceText(line + "\na\n:::\n")).callouts.first)
    #expect(callout.kind == kind)
    #expect(callout.title == title)
  }

  @Test func movesNothingElse() {
    let text = "# a\n\n::: tip 長い題\nb `c` [d](e)\n\n- ::: x\n  ```js\n  f\n  ```\n  :::\n:::\n\ng\n"
    #expect(
      drawing(of: text) == """
        h1 1:1-1:4
        paragraph 4:1-4:13
          `c` 4:3-4:6
          [d](e) 4:7-4:13
        bullet[1] code ```js 7:3-9:6
          8+2 |f
        paragraph 13:1-13:2
        """)
  }
}
