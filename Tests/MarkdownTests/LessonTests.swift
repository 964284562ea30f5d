import Foundation
import Markdown
import Testing

/// Real lessons, kept beside the package and not in it.
private let lessons = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../../../shared/lessons").standardized

@Suite(.enabled(if: FileManager.default.fileExists(atPath: lessons.path)))
struct LessonTests {
  private func source(_ name: String) throws -> SourceText {
    SourceText(try String(contentsOf: lessons.appending(path: name), encoding: .utf8))
  }

  @Test(arguments: [
    ("en/001_6d5f572f71ce68b8.md", ["22-27", "31-40", "43-56", "64-73", "77-102"])
  ])
  func fences(name: String, lines: [String]) throws {
    let document = Document(parsing: try source(name))
    let fences = document.codeBlocks.filter { $0.fence != nil }
    #expect(fences.map { "\($0.range.lowerBound.line)-\($0.range.upperBound.line)" } == lines)
  }

  /// A closed fence begins and ends with its marks, and each line of code stands where it says.
  @Test func everyPlaceHoldsWhatItSays() throws {
    let paths = try #require(FileManager.default.subpaths(atPath: lessons.path))
    for path in paths where path.hasSuffix(".md") {
      let source = try source(path)
      let document = Document(parsing: source)
      for code in document.codeBlocks {
        for line in code.lines where !line.text.isEmpty {
          let written = source.line(line.line).utf8.dropFirst(line.columnOffset)
          #expect(String(Substring(written)) == line.text, "\(path):\(line.line)")
        }
        guard let fence = code.fence else { continue }
        let mark = String(repeating: fence.character, count: fence.length)
        #expect(source.slice(code.range).hasPrefix(mark), "\(path)")
        #expect(!fence.isClosed || source.slice(code.range).hasSuffix(mark), "\(path)")
      }
      for block in document.blocks {
        for span in block.codeSpans {
          let written = source.slice(span.range)
          #expect(written.hasPrefix("`") && written.hasSuffix("`"), "\(path): \(written)")
        }
        for link in block.links {
          let written = source.slice(link.range)
          #expect(written.count < source.slice(block.range).count || block.links.count == 1)
          #expect(!link.isImage || written.hasPrefix("!["), "\(path): \(written)")
        }
      }
    }
  }
}
