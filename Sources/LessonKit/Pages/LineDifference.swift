/// What differs within a line that was changed into another.
enum LineDifference {
  typealias Parts = [Range<Int>]

  /// The parts of both lines that the other one lacks, in UTF-8 offsets; nil where less than half is the same,
  /// so that marks would only confuse.
  static func parts(_ old: String, _ new: String) -> (old: Parts, new: Parts)? {
    let oldWords = words(of: Array(old.utf8))
    let newWords = words(of: Array(new.utf8))
    guard oldWords.count * newWords.count <= 40_000 else { return nil }
    let pairs = ChangeFinder.match(oldWords.map(\.text), newWords.map(\.text))
    let size = { (words: [Word]) in words.reduce(0) { $0 + ($1.isSpace ? 0 : $1.range.count) } }
    let same = size(pairs.map { oldWords[$0.0] })
    guard same * 4 >= size(oldWords) + size(newWords) else { return nil }
    return (
      gaps(in: oldWords, besides: Set(pairs.map(\.0))),
      gaps(in: newWords, besides: Set(pairs.map(\.1)))
    )
  }

  /// Which removed line became which new one: as many as there are, in order, by likeness.
  static func pairs(_ old: [String], _ new: [String]) -> [(Int, Int)] {
    if old.count == new.count { return Array(zip(old.indices, new.indices)) }
    guard old.count * new.count <= 400 else { return [] }
    var pairs: [(Int, Int)] = []
    var next = 0
    for (index, line) in old.enumerated() {
      if let match = new.indices.dropFirst(next).first(where: { parts(line, new[$0]) != nil }) {
        pairs.append((index, match))
        next = match + 1
      }
    }
    return pairs
  }

  private struct Word {
    var text: String
    var range: Range<Int>
    var isSpace: Bool
  }

  /// Names and numbers as they are, runs of space, and single characters.
  private static func words(of line: [UInt8]) -> [Word] {
    var words: [Word] = []
    var start = 0
    while start < line.count {
      let kind = kind(of: line[start])
      var end = start + 1
      while end < line.count, kind != .sign, self.kind(of: line[end]) == kind { end += 1 }
      words.append(
        Word(
          text: String(decoding: line[start..<end], as: UTF8.self), range: start..<end,
          isSpace: kind == .space))
      start = end
    }
    return words
  }

  private enum Kind { case word, space, sign }

  private static func kind(of byte: UInt8) -> Kind {
    switch byte {
    case 9, 32: .space
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
      .word
    default: .sign
    }
  }

  /// Words that are not matched, joined where only space stands between them.
  private static func gaps(in words: [Word], besides matched: Set<Int>) -> Parts {
    var gaps: Parts = []
    var space: Range<Int>?
    for (index, word) in words.enumerated() {
      if matched.contains(index) {
        space = word.isSpace && gaps.last?.upperBound == word.range.lowerBound ? word.range : nil
      } else if let last = gaps.last,
        last.upperBound == word.range.lowerBound || space?.upperBound == word.range.lowerBound
      {
        gaps[gaps.count - 1] = last.lowerBound..<word.range.upperBound
        space = nil
      } else {
        gaps.append(word.range)
        space = nil
      }
    }
    return gaps
  }
}
