import JavaScript

/// What the code says of its functions.
extension ProgramText {
  /// Whether the innermost function around a position is an async one.
  func isInAsyncFunction(_ position: ProgramPosition) -> Bool {
    parameters(ofFunctionAround: position).map { text(head(before: $0)) == "async" } ?? false
  }

  /// `exports.handler` where the innermost function around a position is assigned to it.
  func export(around position: ProgramPosition) -> String? {
    guard let parameters = parameters(ofFunctionAround: position) else { return nil }
    let head = head(before: parameters)
    guard text(head - 1) == "=", text(head - 3) == ".", text(head - 4) == "exports" else {
      return nil
    }
    return "exports.\(text(head - 2))"
  }

  /// Where the parameters begin of the innermost function around a position.
  private func parameters(ofFunctionAround position: ProgramPosition) -> Int? {
    var depth = 0
    // Whether an expression ends between here and the position, and with it the arrow function that it is the body of.
    var hasEnded = false
    let before = code.prefix { ($0.line, $0.column) < (position.line, position.column ?? .max) }
    for index in before.indices.reversed() {
      switch text(index) {
      case ")", "]", "}": depth += 1
      case ",", ";": hasEnded = hasEnded || depth == 0
      case "(", "[", "{":
        if depth > 0 {
          depth -= 1
          continue
        }
        hasEnded = false
        guard text(index) == "{", text(index - 1) == ")" else { continue }
        let start = start(ofParametersEndingAt: index - 1)
        if !["if", "for", "while", "switch", "catch", "with"].contains(text(start - 1)) {
          return start
        }
      case "=>" where depth == 0 && !hasEnded: return start(ofParametersEndingAt: index - 1)
      default: break
      }
    }
    return nil
  }

  private func start(ofParametersEndingAt end: Int) -> Int {
    guard text(end) == ")" else { return end }
    var depth = 0
    return code.indices[...end].last { index in
      if text(index) == ")" { depth += 1 } else if text(index) == "(" { depth -= 1 }
      return depth == 0
    } ?? 0
  }

  /// Where a function begins whose parameters stand here: `async` or `function` if it has them, or its name.
  private func head(before parameters: Int) -> Int {
    var head = parameters
    if code.indices.contains(head - 1), code[head - 1].kind == .identifier,
      text(head - 1) != "async"
    {
      head -= 1
    }
    while ["*", "function", "async"].contains(text(head - 1)) { head -= 1 }
    return head
  }
}
