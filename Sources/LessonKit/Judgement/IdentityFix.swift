import Functions
import JavaScript
import Markdown

/// Moves an identity that is assigned after the token was made into its constructor, as twilio-node 4 and
/// later demand. Unsafe: it rewrites what the lesson says.
struct IdentityFix {
  private let code: [Lexeme]
  private let texts: [String]
  private let lines: [ProgramLine]
  private let lesson: Lesson
  private let step: Step

  init?(_ lesson: Lesson, _ step: Step) {
    guard let revision = step.revision else { return nil }
    let source = lex(revision.program)
    code = source.code
    texts = code.map { String(source.text($0)) }
    lines = revision.lines
    self.lesson = lesson
    self.step = step
  }

  /// - Parameter position: where the constructor is called.
  /// - Returns: nil where the identity is given otherwise, or may depend on what stands between the two.
  func fix(at position: ProgramPosition) -> Diagnostic.Fix? {
    guard
      let new = code.firstIndex(where: {
        $0.line == position.line && $0.column == (position.column ?? 0)
      }), texts[new] == "new", new >= 2, texts[new - 1] == "=",
      code[new - 2].kind == .identifier,
      let (close, count) = argumentsEnd(from: new), count == 3, texts[close - 1] != ",",
      let (start, end) = assignment(to: texts[new - 2], after: close),
      let removal = removal(from: start, to: end), let place = place(code[close])
    else { return nil }
    let value = Array((start + 4)...end)
    let names = Set(value.filter { code[$0].kind == .identifier }.map { texts[$0] })
    guard names.isDisjoint(with: texts[(close + 1)..<start]) else { return nil }
    let text = written(value)
    let option = text == "identity" ? "{ identity }" : "{ identity: \(text) }"
    return .init(
      safety: .unsafe, message: "give the identity to the constructor: `\(option)`",
      edits: [.init(range: place..<place, text: ", " + option), removal])
  }

  /// The index of the `)` that ends the arguments of `new X.Y(…)`, and how many these are.
  private func argumentsEnd(from new: Int) -> (index: Int, count: Int)? {
    guard let open = texts[new...].firstIndex(of: "(") else { return nil }
    var depth = 0
    var commas = 0
    for index in open..<texts.count {
      switch texts[index] {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "," where depth == 1: commas += 1
      default: break
      }
      if depth == 0 { return (index, index == open + 1 ? 0 : commas + 1) }
    }
    return nil
  }

  /// `name.identity = …` in the same block: its first lexeme, and the last of the value.
  private func assignment(to name: String, after close: Int) -> (start: Int, end: Int)? {
    var depth = 0
    for index in (close + 1)..<max(texts.count - 4, close + 1) {
      switch texts[index] {
      case "{": depth += 1
      case "}": depth -= 1
      default: break
      }
      if depth < 0 { return nil }
      guard depth == 0, Array(texts[index...(index + 3)]) == [name, ".", "identity", "="] else {
        continue
      }
      let end = code[index...].firstIndex { $0.line > code[index].line } ?? code.count
      let isEnded = texts[end - 1] == ";"
      let last = end - (isEnded ? 2 : 1)
      return last >= index + 4 && code[last].line == code[index].line ? (index, last) : nil
    }
    return nil
  }

  /// The line of the assignment, if it has nothing else.
  private func removal(from start: Int, to end: Int) -> Diagnostic.Fix.Edit? {
    guard code[start].isFirstOnLine, let place = place(code[start]) else { return nil }
    let line = SourceLocation(line: place.line, column: 1)
    return .init(range: line..<SourceLocation(line: place.line + 1, column: 1), text: "")
  }

  private func written(_ value: [Int]) -> String {
    let line = lines[code[value[0]].line - 1].text
    let last = code[value[value.count - 1]]
    let bytes = line.utf8.dropFirst(code[value[0]].column - 1)
    return String(bytes.prefix(last.column + last.range.count - code[value[0]].column)) ?? ""
  }

  /// Where a lexeme stands in Markdown; nil where it was written in another step.
  private func place(_ lexeme: Lexeme) -> SourceLocation? {
    let line = lines[lexeme.line - 1]
    guard step.owns(line, in: lesson) else { return nil }
    return SourceLocation(
      line: line.origin.line, column: line.origin.columnOffset + lexeme.column)
  }
}
