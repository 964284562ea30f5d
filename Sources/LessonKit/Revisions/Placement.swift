/// A program with a snippet in its place.
struct Placement {
  /// Lines that take the place of others.
  struct Splice {
    var range: Range<Int>
    var lines: [ProgramLine]
  }

  let lines: [ProgramLine]
  /// The only place that is not as it was, where that is known.
  let splice: Splice?
  /// The lines among which all of the snippet's own are found.
  let written: Range<Int>

  init(_ lines: [ProgramLine]) {
    self.lines = lines
    splice = nil
    written = lines.indices
  }

  /// Of what was merged out of a program and a fragment.
  init(_ lines: [ProgramLine], of program: [ProgramLine], with fragment: [ProgramLine]) {
    self.lines = lines
    let most = min(lines.count, program.count)
    var start = 0
    while start < most, lines[start].text == program[start].text { start += 1 }
    var end = 0
    while end < most - start,
      lines[lines.count - 1 - end].text == program[program.count - 1 - end].text
    {
      end += 1
    }
    splice = Splice(
      range: start..<program.count - end, lines: Array(lines[start..<lines.count - end]))
    func isOwn(_ line: ProgramLine) -> Bool {
      line.origin.line >= fragment[0].origin.line
        && line.origin.line <= fragment[fragment.count - 1].origin.line
        && line.origin.path == fragment[0].origin.path
    }
    let first = lines.firstIndex(where: isOwn) ?? 0
    written = first..<(lines.lastIndex(where: isOwn) ?? first - 1) + 1
  }

  init(_ new: [ProgramLine], inPlaceOf range: Range<Int>, in program: [ProgramLine]) {
    lines = program[..<range.lowerBound] + new + program[range.upperBound...]
    splice = Splice(range: range, lines: new)
    written = range.lowerBound..<range.lowerBound + new.count
  }

  func changes(from program: [ProgramLine]) -> [Change] {
    guard let splice else {
      return ChangeFinder.changes(from: program.map(\.normal), to: lines.map(\.normal))
    }
    // With as much around it as a run of equal lines may shift.
    let margin = 40 + 2 * splice.lines.count
    let start = max(splice.range.lowerBound - margin, 0)
    let rest = min(program.count - splice.range.upperBound, margin)
    return ChangeFinder.changes(
      from: program[start..<splice.range.upperBound + rest].map(\.normal),
      to: lines[start..<splice.range.lowerBound + splice.lines.count + rest].map(\.normal)
    ).map { $0.shifted(by: start) }
  }
}

extension Change {
  fileprivate func shifted(by count: Int) -> Change {
    func shifted(_ lines: ClosedRange<Int>?) -> ClosedRange<Int>? {
      lines.map { $0.lowerBound + count...$0.upperBound + count }
    }
    return Change(kind: kind, lines: shifted(lines), previousLines: shifted(previousLines))
  }
}
