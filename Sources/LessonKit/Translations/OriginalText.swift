import Markdown
import TokenEngine

/// The sections of a lesson by what they say: what a translation was made from is compared with it.
struct OriginalText: Sendable {
  struct Section: Sendable, Hashable {
    /// Empty before the first heading.
    var heading: String
    /// Of the heading on its page.
    var fragment: String
    /// Of the text without white space at the ends of lines.
    var hash: String
    var steps: [Int]
  }

  let sections: [Section]

  init(_ result: LessonResult) {
    self.init(
      result.lesson.document, of: result.lesson.source,
      steps: result.steps.map { ($0.step.number, $0.step.snippet.block.range.lowerBound.line) })
  }

  /// - Parameter steps: the number of each and its line.
  init(_ document: Document, of source: SourceText, steps: [(number: Int, line: Int)] = []) {
    let starts = document.blocks.compactMap { block in
      block.heading.map { ($0, block.range.lowerBound.line) }
    }
    let first =
      document.frontMatter.map { $0.isClosed ? $0.range.upperBound.line + 1 : 1 } ?? 1
    let bounds = [first] + starts.map(\.1) + [source.lineCount + 1]
    sections = zip(bounds, bounds.dropFirst()).enumerated().compactMap { index, lines in
      let range = min(lines.0, lines.1)..<max(lines.0, lines.1)
      let heading = index == 0 ? nil : starts[index - 1].0
      let text = range.map { source.line($0).trimmedEnd }
      if heading == nil, text.allSatisfy(\.isEmpty) { return nil }
      return Section(
        heading: heading?.text ?? "", fragment: heading?.id ?? "", hash: Self.hash(text),
        steps: steps.filter { range.contains($0.line) }.map(\.number))
    }
  }

  /// What `stepwise update --translations` writes.
  var record: String {
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
