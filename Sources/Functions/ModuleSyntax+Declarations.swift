import JavaScript

/// What an `export` stands before.
extension ModuleSyntax {
  /// Where a function or a class ends that has no name.
  func endOfBody(from start: Int) -> Int? {
    var index = start
    while index < code.count, text(index) != "{" {
      index = text(index) == "(" ? source.closing(index, in: code) ?? code.count : index
      index += 1
    }
    return code.indices.contains(index)
      ? source.closing(index, in: code).map { code[$0].range.upperBound } : nil
  }

  /// The names that a declaration binds at its top: `a = 1, b = 2`, and those of a pattern.
  func declared(from start: Int) -> [String] {
    var names: [String] = []
    var depth = 0
    var isName = true
    var pattern = 0
    // Where the last of the names stands: before a colon it is a member, and what follows the name.
    var last: Int?
    for index in start..<code.count {
      let word = text(index)
      switch word {
      case "{" where isName && depth == pattern, "[" where isName && depth == pattern:
        depth += 1
        pattern += 1
        continue
      case "(", "[", "{": depth += 1
      case ")", "]", "}":
        depth -= 1
        if depth < 0 { return names }
        if depth < pattern {
          pattern = depth
          isName = false
        }
      case "," where depth == pattern: isName = true
      case ":" where pattern > 0 && depth == pattern:
        if last == index - 1 { names.removeLast() }
        last = nil
        isName = true
      case "=" where depth == pattern: isName = false
      case ";" where depth == 0: return names
      default:
        if isName, depth == pattern, code[index].kind == .identifier {
          names.append(word)
          last = index
          isName = false
        } else if depth == 0, code[index].followsNewline, code[index].kind == .keyword {
          return names
        }
      }
    }
    return names
  }
}
