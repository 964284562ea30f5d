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

  @Test func aPolicyTakesHostsAndNothingElse() throws {
    let page = try page([:], configuration: "csp:\n  frame-src: https://video.example.com\n")
    #expect(page.contains("frame-src 'self' https://video.example.com\""))
    for bad in [
      "script-src: \"'unsafe-inline'\"", "frame-ancestors: https://a.example", "img-src: '*'",
    ] {
      #expect(throws: SettingsError.self) { try SiteConfiguration(yaml: "csp:\n  \(bad)\n") }
    }
  }
}
