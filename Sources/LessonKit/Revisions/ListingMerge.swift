import JavaScript
import Markdown

/// Fills a listing that shows only parts of its predecessor: elisions stand for what the program has there.
struct ListingMerge {
  let program: [ProgramLine]
  let listing: [ProgramLine]
  /// Whether the listing shows the file from its first line to its last.
  let isWhole: Bool
  /// Whether the text has something changed, so that a line which resembles another takes its place.
  let changes: Bool

  private(set) var lines: [ProgramLine]?
  /// The elision that stands for nothing, by its index in the listing.
  private(set) var unclear: Int?

  init(program: [ProgramLine], listing: [ProgramLine], isWhole: Bool, changes: Bool) {
    self.program = program
    self.changes = changes
    self.listing = Elision.expanded(listing, from: program)
    self.isWhole = isWhole
    merge()
  }

  private mutating func merge() {
    let pairs = LinePairs(program.map(\.normal), listing.map(\.normal), isWhole: isWhole).pairs
    if !isWhole, !pairs.contains(where: { program[$0.0].normal.isDistinctive }) { return }
    guard !pairs.isEmpty else {
      unclear = listing.firstIndex { Elision.isElision($0.normal) }
      return
    }
    var result: [ProgramLine] = []
    var old = 0
    var new = 0
    for (o, n) in pairs + [(program.count, listing.count)] {
      let isEdge = new == 0 && old == 0 || n == listing.count
      guard let filled = filled(old..<o, new..<n, isEdge: isEdge) else { return }
      result += filled
      if n < listing.count { result.append(listing[n]) }
      old = o + 1
      new = n + 1
    }
    lines = result
  }

  /// What stands between two lines that both have.
  private mutating func filled(
    _ old: Range<Int>, _ new: Range<Int>, isEdge: Bool
  ) -> [ProgramLine]? {
    let elisions = new.filter { Elision.isElision(listing[$0].normal) }
    let kept = program[old]
    guard let elision = elisions.first else {
      // One that leaves out parts may begin below the requires.
      if isWhole, isEdge, !listing[new].contains(where: \.normal.isCode) {
        return Array(new.lowerBound == 0 ? kept + listing[new] : listing[new] + kept)
      }
      if isWhole { return Array(listing[new]) }
      let lines = listing[new]
      // At its ends, a part only adds.
      if isEdge { return Array(new.upperBound == listing.count ? lines + kept : kept + lines) }
      return joined(kept, lines)
    }
    let before = Array(listing[new.lowerBound..<elision])
    let after = Array(listing[(elisions.last! + 1)..<new.upperBound])
    let inside = listing[elision...elisions.last!].filter { !Elision.isElision($0.normal) }
    let hasCode = kept.contains(where: \.normal.isCode)
    // What the step before left out itself, stays so.
    let hasElision = kept.contains { Elision.isElision($0.normal) }
    if !isEdge, !hasCode, !hasElision, Elision.isSure(listing[elision].normal) {
      unclear = elision
      return nil
    }
    var rest = Array(old)
    func drop(_ index: Int?, where line: ProgramLine) {
      if let index, becomes(rest[index], line) { rest.remove(at: index) }
    }
    func isCode(_ index: Int) -> Bool { program[index].normal.isCode }
    for line in before where line.normal.isCode {
      drop(rest.firstIndex(where: isCode), where: line)
    }
    let answered = placeBeforeAnswer(of: after, in: old)
    if answered == nil {
      for line in after.reversed() where line.normal.isCode {
        drop(rest.lastIndex(where: isCode), where: line)
      }
    }
    func lines(_ part: some Sequence<Int>) -> [ProgramLine] { part.map { program[$0] } }
    func split(at line: Int, by new: [ProgramLine]) -> [ProgramLine] {
      lines(rest.prefix { $0 < line }) + new + lines(rest.drop { $0 < line })
    }
    guard let first = inside.first(where: \.normal.isCode) else {
      guard let answered else { return before + lines(rest) + after }
      return before + split(at: answered, by: after)
    }
    // Between two elisions: in place of the line it resembles, else as a fragment goes.
    for (place, line) in rest.enumerated()
    where program[line].normal.isDistinctive && becomes(line, first) {
      return before + lines(rest[..<place]) + inside + lines(rest[(place + 1)...]) + after
    }
    guard let place = place(of: inside, in: old) else {
      unclear = elision
      return nil
    }
    return before + split(at: place, by: inside) + after
  }

  /// Whether a line of the program is a new line before it was changed. One that declares another name stays where the
  /// old name is still used; and a call beside an elision is one more, unless it says all that the old one says.
  private mutating func becomes(_ old: Int, _ new: ProgramLine) -> Bool {
    let line = program[old]
    guard Elision.isAlike(line.normal, new.normal), line.normal.balance == new.normal.balance else {
      return false
    }
    if let name = Self.declared(by: line), name != Self.declared(by: new) {
      return wordsOfListing[name] == nil && wordsOfProgram[name] == 1
    }
    return changes || line.isChanged(into: new)
  }

  /// On how many lines each word stands.
  private lazy var wordsOfListing = Self.words(of: listing)
  private lazy var wordsOfProgram = Self.words(of: program)

  private static func words(of lines: [ProgramLine]) -> [Substring: Int] {
    lines.reduce(into: [:]) { counts, line in
      for word in Set(line.normal.code.split(separator: " ")) { counts[word, default: 0] += 1 }
    }
  }

  /// The name of `const name = …`.
  private static func declared(by line: ProgramLine) -> Substring? {
    let words = line.normal.code.split(separator: " ", maxSplits: 2)
    return words.count > 2 && ["const", "let", "var"].contains(words[0]) ? words[1] : nil
  }

  private lazy var shape = ProgramShape(program)

  /// Where new lines go among those that elisions stand for.
  private mutating func place(of lines: [ProgramLine], in range: Range<Int>) -> Int? {
    // Members of an object have no order, and need the commas.
    if lines.last(where: \.normal.isCode)?.text.trimmed.hasSuffix(",") ?? false {
      return range.first { program[$0].normal.isCode }
    }
    let scopes = ScopePlacement(
      program: program, fragment: lines, names: Names(lex(lines.map { $0.text + "\n" }.joined())),
      lead: Prose(), shape: shape, within: range)
    guard case .place(let line) = scopes.result else { return nil }
    return line
  }

  /// Where lines go that a listing has at the end of a block, when what the elision before them stands for ends with the
  /// reply: below it they would come too late.
  private mutating func placeBeforeAnswer(of lines: [ProgramLine], in range: Range<Int>) -> Int? {
    guard lines.contains(where: \.normal.isCode), !lines.contains(where: \.isReply),
      let last = range.last(where: { program[$0].normal.isCode && program[$0].isReply }),
      let place = place(of: lines, in: range), place <= last
    else { return nil }
    return place
  }

  /// Lines of the program stay, but for those that are a new line with a change.
  private func joined(
    _ old: ArraySlice<ProgramLine>, _ new: ArraySlice<ProgramLine>
  ) -> [ProgramLine] {
    old.filter { line in
      !line.normal.isCode || !new.contains { Elision.isAlike($0.normal, line.normal) }
    } + new
  }
}
