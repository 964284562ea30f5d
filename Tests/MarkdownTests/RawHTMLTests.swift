import Markdown
import Testing

/// The author's own HTML on the page.
@Suite struct RawHTMLTests {
  @Test(arguments: [
    ("a <kbd>b</kbd>", "<p>a <kbd>b</kbd></p>\n"),
    (
      "<details><summary>a</summary>\n\n*b*\n\n</details>",
      "<details><summary>a</summary>\n<p><em>b</em></p>\n</details>\n"
    ),
    ("<details open>\n\na", "\n<p>a</p>\n"),
    ("a</div>", "<p>a</p>\n"),
    ("- <div>\n- </div>", "<ul>\n<li>\n\n</li>\n<li>\n\n</li>\n</ul>\n"),
    (
      "<b onclick=\"x()\" style='a' class=step id=step-1 title=t>b</b>",
      "<p><b title=\"t\">b</b></p>\n"
    ),
    (
      "<a href=\"java\tscript:x()\">b</a> <a href=' javascript:x'>c</a>",
      "<p><a>b</a> <a>c</a></p>\n"
    ),
    ("<a href=\"jav&#x61;script:x\">b</a>", "<p><a>b</a></p>\n"),
    ("<a href=\"b.md?a&amp;b\">c</a>", "<p><a href=\"(b.md?a&b)\">c</a></p>\n"),
    ("<img src=x.png onerror=alert(1)>", "<img alt=\"\" src=\"(image x.png)\">\n"),
    ("<img src=\"data:text/html,x\">", "\n"),
    ("<script>alert(1)</script>", "\n"),
    ("a <svg onload=x><p>b</p></svg>", "<p>a <p>b</p></p>\n"),
    ("<style>\n*{}\n</style>\n", "\n"),
    ("<iframe src=x></iframe><object data=x>y</object>", "\n"),
    ("<form action=x><input name=y></form>", "\n"),
    ("<ul><li>a<li>b</ul>", "<ul><li>a<li>b</li></li></ul>\n"),
    ("<div>a < b & c</div>", "<div>a &lt; b & c</div>\n"),
    (
      "<a href=\"x\" href=\"javascript:y\" title='\"><script>'>b</a>",
      "<p><a title=\"&quot;&gt;&lt;script&gt;\" href=\"(x)\">b</a></p>\n"
    ),
    ("<h1>x</h1>", "x\n"),
    ("<pre>x</pre>", "x\n"),
  ])
  func isCleaned(markdown: String, expected: String) {
    #expect(drawing(of: Document(parsing: SourceText(markdown)).body) == expected)
  }

  @Test(arguments: [
    ("これは**「重要」**です。", "<p>これは<strong>「重要」</strong>です。</p>\n"),
    ("**注意：**次に", "<p><strong>注意：</strong>次に</p>\n"),
    ("~~（旧）~~新", "<p><del>（旧）</del>新</p>\n"),
    ("`**「x」**`", "<p><code>**「x」**</code></p>\n"),
    ("一行目\n二行目", "<p>一行目二行目</p>\n"),
    ("一行目。\n**二行目**", "<p>一行目。<strong>二行目</strong></p>\n"),
    ("一行目\nline", "<p>一行目\nline</p>\n"),
    ("한국어\n문장", "<p>한국어\n문장</p>\n"),
    ("{漢字|かんじ}と{a|b}", "<p><ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>と{a|b}</p>\n"),
    ("`{漢字|かんじ}`", "<p><code>{漢字|かんじ}</code></p>\n"),
  ])
  func eastAsianText(markdown: String, expected: String) {
    #expect(drawing(of: Document(parsing: SourceText(markdown)).body) == expected)
  }
}
