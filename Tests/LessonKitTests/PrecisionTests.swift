import Foundation
import LessonKit
import Markdown
import Testing

/// Invented pages as people write them, in folders by what they are about: Express, React, browsers, tests, shells,
/// TypeScript, references and notes. There is nothing in them that a careful reviewer would object to.
@Suite struct PrecisionTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Precision")

  static func files() throws -> [String: String] {
    let all = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return try all.filter { $0.hasSuffix(".md") }.reduce(into: [:]) { files, path in
      files[path] = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
  }

  @Test func nothingIsFoundInGoodPages() throws {
    let files = try Self.files()
    #expect(files.count >= 40)
    let found = try Judge(files).findings.filter { $0.severity != .note }
    #expect(found.map { "\($0.path):\($0.range.lowerBound.line) \($0.rule.rawValue)" } == [])
  }

  @Test func linesMayEndAsOnWindows() throws {
    let files = try Self.files().mapValues { $0.replacing("\n", with: "\r\n") }
    let judged = try Judge(files)
    #expect(judged.findings.filter { $0.severity != .note }.map(\.rule) == [])
    let plain = try Judge(try Self.files())
    #expect(judged.steps.map(\.drawn) == plain.steps.map(\.drawn))
  }
}
