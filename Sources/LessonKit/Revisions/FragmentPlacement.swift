import JavaScript

/// Puts a fragment into the program it is tied to. The first that decides: a directive, a later whole listing, lines
/// it repeats, declarations it gives anew, the scopes of the names it uses with its indentation and the prose.
struct FragmentPlacement {
  enum Result {
    case placed([ProgramLine])
    /// Nothing in the program is a place for it, and why.
    case nowhere(String)
    /// The lines of the program, from 0, before which it could stand.
    case several([Int])
  }

  let program: [ProgramLine]
  let fragment: [ProgramLine]
  let names: Names
  let lead: Prose
  /// Later whole listings of the same file, in order: where one of them has the fragment's lines, it decides.
  let laterListings: [[NormalLine]]
  /// Lines of the program that the snippet before shows: the fragment may be what they become.
  var quoted: [NormalLine]?

  /// - Parameter spoils: whether a program with the fragment in it no longer parses, though both do: what a line that
  ///   is repeated seems to say is then not meant.
  func result(_ directive: Directive.Action?, spoils: ([ProgramLine]) -> Bool) -> Result {
    switch directive {
    case .place(let side, let text): return placed(side, text)
    case .placeAtEndOfHandler:
      let shape = ProgramShape(program)
      guard let handler = shape.handler else {
        return .nowhere("the program has no handler")
      }
      let end = shape.blocks[handler].closing
      return .placed(insert(at: shape.answer(of: handler).map { aboveComments($0) } ?? end))
    default: break
    }
    if let lines = inPlaceOfQuoted, !spoils(lines) { return .placed(lines) }
    for listing in laterListings {
      if let lines = ListingGuide(listing: listing).merged(fragment, into: program),
        !spoils(lines)
      {
        return .placed(lines)
      }
    }
    let shape = ProgramShape(program)
    if let places = ambiguous(in: shape) { return .several(places) }
    let merge = ListingMerge(program: program, listing: fragment, isWhole: false)
    if let lines = merge.lines, !spoils(lines) { return .placed(lines) }
    if let lines = inPlaceOfDeclarations(shape), !spoils(lines) { return .placed(lines) }
    if let lines = inPlaceOfReply(shape), !spoils(lines) { return .placed(lines) }
    let result = byScope(shape)
    if case .placed(let lines) = result, spoils(lines) {
      return .nowhere("with it in place the program no longer parses")
    }
    return result
  }

  /// What answers takes the place of the program's answer.
  private func inPlaceOfReply(_ shape: ProgramShape) -> [ProgramLine]? {
    guard let line = Self.reply(fragment), let handler = shape.handler,
      let answer = shape.answer(of: handler), let old = shape.statement(at: answer),
      Self.reply(Array(program[old])) != nil, line == fragment.firstIndex(where: \.normal.isCode)
    else { return nil }
    return Array(program[..<old.lowerBound]) + fragment + program[codeEnd(of: old)...]
  }

  private func insert(at index: Int) -> [ProgramLine] {
    Array(program[..<index]) + fragment + program[index...]
  }

  /// An old line shown, then the new line.
  private var inPlaceOfQuoted: [ProgramLine]? {
    guard let quoted, let first = quoted.first,
      let new = fragment.first(where: \.normal.isCode), Elision.isAlike(first, new.normal),
      let start = program.firstIndex(where: { $0.normal.code == first.code })
    else { return nil }
    var end = start
    for line in quoted {
      guard let next = program[end...].firstIndex(where: \.normal.isCode),
        program[next].normal.code == line.code
      else { return nil }
      end = next + 1
    }
    return Array(program[..<start]) + fragment + program[end...]
  }

  // MARK: - By a directive

  private func placed(_ side: Directive.Action.Side, _ text: String) -> Result {
    let found = program.indices.filter { program[$0].text.contains(text) }
    guard let index = found.first else {
      return .nowhere("no line of the program so far has `\(text)`")
    }
    if found.count > 1, Set(found.map { program[$0].normal.code }).count > 1,
      !found.contains(where: { program[$0].text.trimmed == text })
    {
      return .several(found)
    }
    let shape = ProgramShape(program)
    switch side {
    case .after:
      // Below the statement that begins there; where a block begins, into it.
      guard let statement = shape.statement(at: index),
        !shape.blocks.contains(where: { $0.opening == index && $0.parameters.isEmpty == false }),
        program[index].normal.code.last != "{"
      else { return .placed(insert(at: index + 1)) }
      return .placed(insert(at: codeEnd(of: statement)))
    case .before: return .placed(insert(at: index))
    case .replace:
      let old = shape.statement(at: index) ?? index..<index + 1
      return .placed(Array(program[..<index]) + fragment + program[codeEnd(of: old)...])
    }
  }

  /// The end of a statement, without the blank lines and comments that follow it.
  private func codeEnd(of statement: Range<Int>) -> Int {
    (program[statement].lastIndex { $0.normal.isCode } ?? statement.lowerBound) + 1
  }

  /// Above the comments that belong to a line.
  private func aboveComments(_ line: Int) -> Int {
    var line = line
    while line > 0, !program[line - 1].normal.isCode, !program[line - 1].normal.comments.isEmpty {
      line -= 1
    }
    return line
  }

  // MARK: - By lines it repeats

  /// Where all that it repeats stands in several blocks.
  private func ambiguous(in shape: ProgramShape) -> [Int]? {
    let repeated = Set(fragment.filter(\.normal.isDistinctive).map(\.normal.code))
    var places: [String: [Int]] = [:]
    for (index, line) in program.enumerated() where repeated.contains(line.normal.code) {
      places[line.normal.code, default: []].append(index)
    }
    guard let fewest = places.values.min(by: { $0.count < $1.count }), fewest.count > 1 else {
      return nil
    }
    let blocks = Set(fewest.compactMap { shape.gaps[$0] })
    return blocks.count > 1 ? fewest : nil
  }

  // MARK: - By declarations it gives anew

  /// A statement that declares what the program declares once, takes that place; what follows it goes below it.
  private func inPlaceOfDeclarations(_ shape: ProgramShape) -> [ProgramLine]? {
    let own = ProgramShape(fragment)
    var starts = own.gaps.indices.filter { line in
      own.gaps[line] == 0 && line < fragment.count && fragment[line].normal.isCode
    }
    guard !starts.isEmpty else { return nil }
    starts[0] = 0
    var result: [ProgramLine] = []
    var cursor = 0
    var pending: [ProgramLine] = []
    var isAnchored = false
    for (number, start) in starts.enumerated() {
      let end = number + 1 < starts.count ? starts[number + 1] : fragment.count
      let lines = Array(fragment[start..<end])
      let declared = Names(lex(lines.map { $0.text + "\n" }.joined())).declarations
        .first { own.declaresAtTop($0.name) }
      pending += lines
      guard let declared, let old = shape.onlyStatement(declaring: declared.name),
        old.lowerBound >= cursor
      else { continue }
      result += program[cursor..<old.lowerBound] + pending
      pending = []
      cursor = codeEnd(of: old)
      isAnchored = true
    }
    return isAnchored ? result + pending + program[cursor...] : nil
  }

  // MARK: - By scope

  /// The line of a fragment's statement that replies, where it is nothing else.
  private static func reply(_ lines: [ProgramLine]) -> Int? {
    lines.firstIndex { line in
      let code = line.normal.code
      return code.hasPrefix("callback (") || code == "return" || code.hasPrefix("return ")
    }
  }

  private func byScope(_ shape: ProgramShape) -> Result {
    let needed = names.free.filter(shape.declares)
    let own = names.declared.compactMap(shape.firstUse).min()
    var places: [Int: [Int]] = [:]
    for (line, block) in shape.gaps.enumerated() {
      guard let block, own.map({ line <= $0 }) ?? true,
        needed.allSatisfy({ shape.knows($0, before: line) })
      else { continue }
      places[block, default: []].append(line)
    }
    if places.isEmpty {
      let list = needed.sorted().prefix(3).map { "`\($0)`" }.joined(separator: " and ")
      return .nowhere(
        needed.isEmpty
          ? "what it declares is used before any place for it"
          : "\(list) are nowhere known together")
    }
    var blocks = shallowest(of: places.keys.sorted(), in: shape)
    if blocks == [0], let handler = shape.handler, places[handler] != nil, !isForTopLevel {
      blocks = [handler]
    }
    let guide = ProseGuide(lead: lead, program: program, shape: shape)
    if blocks.count > 1 { blocks = indented(blocks, shape) }
    if let line = guide.place(among: places, blocks) { return .placed(insert(at: line)) }
    if blocks.count > 1, let named = guide.block(among: blocks) { blocks = [named] }
    let chosen = blocks.map { lastPlace(places[$0]!, in: $0, shape) }
    return chosen.count == 1 ? .placed(insert(at: chosen[0])) : .several(chosen)
  }

  /// Requires, functions and exports stand beside the handler, unless they are indented.
  private var isForTopLevel: Bool {
    guard let first = fragment.first(where: \.normal.isCode), indent(of: first) == 0 else {
      return false
    }
    if !names.modules.isEmpty { return true }
    let words = first.normal.code.split(separator: " ").prefix(2)
    return words.first.map {
      ["function", "class", "import", "exports", "module"].contains($0)
    } ?? false || words.elementsEqual(["async", "function"])
  }

  private func shallowest(of blocks: [Int], in shape: ProgramShape) -> [Int] {
    blocks.filter { block in
      !blocks.contains { $0 != block && shape.contains($0, block) }
    }
  }

  private func indented(_ blocks: [Int], _ shape: ProgramShape) -> [Int] {
    guard let first = fragment.first(where: \.normal.isCode), indent(of: first) > 0 else {
      return blocks
    }
    let fitting = blocks.filter { block in
      let body = program[(shape.blocks[block].opening + 1)..<shape.blocks[block].closing]
      return body.first(where: \.normal.isCode).map { indent(of: $0) } == indent(of: first)
    }
    return fitting.isEmpty ? blocks : fitting
  }

  private func indent(of line: ProgramLine) -> Int {
    line.text.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
  }

  /// Before the reply; beside a handler, above it, and requires below the others.
  private func lastPlace(_ places: [Int], in block: Int, _ shape: ProgramShape) -> Int {
    var limit = shape.answer(of: block)
    if block == 0 {
      let other = program.lastIndex { line in
        line.normal.code.contains("require (") || line.normal.code.hasPrefix("import ")
      }
      if !names.modules.isEmpty, let place = places.first(where: { $0 > other ?? -1 }) {
        return place
      }
      limit = shape.handler.map { shape.blocks[$0].statement }
    }
    guard let limit, let place = places.last(where: { $0 <= limit }) else {
      // Above the blank lines that end the block.
      var place = places.last!
      while place > 0, places.contains(place - 1), program[place - 1].normal.code.isEmpty,
        program[place - 1].normal.comments.isEmpty
      {
        place -= 1
      }
      return place
    }
    let above = aboveComments(place)
    return place == limit && places.contains(above) ? above : place
  }
}
