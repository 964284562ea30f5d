import Markdown

extension Lesson {
  /// Its shape, by how it is written and by whether its code grows.
  func kind(of steps: [Step]) -> Kind {
    guard steps.contains(where: { $0.revision?.previous != nil }) || steps.count == 1 else {
      return .reference
    }
    let blocks = document.blocks
    if blocks.count(where: { $0.isParagraph && Timestamp.starts($0.text) }) >= 2 {
      return .transcript
    }
    let numbered = blocks.compactMap(\.heading)
      .count { $0.level > 1 && StepNumber.parse($0.text) != nil }
    return numbered >= 2 ? .handsOn : .notes
  }
}

/// `m:ss` or `h:mm:ss` at the start of a paragraph, after an optional speaker (`Ada: 0:01 …`).
enum Timestamp {
  static func starts(_ paragraph: String) -> Bool {
    let start = paragraph.prefix(60)
    if isStamp(start) { return true }
    guard let colon = start.prefix(41).firstIndex(of: ":"), colon > start.startIndex else {
      return false
    }
    return isStamp(start[start.index(after: colon)...].drop { $0 == " " })
  }

  private static func isStamp(_ text: Substring) -> Bool {
    let stamp = text.drop { $0 == "[" || $0 == "(" }.prefix {
      $0.isASCII && ($0.isNumber || $0 == ":")
    }
    let parts = stamp.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), (1...2).contains(parts[0].count),
      parts.dropFirst().allSatisfy({ $0.count == 2 })
    else { return false }
    let after = text[stamp.endIndex...].drop { $0 == "]" || $0 == ")" }
    return after.first?.isWhitespace ?? false
  }
}
