/// Whether a name is a slip of the keyboard for another: one word of it lacks a letter, doubles one, or swaps two.
/// Strict, because `apiSid` and `appSid`, `accountId` and `accountSid`, `grant` and `grants` are all right.
enum Misspelling {
  /// - Parameter least: how many letters a name of one word must have.
  static func `is`(_ written: String, of known: String, least: Int = 6) -> Bool {
    let a = words(of: written)
    let b = words(of: known)
    guard a.count == b.count else { return false }
    let different = zip(a, b).filter { $0 != $1 }
    guard different.count == 1, let (x, y) = different.first else { return false }
    return isSlip(x, of: y, isAlone: a.count == 1, least: a.count == 1 ? least : 4)
  }

  /// A name and what is left of it without one of its letters: a slip and what was meant have one of them in common.
  static func forms(of name: String) -> Set<[UInt8]> {
    let name = Array(words(of: name).joined(separator: [0x5F]))
    // Nobody means a name so long by another.
    if name.count > 64 { return [] }
    return name.indices.reduce(into: [name]) { forms, index in
      forms.insert(Array(name[..<index] + name[(index + 1)...]))
    }
  }

  /// `data_sync`, `dataSync` and `DataSync` are two words each, in lower case.
  private static func words(of name: String) -> [[UInt8]] {
    var words: [[UInt8]] = [[]]
    var previousIsLower = false
    for byte in name.utf8 {
      let isUpper = (0x41...0x5A).contains(byte)
      if byte == 0x5F || byte == 0x24 {
        words.append([])
      } else {
        if isUpper, previousIsLower { words.append([]) }
        words[words.count - 1].append(isUpper ? byte | 0x20 : byte)
      }
      previousIsLower = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
    return words.filter { !$0.isEmpty }
  }

  private static func isSlip(
    _ x: [UInt8], of y: [UInt8], isAlone: Bool, least: Int
  ) -> Bool {
    guard y.count >= least, x.first == y.first, x.last == y.last,
      x.allSatisfy({ (0x61...0x7A).contains($0) }), y.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return false }
    let start = zip(x, y).prefix { $0 == $1 }.count
    let end = zip(x[start...].reversed(), y[start...].reversed()).prefix { $0 == $1 }.count
    let (left, right) = (x.count - start - end, y.count - start - end)
    switch (left, right) {
    // A letter is missing; or one too many, the same as beside it.
    case (0, 1): return true
    case (1, 0): return x[start] == x[start - 1] || !isAlone
    case (2, 2): return x[start] == y[start + 1] && x[start + 1] == y[start]
    // Another letter makes another word too easily, unless the words around it agree.
    case (1, 1): return !isAlone && y.count >= 5 && !others.contains(x)
    default: return false
    }
  }

  /// Words that a letter turns into another.
  private static let others: Set<[UInt8]> = Set(
    [
      "content", "context", "identify", "identity", "format", "forma", "signed", "singed", "input",
      "print", "point", "paint", "state", "stage", "store", "score", "share", "scale", "start",
      "smart", "width", "words", "works", "board", "bound", "band", "first", "fixed", "mixed",
      "event", "video", "voice", "audio", "local", "legal", "label", "level", "create", "delete",
    ].map { Array($0.utf8) })
}
