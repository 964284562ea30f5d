import LessonKit
import Testing

@Suite struct ThemeTests {
  private let lesson = "# \\<A\\> & \"b\"\n\nText.\n"

  private func page(_ files: [String: String], configuration: String = "") throws -> String {
    let judge = try Judge(["en/a.md": lesson], configuration: configuration)
    let theme = try Theme(names: Array(files.keys)) { files[$0]! }
    let site = Site(
      configuration: try SiteConfiguration(yaml: configuration),
      files: [SourceFile(path: "en/a.md") { .success(Array(lesson.utf8)) }], theme: theme)
    return LessonPage(judge.results[0], site: site, map: PageMap(site)).render().page.text
  }

  @Test func aPublisherReplacesOneTemplateAndKeepsTheRest() throws {
    let page = try page([
      "footer.mustache": "<footer>{{title}}</footer><a href=\"{{root}}\">top</a>"
    ])
    #expect(
      page.contains(
        "<footer>&lt;A&gt; &amp; &quot;b&quot;</footer><a href=\"../../\">top</a>"))
    #expect(page.contains("<link rel=\"stylesheet\" href=\"../../stepwise.css\">"))
  }

  @Test func styleScriptLogoAndIconAreLinkedAndTheRestIsCopied() throws {
    let names = [
      "theme.css", "theme.js", "logo.svg", "favicon.ico", "fonts/a.woff2", "strings/en.yml",
    ]
    let theme = try Theme(names: names) { _ in "" }
    #expect(
      theme.files
        == ["favicon.ico", "fonts/a.woff2", "logo.svg", "theme.css", "theme.js"].map {
          "theme/" + $0
        })
    let page = try page(Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
    for part in [
      "href=\"../../theme/theme.css\"", "src=\"../../theme/theme.js\" defer",
      "rel=\"icon\" href=\"../../theme/favicon.ico\"",
      "<img src=\"../../theme/logo.svg\" alt=\"\">",
    ] { #expect(page.contains(part)) }
  }

  @Test func aBrokenTemplateIsNamedWithItsLine() {
    #expect {
      try Theme(names: ["header.mustache"]) { _ in "<header>\n{{#home}}\n</header>" }
    } throws: { error in
      guard let failure = error as? Theme.Failure else { return false }
      return failure.path == "theme/header.mustache" && failure.line >= 2
    }
  }

  @Test(arguments: [
    (["head.mustache": "a\n{{> head }}"], "head → head", 2),
    (
      ["head.mustache": "{{>footer}}", "footer.mustache": "\n\n{{>head}}"],
      "footer → head → footer", 3
    ),
    (["footer.mustache": "{{<page}}{{/page}}"], "footer → page → footer", 1),
    (["page.mustache": "{{=<% %>=}}<%> page%>"], "page → page", 1),
    (["header.mustache": "{{>own}}", "own.mustache": "\n{{>header}}"], "header → own → header", 1),
  ])
  func aTemplateThatIncludesItselfIsNoTemplate(
    files: [String: String], circle: String, line: Int
  ) {
    #expect {
      try Theme(names: Array(files.keys)) { files[$0]! }
    } throws: { error in
      guard let failure = error as? Theme.Failure else { return false }
      return failure.message.contains("(\(circle))") && failure.line == line
    }
  }

  @Test(arguments: ["a\n{{>*kind}}", "\n{{> * kind }}", "\n{{<*kind}}{{/*kind}}"])
  func anIncludeWhoseNameIsComputedIsRefused(text: String) {
    #expect {
      try Theme(names: ["head.mustache"]) { _ in text }
    } throws: { error in
      guard let failure = error as? Theme.Failure else { return false }
      return failure.message.contains("computed") && failure.line == 2
    }
  }

  @Test func templatesMayIncludeOneAnotherTwice() throws {
    let page = try page(["head.mustache": "{{>own}}{{>own}}", "own.mustache": "<meta name=own>"])
    #expect(page.contains("<meta name=own><meta name=own>"))
  }

  @Test func aPolicyTakesHostsAndNothingElse() throws {
    let page = try page([:], configuration: "csp:\n  frame-src: https://video.example.com\n")
    #expect(page.contains("frame-src 'self' https://video.example.com\""))
    for bad in [
      "script-src: \"'unsafe-inline'\"", "frame-ancestors: https://a.example", "img-src: '*'",
      "script-src: 'data:'", "script-src-elem: 'https:'", "default-src: 'blob:'",
      "script-src: 'https://*'",
    ] {
      #expect(throws: SettingsError.self) { try SiteConfiguration(yaml: "csp:\n  \(bad)\n") }
    }
  }
}
