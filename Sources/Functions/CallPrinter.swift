import JavaScript

/// Prints an expression as V8 does in its messages: a call is `f(...)`, what has no name `(intermediate value)`.
struct CallPrinter {
  private let source: LexedSource
  private let code: [Lexeme]

  static let nameless = "(intermediate value)"
  private static let operators: Set<Substring> = ["||", "&&", "??", "+", "-", "*", "/", "%"]

  /// The expression as it is written where V8's way of printing it is not known.
  static func print(_ expression: some StringProtocol) -> String {
    let source = lex(String(expression))
    let printer = CallPrinter(source: source, code: source.code)
    return printer.print(0..<printer.code.count) ?? String(expression)
  }

  /// `A.B` of `A.B('c')`, what `new` makes.
  static func printConstructor(of made: some StringProtocol) -> String {
    let source = lex(String(made))
    let code = source.code
    let printer = CallPrinter(source: source, code: code)
    let end =
      code.first.map { source.text($0) } == "("
      ? source.closing(0, in: code).map { $0 + 1 }
      : code.firstIndex { source.text($0) == "(" }
    return printer.print(0..<(end ?? code.count)) ?? String(made)
  }

  private func text(_ index: Int) -> Substring { source.text(code[index]) }

  private func print(_ range: Range<Int>) -> String? {
    var result = ""
    var index = range.lowerBound
    while index < range.upperBound {
      let word = text(index)
      switch (code[index].kind, word) {
      case (.punctuator, "("), (.punctuator, "["):
        guard let end = source.closing(index, in: code), end < range.upperBound else { return nil }
        let inner = index + 1..<end
        if word == "(" {
          result += result.isEmpty ? group(inner) : "(...)"
        } else if result.isEmpty {
          result = "[\(inner.map(text).joined())]"
        } else if inner.count == 1, code[inner.lowerBound].kind == .string {
          result += ".\(text(inner.lowerBound).dropFirst().dropLast())"
        } else {
          guard let key = print(inner) else { return nil }
          result += "[\(key)]"
        }
        index = end
      case (.keyword, "super") where result.isEmpty: result = Self.nameless
      case (.keyword, "new") where result.isEmpty:
        guard let end = endOfNew(index, before: range.upperBound) else { return nil }
        result = Self.nameless
        index = end
      case (.punctuator, "{") where result.isEmpty && range.count == 2: return "{}"
      case (.string, _) where result.isEmpty: result = "\"\(word.dropFirst().dropLast())\""
      case (.identifier, "await") where result.isEmpty:
        return print(index + 1..<range.upperBound).map { _ in Self.nameless }
      case (.identifier, "async"), (.identifier, "await"): return nil
      case (.identifier, _), (.privateName, _), (.number, _), (.punctuator, "."),
        (.punctuator, "?."), (.keyword, "this"), (.keyword, "null"), (.keyword, "true"),
        (.keyword, "false"):
        result += word
      default: return nil
      }
      index += 1
    }
    return result
  }

  /// What stands in parentheses of its own.
  private func group(_ range: Range<Int>) -> String {
    if let plain = print(range) { return plain }
    let middle = range.filter {
      code[$0].kind == .punctuator && Self.operators.contains(text($0))
    }
    if middle.count == 1, let left = print(range.lowerBound..<middle[0]), !left.isEmpty,
      let right = print(middle[0] + 1..<range.upperBound)
    {
      return "(\(left) \(text(middle[0])) \(right))"
    }
    if range.count == 2, text(range.lowerBound) == "void" {
      return "(void \(text(range.lowerBound + 1)))"
    }
    return Self.nameless
  }

  /// The end of `new A.B(…)`.
  private func endOfNew(_ start: Int, before limit: Int) -> Int? {
    var index = start + 1
    while index < limit, text(index) != "(" { index += 1 }
    guard index < limit else { return nil }
    return source.closing(index, in: code)
  }
}
