import Testing

@testable import LessonKit

@Suite struct SyntaxReaderTests {
  /// The last answer is kept, for the same text in the same language alone.
  @Test func theLanguageOfTheSameText() {
    let reader = SyntaxReader()
    let text = "let name: string = 'a';\n"
    #expect(reader.reading(of: text, language: "typescript") == .typeScript)
    guard case .invalid = reader.reading(of: text, language: "javascript") else {
      Issue.record("TypeScript is read as JavaScript")
      return
    }
    #expect(reader.reading(of: text, language: "typescript") == .typeScript)
  }
}
