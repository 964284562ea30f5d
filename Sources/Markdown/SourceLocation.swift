/// A place in a text. Lines count from 1, columns from 1 in UTF-8 bytes.
package struct SourceLocation: Comparable, Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Half-open: the upper bound is the first place that no longer belongs to it.
package typealias SourceRange = Range<SourceLocation>
