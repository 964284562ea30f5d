/// Puts a fragment into the program it is tied to.
struct FragmentPlacement {
  let program: [ProgramLine]
  let fragment: [ProgramLine]
  /// Later whole listings of the same file, in order: where one of them has the fragment's lines, it decides.
  let laterListings: [[NormalLine]]

  /// - Returns: the whole program with the fragment in it, or nil where it fits nowhere.
  func placed(_ directive: Directive.Action?) -> [ProgramLine]? {
    switch directive {
    case .place(let side, let text): return placed(side, text)
    case .placeAtEndOfHandler: return insert(at: endOfHandler)
    default: break
    }
    if let gap = gapInLaterListing { return insert(at: gap) }
    if let merged = mergedByRepeatedLines { return merged }
    return insert(at: endOfHandler)
  }

  // MARK: - By a directive

  private func placed(_ side: Directive.Action.Side, _ text: String) -> [ProgramLine]? {
    guard let index = program.firstIndex(where: { $0.text.contains(text) }) else { return nil }
    return switch side {
    case .after: insert(at: index + 1)
    case .before: insert(at: index)
    case .replace: Array(program[..<index]) + fragment + program[(index + 1)...]
    }
  }

  // MARK: - By a later whole listing

  private var gapInLaterListing: Int? {
    let wanted = fragment.filter(\.normal.isDistinctive).map(\.normal.code)
    guard !wanted.isEmpty else { return nil }
    for listing in laterListings {
      let code = listing.filter(\.isCode).map(\.code)
      guard let start = code.firstIndex(of: wanted[0]),
        wanted.allSatisfy(Set(code[start...]).contains)
      else { continue }
      let known = Set(wanted)
      // The last line before the fragment that the program already has.
      for line in code[..<start].reversed() where !known.contains(line) {
        if let index = program.lastIndex(where: { $0.normal.code == line }) { return index + 1 }
      }
    }
    return nil
  }

  // MARK: - By lines it repeats

  /// The fragment repeats lines of the program: they stay where they are, and the new ones go between them.
  private var mergedByRepeatedLines: [ProgramLine]? {
    var anchors: [(fragment: Int, program: Int)] = []
    var from = 0
    for (index, line) in fragment.enumerated() where line.normal.isDistinctive {
      if let found = program[from...].firstIndex(where: { $0.normal.code == line.normal.code }) {
        anchors.append((index, found))
        from = found + 1
      }
    }
    guard let first = anchors.first, let last = anchors.last else { return nil }
    let spanned = Array(program[first.program...last.program])
    let shown = fragment[first.fragment...last.fragment]
    // Lines of the program that the fragment leaves out between two anchors stay.
    var middle: [ProgramLine] = []
    var position = 0
    for line in shown {
      if let found = spanned[position...].firstIndex(where: {
        $0.normal.code == line.normal.code && line.normal.isCode
      }) {
        middle += spanned[position..<found]
        position = found + 1
      }
      middle.append(line)
    }
    middle += spanned[position...]
    return Array(program[..<first.program]) + fragment[..<first.fragment] + middle
      + fragment[(last.fragment + 1)...] + program[(last.program + 1)...]
  }

  // MARK: - Else

  /// The last gap of the handler: before its `return` or `callback(`, else before its closing brace; without
  /// a handler the end of the program.
  private var endOfHandler: Int {
    guard
      let open = program.firstIndex(where: {
        $0.normal.code.contains("handler") && $0.normal.code.hasSuffix("{")
      })
    else { return program.count }
    var depth = 0
    var last: Int?
    for index in open..<program.count {
      let words = program[index].normal.code.split(separator: " ")
      let before = depth
      for word in words {
        if word == "{" { depth += 1 }
        if word == "}" { depth -= 1 }
      }
      if before == 1, let first = words.first, first == "return" || first == "callback" {
        last = index
      }
      if depth == 0 { return last ?? index }
    }
    return program.count
  }

  private func insert(at index: Int) -> [ProgramLine] {
    Array(program[..<index]) + fragment + program[index...]
  }
}
