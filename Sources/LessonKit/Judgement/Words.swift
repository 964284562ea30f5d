import JavaScript

/// The tokens of some lines of code.
struct Words {
  /// How often each stands there.
  private(set) var counts: [Substring: Int] = [:]
  private(set) var names: [String: Int] = [:]
  private var sequence: [Substring] = []

  init(_ lines: some Sequence<ProgramLine>) {
    let source = lex(lines.map { $0.text + "\n" }.joined())
    for lexeme in source.code {
      let text = source.text(lexeme)
      if text == ";" || text == "," { continue }
      counts[text, default: 0] += 1
      sequence.append(text)
      switch lexeme.kind {
      case .identifier where text.utf8.count > 1: names[String(text), default: 0] += 1
      case .string: names[String(text.dropFirst().dropLast()), default: 0] += 1
      default: break
      }
    }
    names[""] = nil
  }

  /// Whether all of the others are here; arguments that changed places are others.
  func contains(_ other: Words) -> Bool {
    other.counts.allSatisfy { counts[$0.key, default: 0] >= $0.value }
      && (counts != other.counts || sequence == other.sequence || !swapsArguments(other))
  }

  /// Whether the first of the words that stand elsewhere is an argument, and no member of an object.
  private func swapsArguments(_ other: Words) -> Bool {
    let same = zip(sequence, other.sequence).prefix { $0 == $1 }.count
    var open: [Substring] = []
    for word in sequence[..<same] {
      if ["(", "{", "["].contains(word) { open.append(word) }
      if [")", "}", "]"].contains(word), !open.isEmpty { open.removeLast() }
    }
    return open.last == "("
  }
}
