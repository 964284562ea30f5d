/// Fills a listing that shows only parts of its predecessor: elisions stand for what the program has there.
struct ListingMerge {
  let program: [ProgramLine]
  let listing: [ProgramLine]
  /// Whether the listing shows the file from its first line to its last.
  let isWhole: Bool

  private(set) var lines: [ProgramLine]?
  /// The elision that stands for nothing, by its index in the listing.
  private(set) var unclear: Int?

  init(program: [ProgramLine], listing: [ProgramLine], isWhole: Bool) {
    self.program = program
    self.listing = Elision.expanded(listing, from: program)
    self.isWhole = isWhole
    merge()
  }

  private mutating func merge() {
    var pairs = self.pairs
    if !isWhole {
      guard let first = pairs.firstIndex(where: { program[$0.0].normal.isDistinctive }),
        let last = pairs.lastIndex(where: { program[$0.0].normal.isDistinctive })
      else { return }
      // What closes more than it opens repeats the program's closing brackets too.
      pairs = Array(pairs[first...(closesMore ? pairs.count - 1 : last)])
    }
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

  private var closesMore: Bool {
    listing.reduce(0) { depth, line in
      depth + line.normal.code.utf8.count { "([{".utf8.contains($0) }
        - line.normal.code.utf8.count { ")]}".utf8.contains($0) }
    } < 0
  }

  /// Equal lines in order. Brackets alone pair up only as deep as each other, in whole listings, so that the end
  /// of one block is not taken for that of another.
  private var pairs: [(Int, Int)] {
    func keys(_ lines: [ProgramLine]) -> [(index: Int, key: String)] {
      var depth = 0
      return lines.indices.compactMap { index in
        let line = lines[index].normal
        if Elision.isElision(line) || !line.isCode { return nil }
        if !isWhole { return (index, line.code) }
        let closers = line.code.utf8.count { ")]}".utf8.contains($0) }
        let openers = line.code.utf8.count { "([{".utf8.contains($0) }
        if openers < closers { depth += openers - closers }
        defer { if openers > closers { depth += openers - closers } }
        return (index, line.isDistinctive ? line.code : "\(line.code) \(depth)")
      }
    }
    let old = keys(program)
    let new = keys(listing)
    return ChangeFinder.match(old.map(\.key), new.map(\.key)).map {
      (old[$0.0].index, new[$0.1].index)
    }
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
    let before = listing[new.lowerBound..<elision]
    let after = listing[(elisions.last! + 1)..<new.upperBound]
    let inside = listing[elision...elisions.last!].filter { !Elision.isElision($0.normal) }
    let hasCode = kept.contains(where: \.normal.isCode)
    // What the step before left out itself, stays so.
    let hasElision = kept.contains { Elision.isElision($0.normal) }
    if !isEdge, !hasCode, !hasElision, Elision.isSure(listing[elision].normal) {
      unclear = elision
      return nil
    }
    var rest = Array(kept)
    for line in before where line.normal.isCode {
      if let first = rest.firstIndex(where: \.normal.isCode),
        Elision.isAlike(rest[first].normal, line.normal)
      {
        rest.remove(at: first)
      }
    }
    for line in after.reversed() where line.normal.isCode {
      if let last = rest.lastIndex(where: \.normal.isCode),
        Elision.isAlike(rest[last].normal, line.normal)
      {
        rest.remove(at: last)
      }
    }
    guard inside.contains(where: \.normal.isCode) else { return before + rest + after }
    // Between two elisions: in place of the line it resembles.
    let first = inside.first(where: \.normal.isCode)!
    guard
      let place = rest.firstIndex(where: {
        $0.normal.isDistinctive && Elision.isAlike($0.normal, first.normal)
      })
    else {
      unclear = elision
      return nil
    }
    return before + rest[..<place] + inside + rest[(place + 1)...] + after
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
