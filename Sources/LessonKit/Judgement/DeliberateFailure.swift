import Functions
import JavaScript

/// Failures of code outside any Function that are no mistake of the lesson: those it shows on purpose, and those at
/// something of Node's which only Node has. A Function that is to fail says so with `expect error`.
enum DeliberateFailure {
  /// - Returns: why a failure is not judged; nil where it is.
  static func reason(_ run: StepResult.ProfileRun, of result: StepResult) -> String? {
    guard let failure = run.outcome.failure, let lines = result.step.revision?.lines else {
      return nil
    }
    if run.outcome.hasHandler { return nil }
    let names = Names(lex(lines.map { $0.text + "\n" }.joined()))
    if names.assignsHandler || names.usesTwilio { return nil }
    if isAnnounced(failure, beside: lines) { return "its comments say that it fails" }
    if throwsItself(failure, lines) { return "it throws this error itself" }
    let borrowed = BorrowedNames(lines, names)
    return failure.frames.isEmpty
      || failure.frames.contains { borrowed.stand(on: $0.position.line) }
      ? "an example of Node's own modules, of which a Function's stand-in has only part" : nil
  }

  /// `// Throws a TypeError` on the line or right below it, or with the error's name.
  private static func isAnnounced(_ failure: Failure, beside lines: [ProgramLine]) -> Bool {
    guard let line = failure.position?.line, lines.indices.contains(line - 1) else { return false }
    var comments = lines[line - 1].normal.comments
    for next in lines[line...].prefix(4) {
      if !comments.isEmpty, next.normal.isCode { break }
      comments += next.normal.comments
    }
    return comments.contains { comment in
      let words = comment.lowercased()
      return comment.contains(failure.name)
        || ["throw", "reject", "fails", "error", "エラー", "例外"].contains(where: words.contains)
    }
  }

  private static func throwsItself(_ failure: Failure, _ lines: [ProgramLine]) -> Bool {
    guard let line = failure.position?.line, lines.indices.contains(line - 1) else { return false }
    let code = " \(lines[line - 1].normal.code) "
    return code.contains(" throw ") || code.contains("Error (")
  }
}

/// What a plain program has from its host, and what it makes of that.
private struct BorrowedNames {
  private let lines: [ProgramLine]
  private var names = KnownNames.node

  init(_ lines: [ProgramLine], _ own: Names) {
    self.lines = lines
    if !lines.contains(where: { $0.normal.code.hasPrefix("class ") }) { names.insert("this") }
    // Declared from something borrowed: borrowed as well. A declaration stands above most of its uses.
    let declared = Dictionary(grouping: own.declarations, by: \.line).mapValues { $0.map(\.name) }
    for _ in 0..<2 {
      for (line, fresh) in declared where isBorrowed(statement(at: line)) {
        names.formUnion(fresh)
      }
    }
  }

  /// The lines of the statement that declares something on a line: a pattern may be spread over many.
  private func statement(at line: Int) -> Range<Int> {
    guard lines.indices.contains(line - 1) else { return 0..<0 }
    var start = line - 1
    while start > 0, isInPattern(lines[start].normal.code) { start -= 1 }
    var depth = 0
    for index in start..<lines.count {
      let code = lines[index].normal.code
      depth += code.utf8.count { "([{".utf8.contains($0) }
      depth -= code.utf8.count { ")]}".utf8.contains($0) }
      if depth <= 0, index >= line - 1, !code.hasSuffix("=") { return start..<index + 1 }
    }
    return line - 1..<line
  }

  private func isInPattern(_ code: String) -> Bool {
    !["const ", "let ", "var ", "import ", "function ", "class "].contains(where: code.hasPrefix)
      && !code.utf8.contains { "(=;".utf8.contains($0) }
  }

  private func isBorrowed(_ range: Range<Int>) -> Bool {
    range.contains { index in
      lines[index].normal.code.split(separator: " ").contains {
        $0 == "import" || $0 == "from" || names.contains(String($0))
      }
    }
  }

  /// - Parameter line: 1-based.
  func stand(on line: Int) -> Bool {
    lines.indices.contains(line - 1) ? isBorrowed(line - 1..<line) : true
  }
}
