import JavaScript

/// Finds a place for a fragment by the scopes of the names it uses, its indentation and the prose.
struct ScopePlacement {
  enum Result {
    /// Before this line of the program, from 0.
    case place(Int)
    /// Why nothing in the program is a place for it.
    case nowhere(String)
    case several([Int])
  }

  /// Lines before which a statement may be put, in order.
  typealias Places = ArraySlice<Int>

  let program: [ProgramLine]
  let fragment: [ProgramLine]
  let names: Names
  let lead: Prose
  let shape: ProgramShape
  /// The lines among which the place must be; nil for all.
  var within: Range<Int>?

  var result: Result {
    let needed = names.free.filter(shape.declares)
    let own = names.declared.compactMap(shape.firstUse).min() ?? program.count
    var places: [Int: Places] = [:]
    for block in shape.blocks.indices {
      guard let first = shape.firstLine(knowing: needed, in: block) else { continue }
      let lines = shape.gaps(of: block)
      let start = lines.firstPlace(notBefore: first)
      // What it declares may be used before what it needs is known.
      var fitting = lines[start..<max(start, lines.firstPlace(notBefore: own + 1))]
      if let within {
        let start = fitting.firstPlace(notBefore: within.lowerBound)
        fitting = fitting[start..<fitting.firstPlace(notBefore: within.upperBound + 1)]
      }
      if !fitting.isEmpty { places[block] = fitting }
    }
    if places.isEmpty {
      let list = needed.sorted().prefix(3).map { "`\($0)`" }.joined(separator: " and ")
      return .nowhere(
        needed.isEmpty
          ? "what it declares is used before any place for it"
          : "\(list) are nowhere known together")
    }
    var blocks = shallowest(
      of: places.keys.sorted {
        (shape.blocks[$0].opening, $0) < (shape.blocks[$1].opening, $1)
      })
    if blocks == [0], let handler = shape.handler, places[handler] != nil, !isForTopLevel {
      blocks = [handler]
    }
    let guide = ProseGuide(lead: lead, program: program, shape: shape)
    if blocks.count > 1 { blocks = indented(blocks) }
    if let line = guide.place(among: places, blocks) { return .place(line) }
    if blocks.count > 1, let named = guide.block(among: blocks) { blocks = [named] }
    let chosen = blocks.map { lastPlace(places[$0]!, in: $0) }
    return chosen.count == 1 ? .place(chosen[0]) : .several(chosen)
  }

  /// Requires, functions and exports stand beside the handler, unless they are indented.
  private var isForTopLevel: Bool {
    guard let first = fragment.first(where: \.normal.isCode), indent(of: first) == 0 else {
      return false
    }
    if !names.modules.isEmpty || Instruction.isAboutTheTop(lead.last) { return true }
    let words = first.normal.code.split(separator: " ").prefix(2)
    return words.first.map {
      ["function", "class", "import", "exports", "module"].contains($0)
    } ?? false || words.elementsEqual(["async", "function"])
  }

  private func shallowest(of blocks: [Int]) -> [Int] {
    let all = Set(blocks)
    return blocks.filter { block in !shape.blocksAround(block).contains(where: all.contains) }
  }

  private func indented(_ blocks: [Int]) -> [Int] {
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
  private func lastPlace(_ places: Places, in block: Int) -> Int {
    var limit = shape.answer(of: block)
    if block == 0 {
      if !names.modules.isEmpty {
        let other = program.lastIndex { line in
          line.normal.code.contains(bytes: "require (") || line.normal.code.hasPrefix("import ")
        }
        let next = places.firstPlace(notBefore: other.map { $0 + 1 } ?? 0)
        if next < places.endIndex { return places[next] }
      }
      limit = shape.handler.map { shape.blocks[$0].statement }
    }
    guard let limit, let place = places[..<places.firstPlace(notBefore: limit + 1)].last else {
      // Above the blank lines that end the block.
      var index = places.endIndex - 1
      while index > places.startIndex, places[index - 1] == places[index] - 1,
        program[places[index - 1]].normal.isBlank
      {
        index -= 1
      }
      return places[index]
    }
    let above = program.start(withCommentsOf: place)
    let isPlace = places.firstPlace(notBefore: above) != places.firstPlace(notBefore: above + 1)
    return place == limit && isPlace ? above : place
  }
}

extension ArraySlice<Int> {
  /// Of numbers in order, the index of the first that is not smaller.
  func firstPlace(notBefore number: Int) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
