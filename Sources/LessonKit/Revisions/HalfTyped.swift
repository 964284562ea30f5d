import JavaScript

/// A listing in which lines are typed only to their middle (`const response = new`), as writers show what comes next:
/// a later snippet has these lines to their end.
struct HalfTyped {
  private let snippet: [Substring]
  private let later: [Substring]
  private let isOpen: Bool

  init(_ snippet: Snippet, before later: Snippet) {
    func code(_ snippet: Snippet) -> [Substring] {
      snippet.lines.filter(\.isCode).map { $0.code[...] }
    }
    (self.snippet, self.later) = (code(snippet), code(later))
    isOpen = snippet.lines.depth > 0
  }

  /// Whether all of it is in the later one, in order, and some lines there go on.
  var isBeginning: Bool {
    var rest = later[...]
    // One that has only begun: its brackets are closed later.
    var isHalf = later.count > snippet.count && later.starts(with: snippet) && isOpen
    for line in snippet {
      guard let place = rest.firstIndex(where: { $0 == line || Self.isHalf(line, of: $0) }) else {
        return false
      }
      // Nobody types on below a line that is not done.
      if rest[place] != line, isFollowed(line) { return false }
      isHalf = isHalf || rest[place] != line
      rest = rest[(place + 1)...]
    }
    return isHalf
  }

  /// The code with such lines as the later one has them; nil where it has none.
  var completed: String? {
    var isHalf = false
    let lines = snippet.map { line -> Substring in
      guard !isFollowed(line), let whole = later.first(where: { Self.isHalf(line, of: $0) }) else {
        return line
      }
      isHalf = true
      return whole
    }
    return isHalf ? lines.joined(separator: "\n") : nil
  }

  /// Whether code that says something stands below a line.
  private func isFollowed(_ line: Substring) -> Bool {
    guard let place = snippet.lastIndex(of: line) else { return false }
    return snippet[(place + 1)...].contains { $0.contains { $0.isLetter || $0.isNumber } }
  }

  /// Whether a line breaks off where something must follow, and the other goes on there.
  private static func isHalf(_ line: Substring, of whole: Substring) -> Bool {
    guard whole.count > line.count, whole.hasPrefix(line + " ") else { return false }
    return line.split(separator: " ").last.map { expecting.contains($0) } ?? false
  }

  private static let expecting: Set<Substring> = [
    "=", "+=", "=>", "(", "[", "{", ".", "?.", ",", ":", "?", "+", "-", "*", "/", "&&", "||", "??",
    "!", "new", "await", "return", "const", "let", "var", "of", "in", "typeof", "throw",
  ]
}
