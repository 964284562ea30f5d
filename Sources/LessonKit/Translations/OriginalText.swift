import Markdown
import TokenEngine

/// The sections of a lesson by what they say: what a translation was made from is compared with it.
package struct OriginalText: Sendable {
  package struct Section: Sendable, Hashable {
    /// Empty before the first heading.
    var heading: String
    var slug: String
    /// Of the text without white space at the ends of lines.
    var hash: String
    var steps: [Int]
  }

  package let sections: [Section]

  package init(_ result: LessonResult) {
    let lesson = result.lesson
    let starts = lesson.document.blocks.compactMap { block in
      block.heading.map { ($0, block.range.lowerBound.line) }
    }
    let first =
      lesson.document.frontMatter.map { $0.isClosed ? $0.range.upperBound.line + 1 : 1 } ?? 1
    let bounds = [first] + starts.map(\.1) + [lesson.source.lineCount + 1]
    sections = zip(bounds, bounds.dropFirst()).enumerated().compactMap { index, lines in
      let range = min(lines.0, lines.1)..<max(lines.0, lines.1)
      let heading = index == 0 ? nil : starts[index - 1].0
      let text = range.map { lesson.source.line($0).trimmedEnd }
      if heading == nil, text.allSatisfy(\.isEmpty) { return nil }
      return Section(
        heading: heading?.text ?? "", slug: heading?.slug ?? "", hash: Self.hash(text),
        steps: result.steps.filter { range.contains($0.step.snippet.block.range.lowerBound.line) }
          .map(\.step.number))
    }
  }

  /// What `stepwise update --translations` writes.
  package var record: String {
    JSONValue.object([
      "sections": .array(
        sections.map { ["heading": .string($0.heading), "hash": .string($0.hash)] })
    ]).pretty() + "\n"
  }

  private static func hash(_ lines: [String]) -> String {
    var hash = ContentHash()
    // Blank lines at the end belong to what follows.
    for line in lines.reversed().drop(while: \.isEmpty).reversed() { hash.add(line: line) }
    return hash.text
  }
}

extension Substring {
  fileprivate var trimmedEnd: String {
    var text = self
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
