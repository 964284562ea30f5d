extension [ProgramLine] {
  /// The end of a statement, without the blank lines and comments that follow it.
  func codeEnd(of statement: Range<Int>) -> Int {
    (self[statement].lastIndex { $0.normal.isCode } ?? statement.lowerBound) + 1
  }

  /// Above the comments that belong to a line.
  func start(withCommentsOf line: Int) -> Int {
    var line = line
    while line > 0, !self[line - 1].normal.isCode, !self[line - 1].normal.comments.isEmpty,
      !self[line - 1].text.hasPrefix("#!")
    {
      line -= 1
    }
    return line
  }

  /// Whether another program has the same lines, wherever they stand in Markdown.
  func isAlike(_ other: [ProgramLine]) -> Bool {
    count == other.count
      && withUnsafeBufferPointer { own in
        other.withUnsafeBufferPointer { other in
          own.baseAddress == other.baseAddress
            || zip(own, other).allSatisfy { $0.normal == $1.normal && $0.text == $1.text }
        }
      }
  }
}

extension ProgramLine {
  /// Whether it answers the request, or returns.
  var isReply: Bool {
    let code = normal.code
    return code.hasPrefix("callback (") || code == "return" || code.hasPrefix("return ")
  }

  /// Whether another line is this one with a change, and not one more of its kind: both reply, assign or set the same,
  /// or the other says all that this one says.
  func isChanged(into other: ProgramLine) -> Bool {
    guard Elision.isAlike(normal, other.normal) else { return false }
    if isReply && other.isReply { return true }
    if let target, target == other.target { return true }
    var words = other.normal.code.split(separator: " ")[...].reduce(into: [:]) {
      $0[$1, default: 0] += 1
    }
    return normal.code.split(separator: " ").allSatisfy { word in
      words[word, default: 0] -= 1
      return words[word]! >= 0
    }
  }

  /// `a . b` of `a.b = 1`, and of `a.setB(1)` what is called.
  private var target: Substring? {
    let code = normal.code
    if let sign = code.firstRange(of: " = ") { return code[..<sign.lowerBound] }
    guard let call = code.firstRange(of: " ("), code[..<call.lowerBound].contains(" . set") else {
      return nil
    }
    return code[..<call.lowerBound]
  }
}

extension Sequence<NormalLine> {
  /// How many brackets are open behind these lines.
  var depth: Int {
    reduce(0) { depth, line in depth + line.openers - line.closers }
  }

  /// The code of each line; of brackets alone with how deep they stand, so that the end of one block is not taken for
  /// that of another.
  func codeWithDepth(from start: Int = 0) -> [String] {
    var depth = start
    return map { line in
      depth -= Swift.max(line.closers - line.openers, 0)
      defer { depth += Swift.max(line.openers - line.closers, 0) }
      return line.isDistinctive ? line.code : "\(line.code) \(depth)"
    }
  }
}

extension NormalLine {
  /// How many more brackets it opens than it closes.
  var balance: Int { openers - closers }
}
