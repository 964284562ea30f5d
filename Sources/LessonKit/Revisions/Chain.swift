/// One evolving file of a workshop: its latest program, to which later snippets belong by similarity.
struct Chain: Sendable {
  let number: Int
  var file: String?
  /// The lesson whose page it was last continued on.
  var path: String
  var lines: [ProgramLine]
  /// Whether the snippet that started it can be run.
  var isRunnable: Bool

  private(set) var declared: Set<String>
  private var distinctive: [String: Int]

  init(number: Int, snippet: Snippet, path: String, lines: [ProgramLine]) {
    self.number = number
    file = snippet.file
    self.path = path
    self.lines = lines
    isRunnable = true
    declared = []
    distinctive = [:]
    refresh(names: snippet.names)
  }

  mutating func append(_ revision: Revision, from snippet: Snippet, path: String) {
    self.path = path
    lines = revision.lines
    file = snippet.file ?? file
    refresh(names: snippet.names)
  }

  private mutating func refresh(names: Names) {
    declared.formUnion(names.declared)
    distinctive = [:]
    for line in lines where line.normal.isDistinctive {
      distinctive[line.normal.code, default: 0] += 1
    }
  }

  /// How many lines that say something the snippet shares with the program.
  func sharedLines(with snippet: Snippet) -> Int {
    var left = distinctive
    return snippet.lines.count { line in
      guard line.isDistinctive, let count = left[line.code], count > 0 else { return false }
      left[line.code] = count - 1
      return true
    }
  }

  var distinctiveCount: Int { distinctive.values.reduce(0, +) }
}

extension Snippet {
  var distinctiveCount: Int { lines.count(where: \.isDistinctive) }

  /// Lines that stand for lines of the program before: `...`, `// ...`, `/* … */`.
  var hasElision: Bool { lines.contains(where: Elision.isElision) }
}
