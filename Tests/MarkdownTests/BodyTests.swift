import Markdown
import Testing

@Suite struct BodyTests {
  @Test(arguments: [
    ("", ""),
    ("a *b* `c`", "<p>a <em>b</em> <code>c</code></p>\n"),
    ("# A\n\n```js\nb\n```\n\n    c\n", "#0\n{0}\n{1}\n"),
    (
      "- # a\n- ```\n  b\n  ```\n> ~~~\n",
      "<ul>\n<li>\n#0\n</li>\n<li>\n{0}\n</li>\n</ul>\n<blockquote>\n{1}\n</blockquote>\n"
    ),
    (
      "[a](b \"c\") ![d](e)",
      "<p><a href=\"[0]\" title=\"c\">a</a> <img src=\"[1]\" alt=\"d\" /></p>\n"
    ),
    ("[![a](b)](c)", "<p><a href=\"[0]\"><img src=\"[1]\" alt=\"a\" /></a></p>\n"),
    ("![a [b](c)](d) [e](f)", "<p><img src=\"[0]\" alt=\"a b\" /> <a href=\"[2]\">e</a></p>\n"),
    ("https://a.b <m@x.y>", "<p><a href=\"[0]\">https://a.b</a> <a href=\"[1]\">m@x.y</a></p>\n"),
    ("a\n\n<!-- b -->\n\nc <b>d</b>\n", "<p>a</p>\n\n<p>c <b>d</b></p>\n"),
    ("~~a~~ <script>", "<p><del>a</del> </p>\n"),
    ("- [x] a", "<ul>\n<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> a</li>\n</ul>\n"),
    ("***", "<hr />\n"),
  ])
  func pieces(markdown: String, expected: String) {
    #expect(drawing(of: Document(parsing: SourceText(markdown)).body) == expected)
  }

  @Test func headingsHavePieces() {
    let document = Document(parsing: SourceText("# [a](b) `c`\n\nd\n=\n[e](f)\n"))
    #expect(
      document.headings.map { drawing(of: $0.content) } == [
        "<a href=\"[0]\">a</a> <code>c</code>", "d",
      ])
    #expect(drawing(of: document.body) == "#0\n#1\n<p><a href=\"[1]\">e</a></p>\n")
  }

  @Test func footnotesComeLast() {
    let document = Document(
      parsing: SourceText("a[^1]\n\n[^1]: ```\n    b\n    ```\n[^2]: never\n\n```\nc\n```\n"))
    #expect(document.codeBlocks.map(\.code) == ["c\n", "b\n"])
    let body = drawing(of: document.body)
    #expect(body.contains("{0}\n<section class=\"footnotes\""))
    #expect(body.contains("<li id=\"fn-1\">\n{1}\n"))
    #expect(!body.contains("never"))
  }

  @Test(arguments: [
    "<stepwise-code 0>", "`<pre>`", "\\<pre>", "<pre>\n\n</pre>", "&lt;h1&gt;", "&#60;h1&#62;",
    "</h1>",
    "stepwise-destination:0", "\"stepwise-destination:0\"",
    "&quot;<a href=\"stepwise-destination:0\">",
    "![stepwise-destination:0](a 'href=\"stepwise-destination:0\"')", "\u{0}<h1>",
    "[<a href=\"stepwise-destination:0\">](a '<a href=\"stepwise-destination:0\">')",
    "a[^<h1>]\n\n[^<h1>]: b", "a[^\"><h1>]\n\n[^\"><h1>]: b",
  ])
  func placesCannotBeForged(markdown: String) {
    let document = Document(parsing: SourceText(markdown))
    var places = 0
    for piece in document.body {
      guard case .html(let html) = piece else {
        places += 1
        continue
      }
      #expect(!html.contains("<h1>") && !html.contains("<pre>"))
    }
    #expect(places == document.links.count + document.codeBlocks.count + document.headings.count)
  }

  @Test func aDestinationLikeOursIsOnlyADestination() {
    let document = Document(parsing: SourceText("[a](b) [c](stepwise-destination:0)"))
    #expect(document.links.map(\.destination) == ["b", "stepwise-destination:0"])
    #expect(drawing(of: document.body) == "<p><a href=\"[0]\">a</a> <a href=\"[1]\">c</a></p>\n")
  }

  @Test(arguments: [
    "javascript:a", "JavaScript:a", "vbscript:a", "file:///a", "data:text/html,a",
    "java&#10;script:a",
    "&#1;javascript:a", "<  javascript:a>", "data:image/svg+xml,a",
  ])
  func dangerousDestinationsAreLeftOut(destination: String) {
    let document = Document(parsing: SourceText("[a](\(destination)) ![b](\(destination))"))
    #expect(document.links.count == 2)
    #expect(!document.body.contains { if case .destination = $0 { true } else { false } })
  }

  @Test func imageDataIsHarmless() {
    let document = Document(parsing: SourceText("![a](data:image/png;base64,AA)"))
    #expect(drawing(of: document.body) == "<p><img src=\"[0]\" alt=\"a\" /></p>\n")
  }
}
