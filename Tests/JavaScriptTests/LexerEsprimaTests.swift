import Foundation
import JavaScript
import Testing

/// Lexemes that esprima, an independent parser, finds; made by Tests/Acceptance/esprima_tokens.py.
struct LexerEsprimaTests {
  struct Program: Decodable, CustomTestStringConvertible, Sendable {
    let name: String
    let source: String
    let lexemes: [[String]]

    var testDescription: String { name }
  }

  @Test(arguments: try programs(at: fixture))
  func agreesWithEsprima(_ program: Program) {
    let lexed = lex(program.source)
    #expect(lexed.lexemes.map { ["\($0.kind)", String(lexed.text($0))] } == program.lexemes)
  }

  @Test(.enabled(if: liveFile != nil, "set ESPRIMA_TOKENS to output of esprima_tokens.py"))
  func agreesOnLiveFile() throws {
    let programs = try Self.programs(at: URL(filePath: #require(Self.liveFile)))
    #expect(!programs.isEmpty)
    for program in programs {
      let lexed = lex(program.source)
      let lexemes = lexed.lexemes.map { ["\($0.kind)", String(lexed.text($0))] }
      #expect(lexemes == program.lexemes, "\(program.name)")
    }
  }

  static let liveFile = ProcessInfo.processInfo.environment["ESPRIMA_TOKENS"]

  static let fixture = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/Programs.json")

  static func programs(at url: URL) throws -> [Program] {
    try JSONDecoder().decode([Program].self, from: Data(contentsOf: url))
  }
}
