import JavaScript

/// What the code says of its own names.
extension ProgramText {
  /// The last use of a name on the line of a place, up to it.
  func last(_ name: Substring, upTo place: Int) -> ProgramPosition? {
    var index = place
    while index >= 0, code[index].line == code[place].line {
      if code[index].kind == .identifier, text(index) == name { return position(of: index) }
      index -= 1
    }
    return nil
  }

  /// The first assignment to a constant from a place on, else the first of all: the engine stands at its start of the
  /// function, or at what it did last.
  func assignedConstant(from place: Int) -> Int? {
    let constants = Set(
      code.indices.dropFirst().filter { text($0 - 1) == "const" }.map { text($0) })
    let assignments = code.indices.dropLast().filter { index in
      constants.contains(text(index)) && assigns(index + 1)
        && ![".", "?.", "const", "let", "var"].contains(text(index - 1))
    }
    return assignments.first { $0 >= place } ?? assignments.first
  }

  func assigns(_ index: Int) -> Bool {
    guard code.indices.contains(index) else { return false }
    let punctuator = text(index)
    return code[index].kind == .punctuator
      && (punctuator == "++" || punctuator == "--"
        || punctuator.hasSuffix("=")
          && !["==", "===", "!=", "!==", "<=", ">="].contains(punctuator))
  }

  /// The name that is used above its declaration: in the statement at a place, else the only one of all.
  func nameUsedBeforeItsDeclaration(from place: Int) -> Int? {
    var declarations: [Substring: Int] = [:]
    for index in code.indices.dropFirst()
    where ["let", "const", "class"].contains(text(index - 1)) {
      declarations[text(index)] = index
    }
    let uses = code.indices.filter { index in
      code[index].kind == .identifier && ![".", "?."].contains(text(index - 1))
        && declarations[text(index)].map { $0 > index } ?? false
    }
    let end = code.indices[place...].first { text($0) == ";" } ?? code.count
    if let first = uses.first(where: { $0 >= place && $0 < end }) { return first }
    return Set(uses.map(text)).count == 1 ? uses.first : nil
  }

  /// What a list takes apart, `...` in brackets, if there is one such list.
  var onlyListSpread: String? {
    var open: [Substring] = []
    var spreads: [Int] = []
    for index in code.indices {
      switch text(index) {
      case "(", "[", "{": open.append(text(index))
      case ")", "]", "}": open.removeLast(min(1, open.count))
      case "..." where open.last == "[": spreads.append(index)
      default: break
      }
    }
    return spreads.count == 1 ? expression(from: spreads[0] + 1) : nil
  }

  func declaresClass(_ name: Substring) -> Bool {
    code.indices.dropFirst().contains { text($0) == name && text($0 - 1) == "class" }
  }

  /// Where the value stands that a name is declared with, within `Object.freeze(…)` and the like.
  func value(of name: Substring) -> Int? {
    let declaration = code.indices.dropFirst().first {
      text($0) == name && text($0 + 1) == "="
        && ["const", "let", "var", ","].contains(text($0 - 1))
    }
    guard let declaration else { return nil }
    let start = declaration + 2
    let isKept =
      text(start) == "Object" && ["freeze", "seal", "preventExtensions"].contains(text(start + 2))
      && text(start + 3) == "("
    let value = isKept ? start + 4 : start
    return code.indices.contains(value) ? value : nil
  }

  /// How many elements a list has that is written here.
  func listLength(from start: Int) -> Int? {
    guard text(start) == "[", let end = source.closing(start, in: code) else { return nil }
    var depth = 0
    var count = end > start + 1 ? 1 : 0
    for index in start + 1..<end {
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "..." where depth == 0: return nil
      case "," where depth == 0 && index + 1 < end: count += 1
      default: break
      }
    }
    return count
  }

  func enclosingClass(of place: Int) -> Substring? {
    var depth = 0
    for index in code.indices[...place].reversed() {
      switch text(index) {
      case "}": depth += 1
      case "{" where depth > 0: depth -= 1
      case "{":
        // `class A {`, `class A extends B {`
        if let keyword = [index - 2, index - 4].first(where: { text($0) == "class" }) {
          return text(keyword + 1)
        }
      default: break
      }
    }
    return nil
  }

  func hasOnlyGetter(_ name: String) -> Bool {
    func has(_ word: String) -> Bool {
      code.indices.dropFirst().contains {
        text($0) == name && text($0 - 1) == word && text($0 + 1) == "("
      }
    }
    return has("get") && !has("set")
  }

  /// The first of a word outside all parentheses.
  func topLevel(_ word: String) -> Int? {
    var depth = 0
    return code.indices.first { index in
      switch text(index) {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
      return depth == 0 && text(index) == word && index > 0
    }
  }

  /// The name that a member has whose last lexeme is this, if it is written there.
  func key(endingAt index: Int) -> String? {
    guard code.indices.contains(index), index > 0 else { return nil }
    if text(index) == "]", text(index - 2) == "[" {
      switch code[index - 1].kind {
      case .string: return String(text(index - 1).dropFirst().dropLast())
      case .number: return String(text(index - 1))
      default: return nil
      }
    }
    return [".", "?."].contains(text(index - 1)) ? String(text(index)) : nil
  }

  /// The `.` or `[` of such a member.
  func startOfKey(endingAt index: Int) -> Int { text(index) == "]" ? index - 2 : index - 1 }
}
