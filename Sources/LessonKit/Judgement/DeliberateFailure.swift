import Functions
import JavaScript
import Markdown

/// Failures of code outside any Function that are no mistake of the lesson: those it shows on purpose, and those at
/// members of Node's own objects, of which a Function's stand-ins have only part. A Function that is to fail says so
/// with `expect error`.
struct DeliberateFailure {
  private let failure: Failure
  private let lines: [ProgramLine]

  /// - Returns: why a failure is not judged; nil where it is.
  static func reason(
    _ run: StepResult.ProfileRun, of result: StepResult, in lesson: Lesson, besides asides: [Aside]
  ) -> String? {
    guard let failure = run.outcome.failure, let revision = result.step.revision else { return nil }
    if let name = failure.undefinedName {
      if !hadBefore(name, result.step), asides.contains(where: { brings(name, $0.snippet) }) {
        return "`\(name)` is declared in a snippet of this page that is no step"
      }
      if declaresLater(name, than: result.step, in: lesson) {
        return "`\(name)` comes in a later snippet"
      }
    }
    if run.outcome.hasHandler { return nil }
    let source = lex(revision.program)
    let names = Names(source)
    if names.assignsHandler || names.usesTwilio { return nil }
    let shown = DeliberateFailure(failure: failure, lines: revision.lines)
    if shown.isAnnounced { return "its comments say that it fails" }
    if shown.isNamed { return "its names say that it fails" }
    if shown.isThrown { return "it throws this error itself" }
    if let root = failure.root, names.free.contains(root),
      lesson.snippets.contains(where: { $0.names.declared.contains(root) })
    {
      return "another snippet declares `\(root)`"
    }
    if let root = failure.root, KnownNames.language.contains(root), !failure.isAtMisspeltMember,
      let module = (names.modules + lesson.snippets.flatMap(\.modulesForEffect)).first(where: {
        !FunctionModules.has($0) && !$0.hasPrefix(".")
      })
    {
      return "the module `\(module)`, which the page asks for, may add it to `\(root)`"
    }
    return BorrowedNames(source, names).hold(failure, of: shown.code)
      ? "an example of Node's own modules, of which a Function's stand-in has only part" : nil
  }

  /// Whether the step before declares a name: then it was lost.
  private static func hadBefore(_ name: String, _ step: Step) -> Bool {
    let before = step.revision?.previous ?? []
    return Names(lex(before.map { $0.text + "\n" }.joined())).declared.contains(name)
  }

  /// Whether a snippet declares a name for the program: what runs elsewhere has names of its own.
  private static func brings(_ name: String, _ snippet: Snippet) -> Bool {
    snippet.names.declared.contains(name) && !KnownNames.isForBrowser(snippet)
      && !snippet.names.isForAnotherHost && !snippet.isCounterexample
  }

  /// Whether a later part of the page brings a name that the program never had: many explain from the top down. A
  /// whole listing brings nothing new, it has been corrected.
  private static func declaresLater(
    _ name: String, than step: Step, in lesson: Lesson
  ) -> Bool {
    !hadBefore(name, step)
      && lesson.snippets.contains { later in
        later.block.index > step.snippet.block.index && brings(name, later)
          && !later.isHandler && !later.standsAlone
      }
  }

  /// The line it failed on.
  private var code: String {
    let line = failure.position.map(\.line) ?? 0
    return lines.indices.contains(line - 1) ? lines[line - 1].normal.code : ""
  }

  // MARK: - What its comments say

  /// `// Throws a TypeError` on a line of the failing statement or right below it, at any of the calls that led there.
  private var isAnnounced: Bool {
    let shape = ProgramShape(lines)
    return failure.frames.contains { frame in
      let line = frame.position.line - 1
      guard lines.indices.contains(line) else { return false }
      let start = shape.gaps[...line].lastIndex { $0 != nil } ?? line
      let statement = shape.statement(at: start) ?? line..<line + 1
      let code = (max(line, start)..<max(statement.upperBound, line + 1)).prefix {
        lines.indices.contains($0) && lines[$0].normal.isCode
      }
      let below = lines[(code.last ?? line)...].dropFirst().prefix {
        !$0.normal.isCode && !$0.normal.comments.isEmpty
      }
      return (code.map { lines[$0] } + below).flatMap(\.normal.comments).contains(where: announces)
    }
  }

  private func announces(_ comment: String) -> Bool {
    let words = comment.lowercased().split { !$0.isLetter }
    // A condition says what would be done, not what is; and some only speak of errors.
    let others = [
      "if", "when", "unless", "never", "nothing", "longer", "away", "handling", "handler",
    ]
    if others.contains(where: { words.contains(Substring($0)) }) || comment.contains("処理") {
      return false
    }
    if failure.name != "Error", words.contains(Substring(failure.name.lowercased())) { return true }
    return words == ["error"] || comment.prefixMatch(of: Self.verdict) != nil
      || words.first == "uncaught" || comment.contains("Error:")
      || words.contains { ["throws", "rejects", "fails"].contains($0) }
      || ["will throw", "would throw", "will fail", "エラー", "例外"].contains(
        where: comment.lowercased().contains)
  }

  /// `// Error — only the counter can change this`, but not `// Error handling` or `// error-first`.
  private nonisolated(unsafe) static let verdict =
    /(\/\/|\/\*)\s*[Ee]rror(\s*[—–:!]|\s+-(?!\w)|\s*\.(?!\w)|,(?=\s|$)|\((?!s\)))/

  /// `const illegalAccess = …`
  private var isNamed: Bool {
    let words = code.split(separator: " ")
    return zip(words, words.dropFirst()).contains { keyword, name in
      ["const", "let", "var"].contains(keyword)
        && name.wholeMatch(of: /(illegal|invalid|broken)([A-Z_].*)?/) != nil
    }
  }

  // MARK: - What it throws

  /// Without a place in the program it was thrown as something that has none: a text, an object.
  private var isThrown: Bool {
    // The engine makes none of its own by this name; a stand-in may.
    if failure.name == "Error", reachesThrow { return true }
    guard let position = failure.position else { return !failure.isEngineMade }
    guard lines.indices.contains(position.line - 1) else { return false }
    let line = lines[position.line - 1]
    // Where an error is made is its place, wherever it is thrown.
    let text = String(line.text.utf8.dropFirst((position.column ?? 1) - 1)) ?? ""
    if text.prefixMatch(of: /(new\s+)?([\w$]+\.)*([A-Z][\w$]*)?Error\s*\(/) != nil { return true }
    let code = " \(line.normal.code) "
    return !failure.isEngineMade && (code.contains(" throw ") || code.contains(" reject ("))
  }
}

extension DeliberateFailure {
  /// Whether what failed may have come to a `throw`: one of its own, or one in what it calls.
  private var reachesThrow: Bool {
    let shape = ProgramShape(lines)
    var open = failure.frames.map(\.position.line).filter { lines.indices.contains($0 - 1) }.map {
      $0 - 1..<$0
    }
    if open.isEmpty { open = [lines.indices] }
    var seen: Set<Int> = []
    while let range = open.popLast() {
      for line in range where seen.insert(line).inserted {
        let words = lines[line].normal.code.split(separator: " ").map(String.init)
        if words.contains("throw") { return true }
        open += words.flatMap(shape.statements)
      }
    }
    return false
  }
}

extension Failure {
  /// The name that what failed begins with, where the engine says what failed.
  var root: String? {
    expression.map { expression in
      expression.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
        .first { $0 != "await" && $0 != "new" }.map(String.init) ?? ""
    }
  }

  /// `x` of `x is not defined`.
  fileprivate var undefinedName: String? {
    guard name == "ReferenceError", message.hasSuffix(" is not defined") else { return nil }
    return message.split(separator: " ").first.map(String.init)
  }

  /// Whether a member of one of the language's own objects was meant: `Object.entires`.
  fileprivate var isAtMisspeltMember: Bool {
    let name = expression?.split(separator: ".").dropFirst().first?
      .prefix { $0.isLetter || $0.isNumber }
    return name.map { name in
      Self.members.contains { Misspelling.is(String(name), of: String($0), least: 4) }
    } ?? false
  }

  /// Of `Object`, `Array`, `Number`, `String`, `Promise`, `JSON`, `Math`, `Date`, `Symbol` and `Reflect`.
  private static let members =
    """
    assign create defineProperties defineProperty entries freeze fromEntries getOwnPropertyDescriptor \
    getOwnPropertyNames getPrototypeOf groupBy hasOwn isExtensible isFrozen isSealed keys \
    preventExtensions prototype seal setPrototypeOf values from isArray isFinite isInteger isNaN \
    isSafeInteger parseFloat parseInt fromCharCode fromCodePoint allSettled race reject resolve parse \
    stringify ceil floor hypot max min random round sign sqrt trunc iterator asyncIterator apply \
    construct deleteProperty ownKeys
    """.split(separator: " ")
}

extension Snippet {
  /// The modules that it only loads: such may add members to the language's own objects.
  fileprivate var modulesForEffect: [String] {
    lines.compactMap {
      $0.code.prefixMatch(of: /(?:require \(|import) ['"]([^'"]+)['"]/).map { String($0.1) }
    }
  }
}
