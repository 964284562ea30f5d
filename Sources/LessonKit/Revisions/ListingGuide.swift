/// A later whole listing of the file, which shows where a fragment belongs.
struct ListingGuide {
  let listing: [NormalLine]
  /// Whether the text has something changed, so that a line which resembles another takes its place.
  let changes: Bool

  /// - Parameter repeats: whether the brackets of the fragment may be brackets of the program; else they are all its own.
  /// - Returns: the program with the fragment where the listing has it; nil where the listing lacks much of it.
  func merged(
    _ fragment: [ProgramLine], into program: [ProgramLine], repeatingBrackets repeats: Bool
  ) -> [ProgramLine]? {
    let lines = listing.filter(\.isCode)
    let code = lines.codeWithDepth()
    let own = fragment.indices.filter { fragment[$0].normal.isCode }
    let old = program.indices.filter { program[$0].normal.isCode }
    guard let first = own.first,
      let start = lines.firstIndex(where: { $0.code == fragment[first].normal.code })
    else { return nil }
    let wanted = ChangeFinder.match(
      own.map { fragment[$0].normal }.codeWithDepth(from: lines[..<start].depth), code)
    let distinctive = own.filter { fragment[$0].normal.isDistinctive }
    let found = wanted.count { fragment[own[$0.0]].normal.isDistinctive }
    guard found > 0, found * 4 >= distinctive.count * 3,
      fragment[own[wanted[0].0]].normal.isDistinctive
    else { return nil }
    let taken = Set(
      repeats ? [] : wanted.filter { !fragment[own[$0.0]].normal.isDistinctive }.map(\.1))
    let free = code.indices.filter { !taken.contains($0) }
    let known = ChangeFinder.match(
      old.map { program[$0].normal }.codeWithDepth(), free.map { code[$0] }
    ).map { ($0.0, free[$0.1]) }
    guard known.contains(where: { program[old[$0.0]].normal.isDistinctive }) else { return nil }
    let inProgram = Dictionary(uniqueKeysWithValues: known.map { ($0.1, old[$0.0]) })
    let inListing = Dictionary(uniqueKeysWithValues: wanted.map { (own[$0.0], $0.1) })
    var result: [ProgramLine] = []
    var cursor = 0
    var pending: [ProgramLine] = []
    for (index, line) in fragment.enumerated() {
      pending.append(line)
      guard let place = inListing[index] else { continue }
      if let same = inProgram[place] {
        guard same >= cursor else { return nil }
        result += program[cursor..<same] + pending
        cursor = same + 1
      } else {
        let before = known.last { $0.1 < place }.map { old[$0.0] + 1 } ?? 0
        let after = known.first { $0.1 > place }.map { old[$0.0] } ?? program.count
        if before > cursor {
          result += program[cursor..<before]
          cursor = before
        }
        // The line of the program that it replaces, which the listing does not have either.
        let replaced = (cursor..<max(after, cursor)).first {
          program[$0].normal.isCode && replaces(program[$0], by: line)
        }
        if let replaced {
          result += program[cursor..<replaced]
          cursor = replaced + 1
        }
        result += pending
      }
      pending = []
    }
    return result + pending + program[cursor...]
  }

  /// Whether a line of the fragment is a line of the program with a change: `console.log(b)` is none of `console.log(a)`,
  /// which the listing may just have lost.
  private func replaces(_ old: ProgramLine, by new: ProgramLine) -> Bool {
    changes ? Elision.isAlike(old.normal, new.normal) : old.isChanged(into: new)
  }
}
