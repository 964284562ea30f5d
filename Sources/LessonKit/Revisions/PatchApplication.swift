import JavaScript
import Markdown

/// Applies a diff fence to the program it changes.
struct PatchApplication {
  let program: [ProgramLine]
  let patch: Patch
  let path: String

  enum Failure: Error {
    /// A line that should be there is not.
    case missing(String)
    /// It only adds, and shows no line of what is around.
    case onlyAdds
  }

  func applied() throws(Failure) -> [ProgramLine] {
    var result: [ProgramLine] = []
    var cursor = 0
    for hunk in patch.hunks where !hunk.isEmpty {
      let lines = programLines(of: hunk)
      let old = hunk.indices.filter { hunk[$0].sign != .added && lines[$0].normal.isCode }
      if old.isEmpty {
        if hunk.contains(where: { $0.sign == .added }) { throw .onlyAdds }
        continue
      }
      let wanted = old.map { lines[$0].normal.code }
      guard let places = places(of: wanted, from: cursor) else {
        if let range = rewrapped(wanted, from: cursor) {
          result += program[cursor..<range.lowerBound]
          result += hunk.indices.filter { hunk[$0].sign != .removed }.map { lines[$0] }
          cursor = range.upperBound
          continue
        }
        let known = Set(program.map(\.normal.code))
        let missing = old.first { !known.contains(lines[$0].normal.code) } ?? old[0]
        throw .missing(lines[missing].text.trimmed)
      }
      var place = places.makeIterator()
      for (index, line) in hunk.enumerated() {
        if line.sign == .added {
          result.append(lines[index])
          continue
        }
        guard lines[index].normal.isCode, let at = place.next() else { continue }
        result += program[cursor..<at].filter { !isRemovedComment($0, in: hunk, lines) }
        if line.sign == .context { result.append(lines[index]) }
        cursor = at + 1
      }
    }
    return result + program[cursor...]
  }

  private func isRemovedComment(
    _ line: ProgramLine, in hunk: [Patch.Line], _ lines: [ProgramLine]
  ) -> Bool {
    !line.normal.isCode && !line.normal.comments.isEmpty
      && hunk.indices.contains { hunk[$0].sign == .removed && lines[$0].normal == line.normal }
  }

  private func programLines(of hunk: [Patch.Line]) -> [ProgramLine] {
    // Both sides are read on their own: together they are no program.
    func normals(without sign: Patch.Sign) -> [Int: NormalLine] {
      let indices = hunk.indices.filter { hunk[$0].sign != sign }
      let source = lex(indices.map { hunk[$0].code.text + "\n" }.joined())
      return Dictionary(
        uniqueKeysWithValues: zip(indices, NormalLine.lines(of: source, count: indices.count)))
    }
    let after = normals(without: .removed)
    let before = normals(without: .added)
    return hunk.indices.map { index in
      let code = hunk[index].code
      return ProgramLine(
        text: code.text, normal: after[index] ?? before[index]!,
        origin: .init(path: path, line: code.line, columnOffset: code.columnOffset))
    }
  }

  /// The lines of the program that say the same in other lines.
  private func rewrapped(_ wanted: [String], from start: Int) -> Range<Int>? {
    func words(_ code: String) -> [Substring] { code.split(separator: " ").filter { $0 != "," } }
    let all = wanted.flatMap(words)
    let known = program.map { words($0.normal.code) }
    for first in program.indices.dropFirst(start) where known[first].first == all.first {
      var rest = all[...]
      var end = first
      while end < program.count, !rest.isEmpty, rest.starts(with: known[end]) {
        rest = rest.dropFirst(known[end].count)
        end += 1
      }
      if rest.isEmpty { return first..<end }
    }
    return nil
  }

  /// Lines of the program: together if they stand so, else each after the one before, with others between.
  private func places(of wanted: [String], from start: Int) -> [Int]? {
    let code = program.indices.filter { $0 >= start && program[$0].normal.isCode }
    if wanted.count <= code.count {
      for first in 0...(code.count - wanted.count)
      where wanted.indices.allSatisfy({ program[code[first + $0]].normal.code == wanted[$0] }) {
        return Array(code[first..<first + wanted.count])
      }
    }
    let pairs = ChangeFinder.match(wanted, code.map { program[$0].normal.code })
    return pairs.count == wanted.count ? pairs.map { code[$0.1] } : nil
  }
}
