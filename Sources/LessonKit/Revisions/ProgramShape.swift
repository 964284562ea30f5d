import JavaScript

/// Where statements may be put into a program: its blocks, and the names each of them knows. Lines count from 0.
struct ProgramShape {
  struct Declaration {
    var name: String
    var block: Int
    var line: Int
    var isParameter: Bool
    /// Known in all of its block, not only after its line.
    var isEverywhere: Bool
  }

  var blocks: [ProgramBlocks.Block]
  /// The block in which a statement put before this line would stand; nil within a statement.
  var gaps: [Int?]
  /// The same by block, each in order.
  var gapsOfBlock: [[Int]] = []
  var declarations: [Declaration] = []
  /// By name, the indices of its declarations.
  private var declared: [String: [Int]] = [:]
  /// First uses of names that the program itself does not declare.
  var firstUses: [String: Int] = [:]
  /// The line on which the last statement begins that replies, by block.
  var answers: [Int: Int]

  init(_ program: [ProgramLine]) {
    let source = lex(program.map { $0.text + "\n" }.joined())
    let code = source.code
    let texts = code.map { source.text($0) }
    let read = ProgramBlocks(code, texts, lineCount: program.count)
    blocks = read.blocks
    gaps = read.gaps
    // `#!` is nothing but on the first line.
    if source.lexemes.first?.kind == .hashbang { gaps[0] = nil }
    answers = read.answers
    gapsOfBlock = Array(repeating: [], count: blocks.count)
    for (line, block) in gaps.enumerated() {
      if let block { gapsOfBlock[block].append(line) }
    }
    let names = Names(source)
    for site in names.declarations {
      let function = read.parameterOwners[site.index]
      declare(
        Declaration(
          name: site.name, block: function ?? read.owners[site.index], line: site.line - 1,
          isParameter: function != nil, isEverywhere: site.isHoisted || function != nil))
    }
    for site in names.uses where firstUses[site.name] == nil {
      firstUses[site.name] = site.line - 1
    }
  }

  mutating func declare(_ declaration: Declaration) {
    declared[declaration.name, default: []].append(declarations.count)
    declarations.append(declaration)
  }

  // MARK: - Names

  private func sites(of name: String) -> some Collection<Declaration> {
    (declared[name] ?? []).lazy.map { declarations[$0] }
  }

  func declares(_ name: String) -> Bool { declared[name] != nil }

  /// Whether a name is known to a statement put before a line.
  func knows(_ name: String, before line: Int) -> Bool {
    guard let block = gaps[line] else { return false }
    return sites(of: name).contains {
      ($0.isEverywhere || $0.line < line) && contains($0.block, block)
    }
  }

  /// The first line of a block before which a statement knows all of some names; nil where none does.
  func firstLine(knowing names: some Sequence<String>, in block: Int) -> Int? {
    var first = 0
    for name in names {
      let sites = sites(of: name).lazy.filter { contains($0.block, block) }
      guard let line = sites.map({ $0.isEverywhere ? 0 : $0.line + 1 }).min() else { return nil }
      first = max(first, line)
    }
    return first
  }

  func declaresAtTop(_ name: String) -> Bool {
    sites(of: name).contains { $0.block == 0 }
  }

  /// The statement that declares a name, where only one does.
  func onlyStatement(declaring name: String) -> Range<Int>? {
    let sites = sites(of: name)
    guard sites.count == 1, let site = sites.first, !site.isParameter else { return nil }
    return gaps[...site.line].lastIndex { $0 == site.block }.flatMap(statement)
  }

  /// The statements that declare a name.
  func statements(declaring name: String) -> [Range<Int>] {
    sites(of: name).filter { !$0.isParameter }.compactMap { site in
      gaps[...site.line].lastIndex { $0 == site.block }.flatMap(statement)
    }
  }

  func firstUse(of name: String) -> Int? { firstUses[name] }

  /// Whether a block is another, or stands around it.
  func contains(_ outer: Int, _ inner: Int) -> Bool {
    var block: Int? = inner
    while let current = block {
      if current == outer { return true }
      block = blocks[current].parent
    }
    return false
  }

  /// The blocks around one, from the inside out.
  func blocksAround(_ block: Int) -> some Sequence<Int> {
    sequence(state: block) { state in
      guard let parent = blocks[state].parent else { return nil }
      state = parent
      return parent
    }
  }

  // MARK: - Places

  /// The lines before which a statement would stand in a block, in order.
  func gaps(of block: Int) -> ScopePlacement.Places { gapsOfBlock[block][...] }

  var handler: Int? { blocks.indices.first { blocks[$0].isHandler } }

  /// The line on which the last statement of a block begins that returns or calls back.
  func answer(of block: Int) -> Int? { answers[block] }

  /// The lines of the statement that begins on a line: up to the next place where one may begin in its block.
  func statement(at line: Int) -> Range<Int>? {
    guard let block = gaps[line] else { return nil }
    let end = gaps[(line + 1)...].firstIndex { $0 == block } ?? blocks[block].closing
    return line..<max(end, line + 1)
  }
}
