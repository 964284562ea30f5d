import Markdown

/// The whole program at one step, and where each of its lines was written.
package struct Revision: Sendable, Hashable {
  package enum Kind: String, Sendable { case complete, fragment, elided, patch, `repeat` }

  package var kind: Kind
  package var lines: [ProgramLine]
  /// As what the program parses.
  package var reading: Reading
  /// Against the revision before it in the chain; empty for the first.
  package var changes: [Change]
  /// The lines of the revision before it; nil for the first.
  package var previous: [ProgramLine]?
  /// Whether the revision before it was put together from fragments, all of which found their place.
  var sumsUpParts = false
  /// The lines among which all that the step itself wrote are found, from 0.
  var written: Range<Int>

  var writtenLines: ArraySlice<ProgramLine> { lines[written] }

  /// The JavaScript that is executed, ending with a line feed.
  package var program: String { lines.map { $0.text + "\n" }.joined() }
}

package struct ProgramLine: Sendable, Hashable {
  /// Where a line of a program stands in Markdown.
  package struct Origin: Sendable, Hashable {
    package var path: String
    /// 1-based.
    package var line: Int
    /// UTF-8 bytes of the Markdown line before the code (list indent, `> `).
    package var columnOffset: Int
  }

  package var text: String
  package var normal: NormalLine
  package var origin: Origin
}

/// A run of lines that differs from the revision before. Line numbers are 1-based and closed.
package struct Change: Sendable, Hashable {
  package enum Kind: String, Sendable { case added, removed, changed, moved }

  package var kind: Kind
  package var lines: ClosedRange<Int>?
  package var previousLines: ClosedRange<Int>?
}

extension Snippet {
  func programLines(path: String) -> [ProgramLine] {
    zip(code, lines).map { line, normal in
      ProgramLine(
        text: line.text, normal: normal,
        origin: .init(path: path, line: line.line, columnOffset: line.columnOffset))
    }
  }
}
