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

  @Test func headingsKnowLevelAndText() {
    let document = Document(parsing: SourceText("### a *b*\n\n- c\n  ---\n"))
    #expect(document.headings.map(\.level) == [3, 2])
    #expect(document.headings.map(\.text) == ["a b", "c"])
    #expect(document.headings.map(\.index) == [0, 1])
  }
}
