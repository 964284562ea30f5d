/// Finds what one revision changes in another, by tokens: spacing, comments, trailing commas and final
/// semicolons are no changes of code.
enum ChangeFinder {
  static func changes(from old: [NormalLine], to new: [NormalLine]) -> [Change] {
    // What an elision stands for is not known.
    let oldCode = old.indices.filter { old[$0].isCode && !Elision.isElision(old[$0]) }
    let newCode = new.indices.filter { new[$0].isCode && !Elision.isElision(new[$0]) }
    let matched = slid(
      match(oldCode.map { old[$0].code }, newCode.map { new[$0].code }), newCode, new)
    var changes: [Change] = []
    var o = 0
    var n = 0
    for pair in matched + [(oldCode.count, newCode.count)] {
      if let change = change(
        removed: oldCode[o..<pair.0], added: newCode[n..<pair.1])
      {
        changes.append(change)
      }
      o = pair.0 + 1
      n = pair.1 + 1
    }
    return pairMoves(in: changes, old: old, new: new)
  }

  /// Where an added run may as well begin higher up, it begins below the comment or blank line that is there:
  /// of `} // new if (a) { … }` the first brace is not what was added.
  private static func slid(
    _ pairs: [(Int, Int)], _ code: [Int], _ lines: [NormalLine]
  ) -> [(Int, Int)] {
    var pairs = pairs
    func isSetApart(_ index: Int) -> Bool { index > 0 && code[index] > code[index - 1] + 1 }
    for k in pairs.indices.dropFirst() where pairs[k].0 == pairs[k - 1].0 + 1 {
      let first = pairs[k - 1].1 + 1
      let count = pairs[k].1 - first
      guard count > 0, !isSetApart(first) else { continue }
      var up = 0
      while k - 1 - up > 0, pairs[k - 2 - up] == (pairs[k - 1 - up].0 - 1, pairs[k - 1 - up].1 - 1),
        lines[code[first - 1 - up]].code == lines[code[first + count - 1 - up]].code
      {
        up += 1
        if isSetApart(first - up) {
          for step in 1...up { pairs[k - step].1 += count }
          break
        }
      }
    }
    return pairs
  }

  private static func change(removed: ArraySlice<Int>, added: ArraySlice<Int>) -> Change? {
    let lines = added.first.map { $0 + 1...added.last! + 1 }
    let previous = removed.first.map { $0 + 1...removed.last! + 1 }
    switch (lines, previous) {
    case (nil, nil): return nil
    case (_?, nil): return Change(kind: .added, lines: lines, previousLines: nil)
    case (nil, _?): return Change(kind: .removed, lines: nil, previousLines: previous)
    case (_?, _?): return Change(kind: .changed, lines: lines, previousLines: previous)
    }
  }

  /// A removed run whose code stands again as an added run was moved.
  private static func pairMoves(in changes: [Change], old: [NormalLine], new: [NormalLine])
    -> [Change]
  {
    func code(_ range: ClosedRange<Int>, of lines: [NormalLine]) -> [String] {
      range.map { lines[$0 - 1].code }.filter { !$0.isEmpty }
    }
    var removed: [[String]: [Int]] = [:]
    for (index, change) in changes.enumerated() where change.kind == .removed {
      let text = code(change.previousLines!, of: old)
      if text.contains(where: { $0.contains(where: \.isLetter) }) {
        removed[text, default: []].append(index)
      }
    }
    if removed.isEmpty { return changes }
    var result = changes
    var dropped: Set<Int> = []
    for (index, change) in changes.enumerated() where change.kind == .added {
      let text = code(change.lines!, of: new)
      guard let from = removed[text]?.first else { continue }
      removed[text]!.removeFirst()
      result[index] = Change(
        kind: .moved, lines: change.lines, previousLines: changes[from].previousLines)
      dropped.insert(from)
    }
    return result.indices.filter { !dropped.contains($0) }.map { result[$0] }
  }

  /// Pairs of equal lines in order. The longest common subsequence, as long as that is affordable;
  /// of two huge and wholly different texts only what their ends share.
  static func match(_ old: [String], _ new: [String]) -> [(Int, Int)] {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var end = 0
    while end < min(old.count, new.count) - start,
      old[old.count - 1 - end] == new[new.count - 1 - end]
    {
      end += 1
    }
    return (0..<start).map { ($0, $0) }
      + longest(old, start..<old.count - end, new, start..<new.count - end)
      + (0..<end).reversed().map { (old.count - 1 - $0, new.count - 1 - $0) }
  }

  private static func longest(
    _ old: [String], _ oldRange: Range<Int>, _ new: [String], _ newRange: Range<Int>
  ) -> [(Int, Int)] {
    if oldRange.isEmpty || newRange.isEmpty { return [] }
    // What only one of them has is in no pair. Numbers compare faster than texts.
    var numbers: [String: Int] = [:]
    for line in newRange where numbers[new[line]] == nil { numbers[new[line]] = numbers.count }
    let rows = oldRange.compactMap { line in numbers[old[line]].map { (line: line, key: $0) } }
    let common = Set(rows.map(\.key))
    let columns = newRange.compactMap { line in
      numbers[new[line]].flatMap { common.contains($0) ? (line: line, key: $0) : nil }
    }
    guard !rows.isEmpty, rows.count * columns.count <= 4_000_000 else { return [] }
    // The longest common subsequence of what follows a row and a column.
    let width = columns.count + 1
    var lengths = [Int32](repeating: 0, count: (rows.count + 1) * width)
    for row in rows.indices.reversed() {
      for column in columns.indices.reversed() {
        let place = row * width + column
        lengths[place] =
          rows[row].key == columns[column].key
          ? lengths[place + width + 1] + 1 : max(lengths[place + width], lengths[place + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (row, column) = (0, 0)
    while row < rows.count, column < columns.count {
      let place = row * width + column
      if rows[row].key == columns[column].key {
        pairs.append((rows[row].line, columns[column].line))
        row += 1
        column += 1
      } else if lengths[place + width] >= lengths[place + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return pairs
  }
}
