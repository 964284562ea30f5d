import JavaScript

/// Puts a fragment into the program it is tied to. The first that decides: a directive, a later whole listing, lines
/// it repeats, declarations it gives anew, the scopes of the names it uses with its indentation and the prose.
struct FragmentPlacement {
  enum Result {
    case placed(Placement)
    /// Nothing in the program is a place for it, and why.
    case nowhere(String)
    /// The lines of the program, from 0, before which it could stand.
    case several([Int])
  }

  let program: [ProgramLine]
  let shape: ProgramShape
  /// How often the program has the rarest of the lines it repeats that say something; 0 where it repeats none.
  let repeats: Int
  let fragment: [ProgramLine]
  let names: Names
  let lead: Prose
  /// Later whole listings of the same file, in order: where one of them has the fragment's lines, it decides.
  let laterListings: [[NormalLine]]
  /// Lines of the program that the snippet before shows: the fragment may be what they become.
  var quoted: [NormalLine]?

  /// - Parameter spoils: whether a program with the fragment in it no longer parses, though both do: what a line that
  ///   is repeated seems to say is then not meant.
  func result(_ directive: Directive.Action?, spoils: (Placement) -> Bool) -> Result {
    switch directive {
    case .place(let side, let text): return placed(side, text)
    case .placeAtEndOfHandler:
      guard let handler = shape.handler else {
        return .nowhere("the program has no handler")
      }
      let answer = shape.answer(of: handler).map { program.start(withCommentsOf: $0) }
      return .placed(inserted(at: answer ?? shape.blocks[handler].closing))
    default: break
    }
    if let placement = inPlaceOfQuoted, !spoils(placement) { return .placed(placement) }
    if let placement = besideLaterListing(spoils) { return .placed(placement) }
    let anchors = repeats > 0 ? anchors : []
    if repeats > 1, let places = ambiguous(anchors) { return .several(places) }
    if !anchors.isEmpty {
      let merge = ListingMerge(
        program: program, listing: fragment, isWhole: false, changes: changes)
      if let placement = merge.lines.map(merged), !spoils(placement) { return .placed(placement) }
    }
    if let placement = inPlaceOfDeclarations, !spoils(placement) { return .placed(placement) }
    if let placement = inPlaceOfReply, !spoils(placement) { return .placed(placement) }
    let scopes = ScopePlacement(
      program: program, fragment: fragment, names: names, lead: lead, shape: shape)
    switch scopes.result {
    case .place(let line):
      let placement = inserted(at: line)
      return spoils(placement)
        ? .nowhere("with it in place the program no longer parses") : .placed(placement)
    case .nowhere(let reason): return .nowhere(reason)
    case .several(let places): return .several(places)
    }
  }

  /// Without the elisions around it, which stand for the rest of the program.
  private func inserted(at index: Int) -> Placement {
    func isElision(_ line: ProgramLine) -> Bool {
      Elision.isElision(line.normal) || line.normal.isBlank
    }
    guard let start = fragment.firstIndex(where: { !isElision($0) }),
      let end = fragment.lastIndex(where: { !isElision($0) }),
      fragment.contains(where: { Elision.isElision($0.normal) })
    else { return inPlace(of: index..<index) }
    return Placement(Array(fragment[start...end]), inPlaceOf: index..<index, in: program)
  }

  private var changes: Bool { Instruction.asksToChange(lead.last) }

  private func inPlace(of range: Range<Int>) -> Placement {
    Placement(fragment, inPlaceOf: range, in: program)
  }

  private func merged(_ lines: [ProgramLine]) -> Placement {
    Placement(lines, of: program, with: fragment)
  }

  // MARK: - By what is around it

  private func besideLaterListing(_ spoils: (Placement) -> Bool) -> Placement? {
    for listing in laterListings {
      let guide = ListingGuide(listing: listing, changes: changes)
      for repeats in [true, false] {
        let lines = guide.merged(fragment, into: program, repeatingBrackets: repeats)
        if let placement = lines.map(merged), !spoils(placement), knowsItsNames(placement) {
          return placement
        }
      }
    }
    return nil
  }

  /// Whether what the fragment uses is declared above it, where the program declares it at all.
  private func knowsItsNames(_ placement: Placement) -> Bool {
    guard let line = placement.splice?.range.lowerBound, line < shape.gaps.count,
      shape.gaps[line] != nil
    else { return true }
    return names.free.allSatisfy { !shape.declares($0) || shape.knows($0, before: line) }
  }

  /// What answers takes the place of the program's answer.
  private var inPlaceOfReply: Placement? {
    guard let line = Self.reply(fragment), let handler = shape.handler,
      let answer = shape.answer(of: handler), let old = shape.statement(at: answer),
      Self.reply(Array(program[old])) != nil, line == fragment.firstIndex(where: \.normal.isCode)
    else { return nil }
    return inPlace(of: old.lowerBound..<program.codeEnd(of: old))
  }

  /// The line of a fragment's statement that replies, where it is nothing else.
  private static func reply(_ lines: [ProgramLine]) -> Int? {
    lines.firstIndex(where: \.isReply)
  }

  /// An old line shown, then the new line.
  private var inPlaceOfQuoted: Placement? {
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
    return inPlace(of: start..<end)
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
    switch side {
    case .after:
      // Below the statement that begins there; where a block begins, into it.
      guard let statement = shape.statement(at: index),
        !shape.blocks.contains(where: { $0.opening == index && !$0.parameters.isEmpty }),
        program[index].normal.code.last != "{"
      else { return .placed(inserted(at: index + 1)) }
      return .placed(inserted(at: program.codeEnd(of: statement)))
    case .before: return .placed(inserted(at: index))
    case .replace:
      let old = shape.statement(at: index) ?? index..<index + 1
      return .placed(inPlace(of: index..<program.codeEnd(of: old)))
    }
  }

  // MARK: - By lines it repeats

  /// The lines that say something and that the program has, too; but not those in blocks that only the fragment has,
  /// which are alike because all functions are.
  private var anchors: Set<String> {
    let known = Set(program.lazy.filter(\.normal.isDistinctive).map(\.normal.code))
    var anchors: Set<String> = []
    var end = 0
    let own = ProgramShape(fragment).blocks.dropFirst().filter { block in
      !known.contains(fragment[block.opening].normal.code)
    }
    for block in own where block.closing >= end {
      anchors.formUnion(fragment[end..<max(block.opening, end)].map(\.normal.code))
      end = min(block.closing, fragment.count)
    }
    anchors.formUnion(fragment[end...].map(\.normal.code))
    return anchors.intersection(known)
  }

  /// Where all that it repeats stands in several blocks.
  private func ambiguous(_ anchors: Set<String>) -> [Int]? {
    var places: [String: [Int]] = [:]
    for (index, line) in program.enumerated() where anchors.contains(line.normal.code) {
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
  private var inPlaceOfDeclarations: Placement? {
    guard names.declared.contains(where: shape.declares) else { return nil }
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
      cursor = program.codeEnd(of: old)
      isAnchored = true
    }
    return isAnchored ? merged(result + pending + program[cursor...]) : nil
  }
}
