/// The lines that a program and a listing of parts of it have in common, in order. The end of a block is paired with the
/// end of the same block: `}` and `});` alone say nothing.
struct LinePairs {
  private let program: [NormalLine]
  private let listing: [NormalLine]
  private(set) var pairs: [(Int, Int)] = []

  /// - Parameter isWhole: whether the listing shows a file from its first line to its last.
  init(_ program: [NormalLine], _ listing: [NormalLine], isWhole: Bool) {
    self.program = program
    self.listing = listing
    let old = Self.keys(of: program, besides: listing)
    let new = Self.keys(of: listing, besides: program)
    pairs = ChangeFinder.match(old.map(\.key), new.map(\.key)).map {
      (old[$0.0].index, new[$0.1].index)
    }
    if isWhole { return }
    // A part begins with what it repeats of the program, not with the end of some block.
    pairs = Array(pairs.drop { !program[$0.0].isDistinctive })
    if let last = pairs.last { pairs += outerEnds(after: last) }
  }

  /// - Parameter others: the lines on the other side.
  private static func keys(
    of lines: [NormalLine], besides others: [NormalLine]
  ) -> [(index: Int, key: String)] {
    var open: [Int] = []
    return lines.indices.compactMap { index in
      let line = lines[index]
      if !line.isCode || Elision.isElision(line) { return nil }
      // Of the brackets that end here, the outermost.
      var begin: Int?
      if line.openers + line.closers > 0 {
        for byte in line.code.utf8 {
          if "([{".utf8.contains(byte) { open.append(index) }
          if ")]}".utf8.contains(byte), let last = open.popLast(), last != index { begin = last }
        }
      }
      if line.isDistinctive { return (index, line.code) }
      guard let begin else { return (index, line.code) }
      return (index, "\(line.code) \(name(of: lines[begin], others))")
    }
  }

  /// What a block is called that a line begins: by the line, where both sides have it, else by its first words.
  private static func name(of line: NormalLine, _ others: [NormalLine]) -> String {
    if others.contains(where: { $0.code == line.code }) { return line.code }
    return line.code.split(separator: " ").filter { $0 != "async" && $0 != "export" }.prefix(2)
      .joined(separator: " ")
  }

  /// What a part ends without having begun it: the blocks around its last line.
  private func outerEnds(after last: (Int, Int)) -> [(Int, Int)] {
    let ends = Self.outerEnds(of: program, after: last.0)
    return Array(
      zip(ends, Self.outerEnds(of: listing, after: last.1)).prefix {
        program[$0].code == listing[$1].code
      })
  }

  private static func outerEnds(of lines: [NormalLine], after line: Int) -> [Int] {
    var depth = 0
    return lines.indices.dropFirst(line + 1).filter { index in
      var isEnd = false
      for byte in lines[index].code.utf8 {
        if "([{".utf8.contains(byte) { depth += 1 }
        if ")]}".utf8.contains(byte) {
          depth -= 1
          if depth < 0 { (depth, isEnd) = (0, true) }
        }
      }
      return isEnd
    }
  }
}
