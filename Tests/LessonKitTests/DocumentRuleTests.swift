import LessonKit
import Markdown
import Testing

/// Markdown and what is wrong in it as a document, as `line:column severity id`.
@Suite struct DocumentRuleTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var markdown: String
    var findings: [String] = []
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "an empty link, a missing page, a missing file; not what the host may make",
      markdown: """
        [a]() [b](no.md) [c](sample.js) [d](guide/) [e](./setup) [f](made.html) [g](v1.2)
        [h](https://x.y/no.md) [i](mailto:a@b.c) [j]({{ url }}.md) [k](there.js) ![l]()
        """,
      findings: [
        "1:1 error broken-link", "1:7 error broken-link", "1:18 error broken-link",
        "2:74 error missing-asset",
      ]),
    Case(
      name: "files that HTML plays; front matter is no HTML",
      markdown: """
        ---
        description: "<img src=x> <a href=y.md>"
        ---
        <video src="a.mp4"></video>

        Text <audio controls><source src='b.mp3'><source src=https://x.y/b.ogg></audio> and <video>c</video>
        """,
      findings: ["4:1 error missing-asset", "6:22 error missing-asset"]),
    Case(
      name: "anchors: Japanese, duplicates, identifiers, HTML, percent-encoding, other pages",
      markdown: """
        # 手順2: 準備

        ## Setup

        ## Setup

        ## Named {#own-name}

        <a id="here"></a>

        [a](#手順2-準備) [b](#setup-1) [c](#own-name) [d](#here) [e](#%E6%89%8B%E9%A0%862-%E6%BA%96%E5%82%99)
        [f](other.md#grants) [g](#top) [h](#) [i](other.md#L10) [j](#Setup)
        [k](#setup-2) [l](other.md#grant) [m](#手順2：準備)
        """,
      findings: [
        "13:1 warning broken-anchor", "13:15 warning broken-anchor", "13:35 warning broken-anchor",
      ]),
    Case(
      name: "what is named twice, and what the page names itself, is found",
      markdown: """
        # Step 1

        ## Prepare {#Setup}

        [a](#step-1) [b](#setup) [c](#Setup) [d](#prepare-setup) [e](#prepare) [f](other.md#Grants)
        """, findings: ["5:58 warning broken-anchor"]),
    Case(
      name:
        "a forgotten closing fence before another fence is one finding, and the steps stay steps",
      markdown: """
        Text

        ```js
        exports.handler = function (context, event, callback) {
          const name = event.name;
        };

        Then answer:

        ```js
        exports.handler = function (context, event, callback) {
          // Added in this step
          const name = event.name;
          callback(null, name);
        };
        ```
        """, findings: ["3:1 warning unclosed-fence", "12:3 error mark-on-unchanged-line"]),
    Case(
      name: "a forgotten closing fence before fences without a language is found where it is",
      markdown: """
        ```js
        console.log('Hello');

        It prints:

        ```
        Hello
        ```

        And more.
        """, findings: ["1:1 warning unclosed-fence"]),
    Case(
      name: "the last fence is never closed, and text with blank lines stands in others",
      markdown: """
        ```
        Version: 1

        While testing, I noticed this.
        ```

        Run this:

        ```
        make lint

        ## How to contribute

        Please ask first.
        """, findings: ["9:1 warning unclosed-fence"]),
    Case(
      name: "a closing fence that stands too far left for its list",
      markdown: """
        - Write this:

          ```js
          console.log('Hello');
        ```

        Then go on.
        """, findings: ["3:3 warning unclosed-fence"]),
    Case(
      name: "fences within longer fences, and fences shown in Markdown, are closed",
      markdown: """
        ````text
        ```js
        ````

        ```md
        ```js
        const a = 1;
        ```

        ~~~sh
        cat <<X
        ```js
        ~~~
        """),
    Case(
      name: "a fence in an HTML block, once, whatever follows; not in comments or <pre>",
      markdown: """
        <!--
        ```js
        -->

        <pre>
        ```js
        </pre>

        <div>
        ```js
        const a = 1;

        const b = 2;
        ```
        </div>
        """, findings: ["10:1 warning swallowed-fence"]),
    Case(
      name:
        "tables: an invisible space after the last pipe, a missing line of dashes; no single row",
      markdown: """
        | a | b |\u{3000}
        | --- | --- |
        | c | d |

        > | a | b |
        > | c | d |

        The value | of x |
        and `|y|` is | z

        | a \\| b | c |
        |---|---|
        """, findings: ["1:1 warning broken-table", "5:3 warning broken-table"]),
    Case(
      name: "wiki links; not in code, not with an address, no contents, no slots",
      markdown: """
        See [[Access Tokens|tokens]], [[toc]], `[[x]]`, [[a]](b.js), [[ -f y ]], [[1]], [[Prototype]].
        """, findings: ["1:5 warning wiki-link", "1:49 error broken-link"]),
    Case(
      name: "indented lines after an announcement; not hanging indents, not lists",
      markdown: """
        Set them so:
            A=1

        This sentence goes on
            in a line that is set in.

        - an item that goes on
          in a second line
              and hangs
        1. Run it:
               npm start
        """, findings: ["2:5 warning swallowed-indent", "11:8 warning swallowed-indent"]),
    Case(
      name: "bold beside Japanese punctuation: opening, closing, both; not where it works",
      markdown: """
        これは**「重要」**です。**注意。**次に**API（鍵）**を
        「**重要**」、**注意**。これは **「重要」** です。`**「x」**y` と 2**3**4 と**強調**する

        | **「a」**b |
        |---|
        """,
      findings: [
        "1:10 warning cjk-emphasis", "1:35 warning cjk-emphasis", "1:54 warning cjk-emphasis",
        "4:3 warning cjk-emphasis",
      ]),
    Case(
      name: "an image without text that is not there is two mistakes", markdown: "![](no.png)\n",
      findings: ["1:1 warning missing-alt", "1:1 error missing-asset"]),
    Case(
      name: "raw HTML: images and links, in blocks and in text; not in code or comments",
      markdown: """
        <p align="center">
          <img src="no.png" width="20" alt="a"><img src='there.js'>
          <a class="x" href=no.md>n</a>
        </p>

        日本 <a href="#nowhere">n</a> <IMG SRC="there.js" ALT=""> <a name="x">y</a> <a href="">z</a>
        `<img src="no.png">` <!-- <a href="no.md"> -->

        ```html
        <img src="no.png">
        ```
        """,
      findings: [
        "2:3 error missing-asset", "2:40 warning missing-alt", "3:3 error broken-link",
        "6:8 warning broken-anchor", "6:79 error broken-link",
      ]),
    Case(
      name: "what code shows of a comment hides nothing below",
      markdown: """
        Write `<!--` to begin one:

        ```html
        <!-- begun, never ended
        ```

        <a href="no.md">n</a>
        """, findings: ["7:1 error broken-link"]),
    Case(
      name: "CRLF, tabs and emoji before the place", markdown: "🚀\t[[Page]]\r\n\r\n[x]()\r\n",
      findings: ["1:6 warning wiki-link", "3:1 error broken-link"]),
  ]

  @Test(arguments: cases) func findings(_ sample: Case) throws {
    let other = "# Grants\n"
    let judge = try Judge(
      ["lesson.md": sample.markdown, "other.md": other],
      assets: ["lesson.md", "other.md", "there.js"])
    #expect(judge.places == sample.findings)
  }

  @Test(
    "the page that was meant has the same name, or nearly so",
    arguments: [
      ("LICENSE.md", nil), ("docs/api/LICENSE.md", nil), ("api/roms.md", "docs/api/rooms.md"),
      ("rooms.md", "docs/api/rooms.md"), ("docs/README.md", "README.md"),
    ])
  func meant(_ link: String, _ page: String?) throws {
    let files = ["README.md", "docs/api/rooms.md", "docs/api/grants.md", "docs/a.md"]
    let text = "# A\n\n[x](/\(link))\n"
    let found = try Judge(
      Dictionary(uniqueKeysWithValues: files.map { ($0, $0 == "docs/a.md" ? text : "# B\n") })
    ).findings.filter { $0.rule == .brokenLink }
    #expect(found.count == 1)
    let suggestion = found.first?.message.firstMatch(of: /did you mean `(.+)`/)?.1
    #expect(suggestion.map(String.init) == page)
  }

  @Test func fixes() throws {
    let markdown = "| a | b |\u{3000}\n| --- | --- |\n\nこれは**「重要」**です。\n"
    let edits = try Judge(markdown).findings.flatMap(\.fixes).map { fix in
      "\(fix.safety) \(fix.edits.map { "\($0.range.lowerBound.line):\($0.range.lowerBound.column)-\($0.range.upperBound.column) \($0.text)" })"
    }
    #expect(edits == ["safe [\"1:10-13 \"]", "unsafe [\"4:10-26 「**重要**」\"]"])
  }

  /// `/x` is a path of the repository, else of the content root.
  @Test(arguments: [
    ("docs", "/img/a.png", ["../img/a.png"], []),
    ("docs", "/docs/img/a.png", ["img/a.png"], []),
    ("docs/en", "/docs/img/a.png", ["../../docs/img/a.png"], []),
    ("docs", "/img/a.png", ["img/a.png"], []),
    ("", "/img/a.png", ["img/a.png"], []),
    ("docs", "/img/a.png", [], ["there is no image `img/a.png`"]),
    ("docs", "/docs/img/a.png", [], ["there is no image `img/a.png`"]),
    ("docs", "/docs/img/a.png", ["docs/img/a.png"], []),
  ])
  func fromTheTop(_ prefix: String, _ link: String, _ there: [String], _ messages: [String]) throws
  {
    let site = Site(
      configuration: try SiteConfiguration(yaml: ""),
      files: [SourceFile(path: "a.md") { .success(Array("![a](\(link))\n".utf8)) }],
      repositoryPrefix: prefix, exists: { there.contains($0) })
    var found: [Diagnostic] = []
    _ = Build(site).judge { found += $1 }
    let assets = found.filter { $0.rule == .missingAsset }
    #expect(assets.map { String($0.message.prefix { $0 != "," }) } == messages)
  }
}
