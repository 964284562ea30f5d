import JavaScript

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
    case .placeAtEndOfHandler: return insert(at: HandlerBody(program)?.end ?? program.count)
    default: break
    }
    if let gap = gapInLaterListing { return insert(at: gap) }
    if let merged = mergedByRepeatedLines { return merged }
    return placedInHandler()
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

  /// The fragment repeats lines of the program: they stay where they are, new ones go between them, and a line
  /// that is another with a change takes its place.
  private var mergedByRepeatedLines: [ProgramLine]? {
    let pairs = ChangeFinder.match(program.map(\.normal.code), fragment.map(\.normal.code))
      .filter { program[$0.0].normal.isCode }
    guard let first = pairs.firstIndex(where: { program[$0.0].normal.isDistinctive }),
      let last = pairs.lastIndex(where: { program[$0.0].normal.isDistinctive })
    else { return nil }
    var result = Array(program[..<pairs[first].0])
    var old = pairs[first].0
    var new = 0
    for (o, n) in pairs[first...last] {
      result += joined(program[old..<o], fragment[new..<n])
      result.append(fragment[n])
      old = o + 1
      new = n + 1
    }
    return result + fragment[new...] + program[old...]
  }

  private func joined(
    _ old: ArraySlice<ProgramLine>, _ new: ArraySlice<ProgramLine>
  ) -> [ProgramLine] {
    old.filter { line in
      !line.normal.isCode || !new.contains { Elision.isAlike($0.normal, line.normal) }
    } + new
  }

  // MARK: - Else

  /// Into the handler's body: before its answer or its closing brace, or in place of its answer where the
  /// fragment is another one; without a handler at the end of the program.
  private func placedInHandler() -> [ProgramLine] {
    guard let handler = HandlerBody(program) else { return insert(at: program.count) }
    if let answer = handler.answer, fragment.first(where: \.normal.isCode)?.normal.isAnswer == true
    {
      return Array(program[..<answer.lowerBound]) + fragment + program[answer.upperBound...]
    }
    return insert(at: handler.answer?.lowerBound ?? handler.end)
  }

  private func insert(at index: Int) -> [ProgramLine] {
    Array(program[..<index]) + fragment + program[index...]
  }
}

extension NormalLine {
  /// Whether it gives the handler's reply.
  fileprivate var isAnswer: Bool {
    code.hasPrefix("callback (") || code == "return" || code.hasPrefix("return ")
  }
}

/// Where the body of a program's handler ends, and where it answers; lines are counted from 0.
private struct HandlerBody {
  /// The line of the closing brace.
  private(set) var end = 0
  /// The lines of the last `return …` or `callback(…)` of the body itself.
  private(set) var answer: Range<Int>?

  init?(_ program: [ProgramLine]) {
    let source = lex(program.map { $0.text + "\n" }.joined())
    let code = source.code
    func text(_ index: Int) -> Substring { source.text(code[index]) }
    var isExported = false
    let name = code.indices.first { index in
      isExported = isExported || text(index) == "exports"
      return isExported && text(index) == "handler"
    }
    guard let name else { return nil }
    var parentheses = 0
    var braces = 0
    var start: Int?
    for index in name..<code.count {
      switch text(index) {
      case "(", "[": parentheses += 1
      case ")", "]": parentheses -= 1
      case "{" where braces > 0 || parentheses == 0: braces += 1
      case "}" where braces > 0:
        braces -= 1
        if braces == 0 {
          close(&start, before: code[index].line - 1)
          end = code[index].line - 1
          return
        }
      default: break
      }
      guard braces == 1, parentheses == 0, code[index].isFirstOnLine, text(index) != "{" else {
        continue
      }
      close(&start, before: code[index].line - 1)
      if text(index) == "return" || text(index) == "callback" { start = code[index].line - 1 }
    }
    return nil
  }

  private mutating func close(_ start: inout Int?, before line: Int) {
    if let begin = start, begin < line { answer = begin..<line }
    if let begin = start, begin == line { answer = begin..<begin + 1 }
    start = nil
  }
}
