import LessonKit
import Testing
import TokenEngine

@Suite struct ContentTests {
  @Test(
    arguments: [
      ("en/tokens/01-a.md", "en", "tokens/01-a"), ("docs/ja/01-a.md", "ja", "docs/01-a"),
      ("docs/01-Topic/02-Step.md", nil, "docs/01-Topic/02-Step"), ("lib/a.md", nil, "lib/a"),
      ("token.ja.md", "ja", "token"), ("token.v2.md", nil, "token.v2"), ("README.md", nil, ""),
      ("en/README.md", "en", ""), ("en/tokens/index.md", "en", "tokens"), ("fr/x.md", "fr", "x"),
    ] as [(String, String?, String)])
  func places(_ path: String, _ locale: String?, _ lesson: String) {
    let place = ContentLayout(locales: []).place(of: path)
    #expect(place.locale?.text == locale)
    #expect(place.lesson == lesson)
  }

  @Test func aMapOfLocales() throws {
    let configuration = try SiteConfiguration(yaml: "locales: {ja: docs, en: docs-en}")
    let layout = ContentLayout(locales: configuration.locales)
    #expect(layout.place(of: "docs/a/b.md").locale?.text == "ja")
    #expect(layout.place(of: "docs-en/a/b.md").locale?.text == "en")
    #expect(layout.place(of: "docs-en/a/b.md").lesson == "a/b")
    let folders = try SiteConfiguration(yaml: "locales: {ja: ./docs/ja/, en: .}").locales.map(
      \.folder)
    #expect(folders == ["docs/ja", nil])
  }

  @Test func whatHasNoValueIsNotSet() throws {
    let nothing = "title: ~\nbaseURL:\nfallback: null\nlocales: ~\nsdk:\nsamples: ~\nevent: ~"
    #expect(try SiteConfiguration(yaml: nothing) == SiteConfiguration())
    let judged = try Judge(["a.md": "---\nurl: ~\naliases:\ntitle: ~\nfunction: ~\n---\n# A\n"])
    #expect(judged.places == [])
    #expect(judged.results.map(\.lesson.title) == ["A"])
  }

  @Test func readingOrder() {
    let paths = ["10-z.md", "2-b/1.md", "2-b/README.md", "1-a.md", "2-b/10.md", "2-b/9.md"]
    #expect(
      paths.sorted(by: isInReadingOrder) == [
        "1-a.md", "2-b/1.md", "2-b/9.md", "2-b/10.md", "2-b/README.md", "10-z.md",
      ])
  }

  @Test func aRootWithoutHintsIsJapaneseIfItHasKana() throws {
    #expect(try Judge(["a.md": "Hello"]).results.map(\.lesson.locale.text) == ["en"])
    #expect(
      try Judge(["a.md": "Hello", "b.md": "これ"]).results.map(\.lesson.locale.text) == ["ja", "ja"])
  }

  @Test func frontMatterNamesTheLanguageWhereThePathDoesNot() throws {
    let judged = try Judge([
      "a.md": "---\nlocale: fr\n---\nBonjour", "b.md": "Hello",
      "ja/c.md": "---\nlocale: en\n---\nx",
    ])
    #expect(
      judged.results.map { "\($0.lesson.path) \($0.lesson.locale)" }.sorted() == [
        "a.md fr", "b.md en", "ja/c.md ja",
      ])
    #expect(judged.places == ["2:1 error bad-front-matter"])
    #expect(
      try Judge(["a.md": "---\nlocale: ../../x\n---\n"]).places == ["2:1 error bad-front-matter"])
  }

  @Test(arguments: [
    ("locales: 3", 1), ("rules:\n  no-such: off", 2), ("rules:\n  empty-step: loud", 2),
    ("a: b: c", 1), ("samples: maybe", 1), ("time: yesterday", 1), ("- a\n- b", 1),
    ("locales:\n  ja: ja\n  en: ../../en", 3), ("locales:\n  en: /en", 2),
    ("title: x\nsamples: '~'", 2),
  ])
  func badConfiguration(_ yaml: String, _ line: Int) {
    #expect { try SiteConfiguration(yaml: yaml) } throws: { error in
      (error as? SettingsError)?.line == line
    }
  }

  @Test func environmentValuesAreTheirText() throws {
    let configuration = try SiteConfiguration(
      yaml:
        "environment: {A: 010, B: yes, C: 1e10, D: ~}\ntime: 2024-02-03\nsdk: [twilio-node@6, twilio-node@3]"
    )
    #expect(configuration.lesson.environment == ["A": "010", "B": "yes", "C": "1e10", "D": "~"])
    #expect(configuration.lesson.time == 1_706_918_400)
    #expect(configuration.lesson.sdk.map(\.rawValue) == ["twilio-node@5", "twilio-node@3"])
  }

  @Test(arguments: [
    ("include: docs", "docs/a/b.md", true), ("include: docs", "doc/a.md", false),
    ("exclude: ['**/draft*.md']", "a/b/draft-1.md", false),
    ("exclude: ['**/draft*.md']", "draft.md", false),
    ("exclude: ['**/draft*.md']", "a/final.md", true), ("include: ['*/??.md']", "a/01.md", true),
    ("include: ['*/??.md']", "a/b/01.md", false),
    ("include: [a]\nexclude: [a/b]", "a/b/c.md", false),
  ])
  func whatIsRead(_ yaml: String, _ path: String, _ isRead: Bool) throws {
    #expect(try SiteConfiguration(yaml: yaml).reads(path) == isRead)
  }

  @Test func levelsOfRules() throws {
    let lesson = "```js\nconst a = 1;\nconst b = 2;\n```\n```js\nconst a = 1;\nconst b = 2;\n```\n"
    #expect(try Judge(["a.md": lesson]).places == ["5:1 warning empty-step"])
    #expect(try Judge(["a.md": lesson], configuration: "rules: {empty-step: off}").places == [])
    #expect(
      try Judge(["a.md": lesson], configuration: "rules: {empty-step: error}").places == [
        "5:1 error empty-step"
      ])
  }

  @Test func secretsAreMasked() throws {
    let lesson = """
      ---
      environment: {API_SECRET: hunter2hunter2, API_KEY: SK1}
      ---
      ```js
      exports.handler = function (context, event, callback) {
        console.log(context.API_SECRET);
        const token = new Twilio.jwt.AccessToken('AC1', context.API_KEY, context.API_SECRET, { identity: 'a' });
        callback(null, context.API_SECRET + token.toJwt());
      };
      ```
      """
    let judged = try Judge(lesson)
    var report = JSONFormat(root: ".", version: "0")
    _ = report.add(judged.results[0], judged.findings)
    let text = report.end(Summary())
    #expect(!text.contains("hunter2"))
    #expect(judged.steps[0].listing?.source.contains("environment[\"API_SECRET\"]!") == true)
    let step = judged.results[0]
    let site = Site(configuration: SiteConfiguration(), files: [])
    #expect(
      !LessonPage(step, site: site, map: PageMap(site)).render().page.text.contains("hunter2"))
  }
}
