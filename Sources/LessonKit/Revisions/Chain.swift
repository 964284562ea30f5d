/// One evolving file of a workshop: its latest program, to which later snippets belong by similarity.
struct Chain: Sendable {
  let number: Int
  var file: String?
  /// The lesson whose page it was last continued on.
  var path: String
  var lines: [ProgramLine]

  private(set) var declared: Set<String>
  private(set) var hasHandler = false
  /// Whether its latest program is the sum of fragments.
  private(set) var consistsOfParts = false
  /// Whether a snippet of it could not be placed since its last complete listing.
  var isBroken = false
  private var distinctive: [String: Int]

  init(number: Int, snippet: Snippet, path: String, lines: [ProgramLine]) {
    self.number = number
    file = snippet.file
    self.path = path
    self.lines = lines
    declared = []
    distinctive = [:]
    refresh(names: snippet.names)
  }

  mutating func append(_ revision: Revision, from snippet: Snippet, path: String) {
    self.path = path
    lines = revision.lines
    consistsOfParts = revision.kind != .complete && (consistsOfParts || revision.kind != .repeat)
    if revision.kind == .complete { isBroken = false }
    file = snippet.file ?? file
    refresh(names: snippet.names)
  }

  private mutating func refresh(names: Names) {
    declared.formUnion(names.declared)
    distinctive = lines.map(\.normal).distinctive
    hasHandler = hasHandler || names.assignsHandler
  }

  /// How many lines that say something the snippet shares with the program.
  func sharedLines(with snippet: Snippet) -> Int {
    snippet.distinctive.reduce(0) { $0 + min($1.value, distinctive[$1.key] ?? 0) }
  }

  /// The lines that say something.
  var distinctiveLines: some Collection<String> { distinctive.keys }

  var distinctiveCount: Int { distinctive.values.reduce(0, +) }
}

extension Snippet {
  var distinctive: [String: Int] { lines.distinctive }
  var distinctiveCount: Int { lines.count(where: \.isDistinctive) }

  /// Lines that stand for lines of the program before: `...`, `// ...`, `/* … */`.
  var hasElision: Bool { lines.contains(where: Elision.isElision) }
}

extension [NormalLine] {
  /// The lines that say something, and how often each stands there.
  fileprivate var distinctive: [String: Int] {
    reduce(into: [:]) { if $1.isDistinctive { $0[$1.code, default: 0] += 1 } }
  }
}
