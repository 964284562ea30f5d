import Markdown
import Testing

@Suite struct HeadingTests {
  @Test(arguments: [
    ("# Hello World", "hello-world"),
    ("# 1. Set-up: `twilio.jwt` & *more*!", "1-set-up-twiliojwt--more"),
    ("# snake_case  two", "snake_case--two"),
    ("# アクセストークンを発行する、その1。", "アクセストークンを発行するその1"),
    ("# 「ＡＢＣ」とは？", "ａｂｃとは"),
    ("# 🚀 Launch", "-launch"),
    ("# Ünïcode ÉCOLE", "ünïcode-école"),
    ("# [Link](url) ![image](src) end", "link--end"),
    ("# <a name=\"x\"></a>Title", "title"),
    ("# 🚀", "section"),
    ("#", "section"),
    ("# a\tb – c", "ab--c"),
    ("# Ⅷ ② ½", "ⅷ--"),
  ])
  func slugs(markdown: String, expected: String) {
    #expect(Document(parsing: SourceText(markdown)).headings.map(\.slug) == [expected])
  }

  @Test func slugsAreUnique() {
    let document = Document(parsing: SourceText("# a\n# a\n## A\n# a-1\n# a 1\n# 🚀\n# section\n"))
    #expect(
      document.headings.map(\.slug) == [
        "a", "a-1", "a-2", "a-1-1", "a-1-2", "section", "section-1",
      ])
  }

  @Test(arguments: [
    ("# Set up {#setup}", "Set up", "setup"),
    ("# `a` *b* {#C.d_1}", "a b", "C.d_1"),
    ("# 準備{#準備-1}", "準備", "準備-1"),
    ("## a {#b} ##", "a", "b"),
    ("a {#b}\n===", "a", "b"),
    // What the page has itself.
    ("# Step 1", "Step 1", "section-step-1"),
    ("# T 0 0", "T 0 0", "section-t-0-0"),
    ("# Step 1 in short", "Step 1 in short", "step-1-in-short"),
    ("# Content", "Content", "section-content"),
    ("# a {#step-2}", "a", "section-step-2"),
    // No identifiers, or not at the end.
    ("# a {#b c}", "a {#b c}", "a-b-c"),
    ("# a {: #b}", "a {: #b}", "a--b"),
    ("# a {#b} c", "a {#b} c", "a-b-c"),
    ("# a `{#b}`", "a {#b}", "a-b"),
    ("# a **{#b}**", "a {#b}", "a-b"),
    ("# a {#}", "a {#}", "a-"),
    ("# a {#\"b}", "a {#\"b}", "a-b"),
    ("# {#b}", "{#b}", "b"),
  ])
  func identifiers(markdown: String, text: String, id: String) {
    let heading = Document(parsing: SourceText(markdown)).headings[0]
    #expect(heading.text == text)
    #expect(heading.id == id)
    let markup = drawing(of: heading.content)
    #expect(markup.contains("{#") == text.contains("{#"), "\(markup)")
  }

  @Test func identifiersAreUnique() {
    let document = Document(
      parsing: SourceText(
        "# a\n# b {#a}\n# c {#A}\n# a\n# Step\n# Step\n# d {#step}\n# e {#section-step-1}\n"))
    #expect(
      document.headings.map(\.id) == [
        "a", "a-1", "A", "a-1-1", "step", "section-step-1", "section-step-2", "section-step-1-1",
      ])
    #expect(
      document.headings.map(\.slug) == [
        "a", "b-a", "c-a", "a-1", "step", "step-1", "d-step", "e-section-step-1",
      ])
  }

  @Test(arguments: [
    ("own", "Own"), ("OWN", "Own"), ("my-heading", "my-heading"), ("My-Heading", "my-heading"),
    ("named", "Named"), ("b-named", "Named"), ("step-1", "section-step-1"), ("v2-1", "v21"),
    ("準備", "準備"), ("準 備", nil), ("gone", nil), ("", nil),
  ])
  func anchorsAreFoundAsGitHubFindsThem(fragment: String, identifier: String?) {
    let anchors = Anchors(
      of: "# My heading\n# b {#Named}\n# Step 1\n# v2.1\n# 準備\n<a id=Own></a>\n")
    #expect(anchors.identifier(for: fragment) == identifier)
  }

  @Test func headingsKnowLevelAndText() {
    let document = Document(parsing: SourceText("### a *b*\n\n- c\n  ---\n"))
    #expect(document.headings.map(\.level) == [3, 2])
    #expect(document.headings.map(\.text) == ["a b", "c"])
    #expect(document.headings.map(\.index) == [0, 1])
  }
}
