import JavaScript

/// Where the code goes through a list: `for (a of list)`, `const [a] = list`.
extension ProgramText {
  /// The name that is gone through next, before the code does anything by which the engine would know its place.
  func nextIteration(from start: Int) -> Substring? {
    var index = start
    while index < code.count {
      switch text(index) {
      case "=>" where text(index + 1) != "{": index = endOfExpression(from: index + 1)
      case "=>": index = source.closing(index + 1, in: code) ?? code.count
      case "function":
        let body = code.indices[index...].first { text($0) == "{" }
        index = body.flatMap { source.closing($0, in: code) } ?? code.count
      case ".", "?.", "new": return nil
      case "(" where isValue(endingAt: index - 1), "[" where isValue(endingAt: index - 1):
        return nil
      default: if isIterated(nameAt: index) { return text(index) }
      }
      index += 1
    }
    return nil
  }

  func isIterated(nameAt index: Int) -> Bool {
    code.indices.contains(index) && code[index].kind == .identifier
      && isList(from: index, to: index)
  }

  /// Whether an expression is all that a loop or a declaration goes through.
  func isList(from start: Int, to end: Int) -> Bool {
    if text(start - 1) == "of" { return text(end + 1) == ")" }
    return text(start - 1) == "=" && text(start - 2) == "]" && isPattern(endingAt: start - 2)
      && endOfExpression(from: start) == end + 1
  }

  /// Whether what stands here may be a list that is gone through, or what gives it.
  func isListed(before place: Int) -> Bool {
    var depth = 0
    for index in code.indices[..<place].reversed() {
      switch text(index) {
      case ")", "]", "}": depth += 1
      case "(", "[", "{":
        depth -= 1
        if depth < 0 { return false }
      case "of" where depth == 0: return true
      case "=" where depth == 0:
        return text(index - 1) == "]" && !isMember(endingAt: index - 1)
      case ";", ",", "const", "let", "var", "return", "if", "while":
        if depth == 0 { return false }
      default: break
      }
    }
    return false
  }

  /// Whether the list that a call gives is gone through at once: `of a()`, `[b] = a()`.
  func isIterated(callAt place: Int) -> Bool {
    guard text(place) == "(", let end = source.closing(place, in: code),
      ![".", "?.", "[", "("].contains(text(end + 1))
    else { return false }
    let before = startOfCallee(endingAt: place - 1) - 1
    return text(before) == "of"
      || text(before) == "=" && text(before - 1) == "]" && isPattern(endingAt: before - 1)
  }

  /// Whether the brackets that close here take a list apart.
  private func isPattern(endingAt end: Int) -> Bool {
    opening(of: end).map { ["const", "let", "var"].contains(text($0 - 1)) } ?? false
  }

  private func isMember(endingAt end: Int) -> Bool {
    opening(of: end).map { isValue(endingAt: $0 - 1) } ?? false
  }

  private func opening(of end: Int) -> Int? {
    var depth = 0
    return code.indices[...end].last { index in
      if text(index) == "]" { depth += 1 } else if text(index) == "[" { depth -= 1 }
      return depth == 0
    }
  }

  private func isValue(endingAt index: Int) -> Bool {
    guard code.indices.contains(index) else { return false }
    return code[index].kind == .identifier
      ? !["of", "await", "async", "let"].contains(text(index))
      : [")", "]", "this", "super"].contains(text(index))
  }

  /// What stands behind `of` in the head of a loop.
  var iteratedBehindOf: String? {
    topLevel("of").flatMap { of in
      String(source.source.utf8.dropFirst(code[of].range.upperBound))
    }
  }

  /// What is behind the expression that begins at a place: in its statement, or in what it is an item of.
  func endOfExpression(from start: Int) -> Int {
    var depth = 0
    let end =
      code.indices[min(start, code.count)...].first { index in
        switch text(index) {
        case "(", "[", "{": depth += 1
        case ")", "]", "}": depth -= 1
        case ";", ",": return depth == 0
        default:
          return depth == 0 && index > start && code[index].followsNewline
            && code[index].kind != .punctuator
        }
        return depth < 0
      } ?? code.count
    return max(start, end)
  }

  func expression(from start: Int) -> String {
    let range = code[min(start, code.count)..<endOfExpression(from: start)]
    guard let first = range.first, let last = range.last else { return "" }
    let bytes = source.source.utf8.dropFirst(first.range.lowerBound)
    return String(bytes.prefix(last.range.upperBound - first.range.lowerBound)) ?? ""
  }
}
