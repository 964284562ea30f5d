import JavaScript

/// What the engine says it was evaluating when it failed.
struct EvaluatedExpression {
  let text: String

  init?(in message: String) {
    if let callee = message.text(before: " is not a function. (In '") {
      text = String(callee)
    } else if message.contains(" is not a constructor (evaluating 'new "),
      let callee = message.text(between: "(evaluating 'new ", and: "')")
    {
      text = String(callee.prefix { $0 != "(" })
    } else if let expression = message.text(between: "(evaluating '", and: "')") {
      text = String(expression)
    } else {
      return nil
    }
  }
}

extension String {
  func text(before end: String) -> Substring? {
    firstRange(ofBytes: end).map { self[..<$0.lowerBound] }
  }

  /// What stands between a mark and the end of the text.
  func text(between start: String, and end: String) -> Substring? {
    guard hasSuffix(end), let first = firstRange(ofBytes: start),
      let last = index(endIndex, offsetBy: -end.count, limitedBy: first.upperBound)
    else { return nil }
    return self[first.upperBound..<last]
  }

  func text(after start: String) -> Substring? {
    hasPrefix(start) ? dropFirst(start.count) : nil
  }
}
