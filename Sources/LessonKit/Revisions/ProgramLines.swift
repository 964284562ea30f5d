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
