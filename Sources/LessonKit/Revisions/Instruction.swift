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

  /// Whether a line is to be put in place of another.
  static func asksToChange(_ text: String) -> Bool {
    has(
      text,
      [
        "change ", "changing", "replac", "instead", "modify", "rewrite", "swap",
        "rename", "turn ", "変更", "置き換え", "置換", "書き換え", "修正", "差し替え", "代わりに", "cambi", "reemplaz",
        "modifi", "remplac", "änder", "ersetz", "alter", "substitu", "修改", "替换", "변경", "수정", "교체",
      ])
  }

  /// Whether something goes to the beginning of the file.
  static func isAboutTheTop(_ text: String) -> Bool {
    has(
      text,
      [
        "top of the file", "top of your file", "at the top", "at the very top",
        "outside the handler",
        "outside of the handler", "above the handler", "ファイルの先頭", "ファイルの冒頭", "一番上",
        "inicio del archivo", "principio del archivo", "début du fichier", "haut du fichier",
        "anfang der datei", "início do arquivo", "topo do arquivo", "文件顶部", "文件开头", "파일 맨 위",
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
