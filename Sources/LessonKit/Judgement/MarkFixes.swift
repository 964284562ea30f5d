import JavaScript
import Markdown

/// How marks come to stand where a step changes something.
struct MarkFixes {
  let lesson: Lesson

  /// Takes a mark away, and puts it to the line that was meant.
  ///
  /// - Returns: nil where more than a mark would move: it shares its line with something that is no code.
  func moving(
    _ mark: SourceRange, isTrailing: Bool, to meant: ProgramLine?, in revision: Revision
  ) -> Diagnostic.Fix? {
    guard let removal = removal(of: mark, isTrailing: isTrailing) else { return nil }
    guard let meant else {
      return .init(safety: .safe, message: "remove the mark", edits: [removal])
    }
    let text = String(lesson.source.slice(mark))
    let edit =
      isTrailing ? appending(text, to: meant) : inserting(text, above: meant, in: revision)
    return edit.map {
      .init(
        safety: .safe, message: "move the mark to line \(meant.origin.line)", edits: [removal, $0])
    }
  }

  /// Puts the lesson's mark above a run of changed lines.
  func adding(
    _ mark: String, above line: ProgramLine, in revision: Revision
  ) -> Diagnostic.Fix? {
    inserting(mark, above: line, in: revision).map {
      .init(safety: .safe, message: "put `\(mark)` on the line above", edits: [$0])
    }
  }

  private func removal(
    of mark: SourceRange, isTrailing: Bool
  ) -> Diagnostic.Fix.Edit? {
    let line = mark.lowerBound.line
    let text = lesson.source.line(line)
    let before = lesson.source.slice(SourceLocation(line: line, column: 1)..<mark.lowerBound)
    let after = text.utf8.dropFirst(mark.upperBound.column - 1)
    guard mark.upperBound.line == line, after.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
      return nil
    }
    if isTrailing {
      let kept = before.utf8.reversed().drop { $0 == 0x20 || $0 == 0x09 }.count
      return .init(
        range: SourceLocation(line: line, column: kept + 1)..<mark.upperBound, text: "")
    }
    // List indents and quote marks stand before code; anything else is not ours to take.
    guard before.allSatisfy({ $0.isWhitespace || $0 == ">" }) else { return nil }
    return .init(
      range: SourceLocation(line: line, column: 1)..<SourceLocation(line: line + 1, column: 1),
      text: "")
  }

  private func appending(_ mark: String, to line: ProgramLine) -> Diagnostic.Fix.Edit? {
    guard line.origin.path == lesson.path, line.normal.comments.isEmpty else { return nil }
    return .init(range: line.range.upperBound..<line.range.upperBound, text: " " + mark)
  }

  /// - Returns: nil where a comment on a line of its own would be text: inside a template or among JSX.
  private func inserting(
    _ mark: String, above line: ProgramLine, in revision: Revision
  ) -> Diagnostic.Fix.Edit? {
    guard line.origin.path == lesson.path, revision.reading != .jsx,
      let number = revision.lines.firstIndex(where: { $0.origin == line.origin }),
      !lex(revision.program).lexemes.contains(where: {
        $0.line <= number && $0.endLine(in: revision.program) > number
      })
    else { return nil }
    let place = SourceLocation(line: line.origin.line, column: 1)
    let lead = lesson.source.slice(place..<line.range.lowerBound)
    return .init(range: place..<place, text: "\(lead)\(mark)\n")
  }
}

extension Lexeme {
  /// The 1-based line on which it ends.
  fileprivate func endLine(in source: String) -> Int {
    guard kind == .template || kind == .blockComment || kind == .jsxText || kind == .string else {
      return line
    }
    let start = source.utf8.index(source.startIndex, offsetBy: range.lowerBound)
    return line + source.utf8[start...].prefix(range.count).count { $0 == 10 }
  }
}
