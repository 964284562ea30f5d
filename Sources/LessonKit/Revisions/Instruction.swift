/// What the text before a snippet tells the reader to do with it.
enum Instruction {
  static func isAboutAPlace(_ text: String) -> Bool {
    asksToAdd(text) || has(text, ["inside", "below", "above", "after the", "before the", "の中に"])
  }

  /// Whether the reader is to put something into a program.
  static func asksToAdd(_ text: String) -> Bool {
    has(
      text,
      [
        "add ", "insert", "append", "put ", "paste", "追加", "挿入", "記述", "追記", "書き加え", "貼り付け",
        "añad", "agreg", "ajout", "hinzu", "einfüg", "adicion", "添加", "추가",
      ])
  }

  private static func has(_ text: String, _ words: [String]) -> Bool {
    let text = text.lowercased()
    return words.contains { word in
      // What ends with a space is a word, and not the `put` of `input`; the others are parts of words.
      guard word.last == " " else { return text.contains(word) }
      return text.ranges(of: word).contains { range in
        !(text[..<range.lowerBound].last.map { $0.isASCII && $0.isLetter } ?? false)
      }
    }
  }
}
