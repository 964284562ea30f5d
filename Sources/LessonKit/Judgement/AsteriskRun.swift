/// `**` or more in a line, and what it can do by CommonMark's rules of flanking (0.30, §6.2).
struct AsteriskRun {
  var range: Range<String.Index>
  private let before: Unicode.Scalar?
  private let after: Unicode.Scalar?

  static func runs(in text: String) -> [AsteriskRun] {
    let scalars = text.unicodeScalars
    var runs: [AsteriskRun] = []
    var index = scalars.startIndex
    while index < scalars.endIndex {
      if scalars[index] == "\\" {
        index = scalars.index(index, offsetBy: 2, limitedBy: scalars.endIndex) ?? scalars.endIndex
        continue
      }
      guard scalars[index] == "*" else {
        index = scalars.index(after: index)
        continue
      }
      let end = scalars[index...].firstIndex { $0 != "*" } ?? scalars.endIndex
      if scalars.distance(from: index, to: end) >= 2 {
        runs.append(
          AsteriskRun(
            range: index..<end, before: scalars[..<index].last,
            after: end < scalars.endIndex ? scalars[end] : nil))
      }
      index = end
    }
    return runs
  }

  var canOpen: Bool { isFlanking(after, outside: before) }
  var canClose: Bool { isFlanking(before, outside: after) }

  private func isFlanking(_ inside: Unicode.Scalar?, outside: Unicode.Scalar?) -> Bool {
    guard let inside, !inside.properties.isWhitespace else { return false }
    if !inside.isPunctuation { return true }
    guard let outside else { return true }
    return outside.properties.isWhitespace || outside.isPunctuation
  }

  var isBesideCJK: Bool {
    [before, after].contains { $0?.isCJK ?? false }
      && ![before, after].contains { $0?.properties.isWhitespace ?? true }
  }

  /// The characters on both sides, in words.
  var neighbours: String {
    [before, after].map { $0.map { "`\($0)`" } ?? "the end of the line" }.joined(separator: " and ")
  }
}

extension Unicode.Scalar {
  fileprivate var isPunctuation: Bool {
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: isASCII && "$+<=>^`|~".unicodeScalars.contains(self)
    }
  }

  /// Kana, ideographs, Hangul, and the punctuation that goes with them.
  fileprivate var isCJK: Bool {
    switch value {
    case 0x2E80...0x2FDF, 0x3000...0x30FF, 0x3105...0x318E, 0x31A0...0x9FFF, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension Character {
  var isCJKPunctuation: Bool {
    unicodeScalars.first.map { $0.isCJK && $0.isPunctuation } ?? false
  }
}

extension Substring {
  func trailing(while condition: (Character) -> Bool) -> Substring {
    var start = endIndex
    while start > startIndex, condition(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
