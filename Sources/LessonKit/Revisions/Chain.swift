import JavaScript

/// One evolving file of a workshop: its latest program, to which later snippets belong by similarity.
struct Chain: Sendable {
  let number: Int
  var file: String?
  /// The lesson whose page it was last continued on.
  var path: String
  private(set) var lines: [ProgramLine]

  private(set) var declared: Set<String>
  private(set) var hasHandler: Bool
  private(set) var exportsModule: Bool
  /// Whether its latest program exports a handler, and none of a Function.
  private(set) var isForAnotherHost: Bool
  /// As what its latest program parses.
  private(set) var reading: Reading
  /// The shape of its latest program, once it was asked for.
  private var knownShape: ProgramShape?
  /// Whether it is a file that the reader makes, and no mere example.
  var isFollowed: Bool { isFunction || file != nil }
  /// A Function, or a program that makes tokens.
  var isFunction: Bool { hasHandler || usesTwilio }
  private let usesTwilio: Bool
  /// How its first program asks for modules.
  let moduleForm: ModuleForm?
  /// Whether its latest program is the sum of fragments.
  private(set) var consistsOfParts = false
  /// Whether a snippet of it could not be placed since its last complete listing.
  var isBroken = false
  private var distinctive: [String: Int]
  private(set) var distinctiveCount: Int
  /// The lines that say something and that its latest revision may be the first to have.
  private(set) var newLines: Set<String>

  init(
    number: Int, file: String?, names: Names, path: String, lines: [ProgramLine], reading: Reading
  ) {
    self.number = number
    self.file = file
    self.path = path
    self.lines = lines
    declared = names.declared
    hasHandler = names.assignsHandler
    exportsModule = names.exportsModule
    isForAnotherHost = names.isForAnotherHost && !names.assignsHandler
    self.reading = reading
    usesTwilio = names.usesTwilio
    moduleForm = lines.lazy.map(\.normal).moduleForm
    distinctive = lines.lazy.map(\.normal).distinctive
    distinctiveCount = distinctive.values.reduce(0, +)
    newLines = Set(distinctive.keys)
  }

  /// Why a part that is put into it cannot be judged by running: what was wrong before it would be found again.
  func reasonNotToGoOn(to next: Reading) -> String? {
    if isBroken { return "it goes on from a step that is not clear" }
    return reading.isInvalid && next.isInvalid
      ? "it goes on from a step that does not parse" : nil
  }

  mutating func shape() -> ProgramShape {
    let shape = knownShape ?? ProgramShape(lines)
    knownShape = shape
    return shape
  }

  /// - Parameter growth: the statements that are all its program gets.
  mutating func append(
    _ revision: Revision, from snippet: Snippet, path: String,
    growth: Growth.Statements? = nil
  ) {
    self.path = path
    if let growth {
      knownShape?.insert(growth.shape, before: growth.line)
    } else {
      knownShape = nil
    }
    lines = revision.lines
    consistsOfParts = revision.kind != .complete && (consistsOfParts || revision.kind != .repeat)
    if revision.kind == .complete { isBroken = false }
    file = snippet.file ?? file
    declared.formUnion(snippet.names.declared)
    hasHandler = hasHandler || snippet.names.assignsHandler
    exportsModule = exportsModule || snippet.names.exportsModule
    let isForeign = snippet.names.isForAnotherHost
    isForAnotherHost = !hasHandler && (isForeign || isForAnotherHost && revision.kind != .complete)
    reading = revision.reading
    if revision.kind == .fragment {
      count(revision)
    } else {
      distinctive = lines.lazy.map(\.normal).distinctive
      distinctiveCount = distinctive.values.reduce(0, +)
      newLines = Set(distinctive.keys)
    }
  }

  /// Counts only what a small change changes, so that hundreds of fragments take linear time.
  private mutating func count(_ revision: Revision) {
    newLines = []
    for change in revision.changes {
      let old = change.previousLines.map { $0.map { revision.previous![$0 - 1].normal } } ?? []
      for (line, number) in old.distinctive {
        let left = distinctive[line, default: 0] - number
        distinctive[line] = left > 0 ? left : nil
        distinctiveCount -= number
      }
      let new = change.lines.map { $0.map { revision.lines[$0 - 1].normal } } ?? []
      for (line, number) in new.distinctive {
        distinctive[line, default: 0] += number
        distinctiveCount += number
        newLines.insert(line)
      }
    }
  }

  /// Whether another differs at most in where the lines of its program stand.
  func isAlike(_ other: Chain) -> Bool {
    number == other.number && file == other.file && path == other.path
      && (hasHandler, exportsModule, isForAnotherHost) == (
        other.hasHandler, other.exportsModule, other.isForAnotherHost
      ) && (consistsOfParts, isBroken) == (other.consistsOfParts, other.isBroken)
      && reading == other.reading && usesTwilio == other.usesTwilio
      && moduleForm == other.moduleForm && declared == other.declared
      && newLines == other.newLines && lines.isAlike(other.lines)
  }

  /// Whether a snippet says once more what the module is.
  func isModule(again snippet: Snippet) -> Bool { exportsModule && snippet.names.exportsModule }

  /// How many lines that say something are shared with the program.
  func sharedLines(with lines: [String: Int]) -> Int {
    lines.reduce(0) { $0 + min($1.value, distinctive[$1.key] ?? 0) }
  }

  /// How often the program has the rarest of the lines that it shares; 0 where it shares none.
  func fewest(of lines: [String: Int]) -> Int {
    lines.keys.compactMap { distinctive[$0] }.min() ?? 0
  }

  /// Whether lines repeat the whole program and have more.
  func isExtended(by lines: [String: Int]) -> Bool {
    sharedLines(with: lines) == distinctiveCount && lines.values.reduce(0, +) > distinctiveCount
  }

  func isRepeated(by lines: [String: Int]) -> Bool { distinctive == lines }
}

extension Snippet {
  /// The lines that say something; of a diff, those that it expects to find.
  var distinctive: [String: Int] { (replaced ?? lines).distinctive }

  /// Lines that stand for lines of the program before: `...`, `// ...`, `/* … */`.
  var hasElision: Bool {
    lines.contains { Elision.isElision($0) || Elision.opening(of: $0) != nil }
  }

  /// Whether comments cut it into files: `// main.js`, and below `// lib.js`.
  var hasSeveralFiles: Bool {
    let files = lines.lazy.compactMap { line in
      line.isCode || line.comments.count != 1 ? nil : FileName.inComment(line.comments[0])
    }
    return Set(files).count > 1
  }

  /// Whether a statement of it declares something.
  var declares: Bool {
    lines.contains { line in
      let word = line.code.split(separator: " ").first { $0 != "export" && $0 != "async" }
      return ["const", "let", "var", "function", "class"].contains(word)
    }
  }

  /// Whether it takes nothing from a program: what it uses it declares, asks for, or has from its host.
  var needsNothing: Bool {
    if case .members = reading { return false }
    return !hasElision && highlighted.isEmpty && patch == nil
      && names.free.isSubset(of: KnownNames.everywhere)
  }

  /// Whether it declares all that it uses and asks for its modules: a program of its own.
  var standsAlone: Bool {
    (isHandler || !names.modules.isEmpty) && lines.count(where: \.isCode) >= 4
      && names.free.isSubset(of: KnownNames.everywhere)
  }
}

extension Sequence<NormalLine> {
  /// The lines that say something, and how often each stands there.
  var distinctive: [String: Int] {
    reduce(into: [:]) {
      if $1.isDistinctive, !Elision.isElision($1) {
        $0[Elision.opening(of: $1) ?? $1.code, default: 0] += 1
      }
    }
  }
}
