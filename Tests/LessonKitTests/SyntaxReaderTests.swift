import Foundation
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

  #if os(Linux)
    /// The engine collects nothing of what it has only compiled: without a new one now and then, 16 MB here.
    @Test func textsAreNotKept() throws {
      let reader = SyntaxReader()
      func read(_ numbers: Range<Int>) {
        for number in numbers {
          let text = "const a\(number) = '\(String(repeating: "x", count: 4000))';\n"
          #expect(reader.reading(of: text, language: nil) == .script)
        }
      }
      read(0..<1100)
      let before = try residentMebibytes()
      read(1100..<5100)
      #expect(try residentMebibytes() - before < 8)
    }

    private func residentMebibytes() throws -> Int {
      let numbers = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        .split(separator: " ")
      return (try #require(Int(numbers[1])) * sysconf(Int32(_SC_PAGESIZE))) >> 20
    }
  #endif
}
