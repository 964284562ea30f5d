/// The five commonest engine messages, put as V8 puts them: readers run Node.
func nodeWords(for message: String) -> String {
  if let name = message.wholeMatch(of: /Can't find variable: (.+)/)?.1 {
    return "\(name) is not defined"
  }
  if let callee = message.firstMatch(
    of: /^(.+) is not a function\. \(In '.*$/.dotMatchesNewlines())?.1
  {
    return "\(callee) is not a function"
  }
  if let match = message.wholeMatch(
    of: /(undefined|null) is not a constructor \(evaluating 'new ([^(']+).*'\)/.dotMatchesNewlines()
  ) {
    return "\(match.2) is not a constructor"
  }
  if let callee = message.wholeMatch(
    of: /.+ is not a constructor \(evaluating 'new ([^(']+).*'\)/.dotMatchesNewlines())?
    .1
  {
    return "\(callee) is not a constructor"
  }
  if let match = message.wholeMatch(
    of: /(undefined|null) is not an object \(evaluating '(.+)'\)/.dotMatchesNewlines())
  {
    return emptyAccess(of: String(match.1), in: String(match.2))
  }
  if message == "JSON.stringify cannot serialize cyclic structures." {
    return "Converting circular structure to JSON"
  }
  if message == "JSON.stringify cannot serialize BigInt." {
    return "Do not know how to serialize a BigInt"
  }
  if message == "Attempted to assign to readonly property." {
    return "Assignment to constant variable."
  }
  return message
}

private func emptyAccess(of base: String, in expression: String) -> String {
  if let assigned = expression.wholeMatch(
    of: /.*[.]([\w$]+) *[-+*\/%&|^]?= .*/.dotMatchesNewlines())?.1
  {
    return "Cannot set properties of \(base) (setting '\(assigned)')"
  }
  if let name = expression.wholeMatch(of: /.*[.]([\w$]+)(?:\(.*\))?/.dotMatchesNewlines())?.1 {
    return "Cannot read properties of \(base) (reading '\(name)')"
  }
  if let key = expression.wholeMatch(of: /.*\[['"]([^'"]*)['"]\]/.dotMatchesNewlines())?.1 {
    return "Cannot read properties of \(base) (reading '\(key)')"
  }
  return "Cannot read properties of \(base)"
}

/// The callee or the object that the engine could not use, from its own message.
func evaluatedExpression(in message: String) -> String? {
  if let callee = message.firstMatch(of: /^(.+) is not a function\. \(In '/.dotMatchesNewlines())?.1
  {
    return String(callee)
  }
  if let callee = message.wholeMatch(
    of: /.+ is not a constructor \(evaluating 'new ([^(']+).*'\)/.dotMatchesNewlines())?
    .1
  {
    return String(callee)
  }
  return message.wholeMatch(of: /.*\(evaluating '(.+)'\)/.dotMatchesNewlines())?.1.description
}
