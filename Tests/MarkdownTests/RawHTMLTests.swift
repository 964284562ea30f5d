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
      "<p><b@step-1 title=\"t\">b</b></p>\n"
    ),
    ("<a name=b></a>a <a id='c' href=d>e</a>", "<p><a@b></a>a <a@c href=\"(d)\">e</a></p>\n"),
    ("<a id=b name=c></a><a name=d id=e></a>", "<p><a@b></a><a@e></a></p>\n"),
    ("<a id='b c'></a><a id=''></a><a id='&#106;'></a>", "<p><a></a><a></a><a></a></p>\n"),
    (
      "<span name=a title=' id=\"stepwise-id:b\"'>c</span>",
      "<p><span title=\" id=&quot;stepwise-id:b&quot;\">c</span></p>\n"
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
    (
      "<video controls><source src=a.mp4 type=video/mp4></video>",
      "<p><video controls=\"\"><source type=\"video/mp4\" src=\"(image a.mp4)\"></video></p>\n"
    ),
    ("a <source src=b.mp4><audio><source></audio>", "<p>a <audio></audio></p>\n"),
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
    // No heading of the page's own. What GitHub calls it is kept for links to it.
    (
      "<h1>My <b>x</b></h1>",
      "<div@my-x role=\"heading\" aria-level=\"2\">My <b>x</b></div>\n"
    ),
    (
      "<h3 align=center id=Own>x</h3>",
      "<div@Own role=\"heading\" aria-level=\"3\">x</div>\n"
    ),
    (
      "<h2>\n\n*x*\n\n</h2>",
      "<div role=\"heading\" aria-level=\"2\">\n<p><em>x</em></p>\n</div>\n"
    ),
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
    ("한국어 **문장** 둘", "<p>한국어 <strong>문장</strong> 둘</p>\n"),
    ("漢字\n한국어", "<p>漢字\n한국어</p>\n"),
    ("**스크립트(script)**라고", "<p><strong>스크립트(script)</strong>라고</p>\n"),
    ("는 **\"인용\"**이다", "<p>는 <strong>&quot;인용&quot;</strong>이다</p>\n"),
    ("これは**`code`**です", "<p>これは<strong><code>code</code></strong>です</p>\n"),
    ("これは**[a](b)**です", "<p>これは<strong><a href=\"[0]\">a</a></strong>です</p>\n"),
    ("これは*(a)*です", "<p>これは<em>(a)</em>です</p>\n"),
    ("`これは**(a)**です`", "<p><code>これは**(a)**です</code></p>\n"),
    ("数は2*(3)*4です", "<p>数は2*(3)*4です</p>\n"),
    ("これは** (a) **です", "<p>これは** (a) **です</p>\n"),
    ("{漢字|かんじ}と{a|b}", "<p><ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>と{a|b}</p>\n"),
    ("`{漢字|かんじ}`", "<p><code>{漢字|かんじ}</code></p>\n"),
  ])
  func eastAsianText(markdown: String, expected: String) {
    #expect(drawing(of: Document(parsing: SourceText(markdown)).body) == expected)
  }

  /// Where CommonMark sees neither a beginning nor an end: the mark stands inside, a letter outside.
  @Test(arguments: "。、，．！？：；「」『』（）【】〈〉《》〔〕“”…")
  func emphasisBesideAMark(mark: Character) {
    let ends = Document(parsing: SourceText("これは**重要\(mark)**です"))
    #expect(drawing(of: ends.body) == "<p>これは<strong>重要\(mark)</strong>です</p>\n")
    let begins = Document(parsing: SourceText("これは**\(mark)重要**です"))
    #expect(drawing(of: begins.body) == "<p>これは<strong>\(mark)重要</strong>です</p>\n")
    let strikes = Document(parsing: SourceText("前~~\(mark)旧\(mark)~~後"))
    #expect(drawing(of: strikes.body) == "<p>前<del>\(mark)旧\(mark)</del>後</p>\n")
  }
}
