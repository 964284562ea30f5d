import JavaScript

/// What is said of a list that is undefined or null where something goes through it. Where a name is gone through,
/// the engine stands on what it did last before: then the list is the next one in the program, or nobody knows.
struct MissingList {
  enum Verdict {
    case said(String)
    case unknown
    /// Nothing is gone through.
    case elsewhere
  }

  let value: String
  /// What the engine names.
  let part: ProgramText
  let place: Int
  let program: ProgramText

  private var nameless: String {
    "\(value == "null" ? "object null" : value) is not iterable (cannot read property Symbol(Symbol.iterator))"
  }

  var verdict: Verdict {
    let last = part.code.count - 1
    if let of = part.topLevel("of") {
      let isPlain =
        of == last - 1 && !part.code[..<of].indices.contains { "[{".contains(part.text($0)) }
      let own = isPlain ? part.text(last) : nil
      return own != nil && program.nextIteration(from: place + 2) == nil ? said(own) : .unknown
    }
    if part.text(0) == "[", part.source.closing(0, in: part.code) == last { return ofPattern }
    if last == 0 {
      let index = program.text(place) == part.text(0) ? place : place - 1
      let later = program.nextIteration(from: index + 1)
      guard program.isIterated(nameAt: index) else { return said(later) }
      return later == nil ? said(part.text(0)) : .unknown
    }
    return program.text(place) == "(" && part.text(last) == ")" ? ofCall : ofMember
  }

  private func said(_ name: Substring?) -> Verdict {
    name.map { .said("\($0) is not iterable") } ?? .unknown
  }

  /// The engine stands on a pattern when it has what is taken apart.
  private var ofPattern: Verdict {
    let start = program.text(place) == "[" ? place : place - 1
    guard program.text(start) == "[", let end = program.source.closing(start, in: program.code),
      !part.code.indices.dropFirst().contains(where: { part.text($0) == "[" }),
      program.text(end + 1) != "of"
    else { return .unknown }
    guard program.text(end + 1) == "=" else {
      return program.nextIteration(from: end + 1) == nil ? .said(nameless) : .unknown
    }
    if program.isIterated(nameAt: end + 2) {
      return program.nextIteration(from: end + 3) == nil ? said(program.text(end + 2)) : .unknown
    }
    let list = end + 2..<program.endOfExpression(from: end + 2)
    guard list.contains(where: { [".", "?.", "("].contains(program.text($0)) }) else {
      return .unknown
    }
    return said(program.nextIteration(from: list.upperBound))
  }

  private var ofCall: Verdict {
    guard let end = program.source.closing(place, in: program.code) else { return .unknown }
    let later = program.nextIteration(from: end + 1)
    let start = program.startOfCallee(endingAt: place - 1)
    if program.isIterated(callAt: place) {
      guard later == nil else { return .unknown }
      let callee = program.code[start..<place].map(program.source.text).joined()
      return program.text(start - 1) == "of" || start == place - 1
        ? .said(
          "\(CallPrinter.print(callee)) is not a function or its return value is not iterable")
        : .said(nameless)
    }
    if program.isListed(before: place) {
      let isAwaited = program.text(start - 1) == "await" && program.isList(from: start - 1, to: end)
      return isAwaited && later == nil ? said(Substring(CallPrinter.nameless)) : .unknown
    }
    return said(later)
  }

  /// The engine says the same of a list that is missing and of what would have it.
  private var ofMember: Verdict {
    let end =
      program.text(place) == "["
      ? program.source.closing(place, in: program.code) ?? place : place + 1
    let isRead = [".", "?.", "[", "(", "||", "??", "?"].contains(program.text(end + 1))
    if !isRead, program.isListed(before: place) { return .unknown }
    return program.nextIteration(from: end + 1) == nil ? .elsewhere : .unknown
  }
}
