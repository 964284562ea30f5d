import JavaScript
import Markdown

/// Finds the directives of a block; every comment that was meant to be one is read or found wrong.
struct DirectiveReader {
  let source: SourceText

  /// - Returns: what each comment of ours in the block says, or what is wrong with it.
  func directives(in block: Block) -> [(
    range: SourceRange, result: Result<Directive, Directive.Fault>
  )] {
    var found: [(SourceRange, Result<Directive, Directive.Fault>)] = []
    for (range, comment) in comments(in: block.range) {
      if block.codeSpans.contains(where: { $0.range.overlaps(range) }) { continue }
      do throws(Directive.Fault) {
        guard let directive = try Directive.parse(comment: comment, range: range) else { continue }
        guard block.isHTML else {
          throw Directive.Fault(
            rule: .badDirective,
            message:
              "a directive within running text applies to nothing; put it on a line of its own before the snippet, with an empty line before it"
          )
        }
        found.append((range, .success(directive)))
      } catch {
        found.append((range, .failure(error)))
      }
    }
    return found
  }

  /// The comments that begin in a part of the source; one that nothing closes reaches to its end.
  private func comments(in range: SourceRange) -> [(SourceRange, String)] {
    let text = source.slice(range)
    guard text.contains(bytes: "<!--") else { return [] }
    let start = source.offset(of: range.lowerBound)
    var comments: [(SourceRange, String)] = []
    var rest = text
    while let opening = rest.firstRange(ofBytes: "<!--") {
      let closing = rest[opening.upperBound...].firstRange(ofBytes: "-->")
      let end = closing?.upperBound ?? rest.endIndex
      let comment = rest[opening.lowerBound..<end]
      let offset = start + text.utf8.distance(from: text.startIndex, to: opening.lowerBound)
      comments.append(
        (
          source.location(
            ofOffset: offset)..<source.location(ofOffset: offset + comment.trimmed.utf8.count),
          String(comment)
        ))
      rest = rest[end...]
    }
    return comments
  }
}

extension Block {
  var isHTML: Bool {
    if case .html = kind { true } else { false }
  }
}
