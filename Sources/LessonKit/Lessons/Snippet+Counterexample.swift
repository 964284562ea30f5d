extension Snippet {
  /// Whether the text right above it, in so many words, or a sign on its first line says that it shows what not to do.
  var isCounterexample: Bool {
    let words = lead.last.lowercased().replacing("’", with: "'")
    // A longer text tells of a mistake, and goes on to say how it is avoided.
    let isShort = words.split(whereSeparator: \.isWhitespace).count <= 8 && words.count <= 60
    if isShort, Self.warnings.contains(where: words.contains) { return true }
    if Self.labels.contains(words.split { !$0.isLetter }.joined(separator: " ")) { return true }
    guard let first = lines.first(where: { !$0.isBlank }), !first.isCode else { return false }
    return first.comments.contains { $0.contains("❌") || $0.contains("🚫") }
  }

  private static let warnings = [
    "don't do this", "do not do this", "never do this", "don't write this", "not like this",
    "wrong way", "common mistake", "❌", "🚫", "悪い例", "間違った例", "間違いの例", "誤った例", "ダメな例",
    "だめな例", "良くない例", "よくない例", "ng例", "so nicht:", "falsch ist", "no hagas esto", "no haga esto",
    "não faça isso", "ne faites pas ça", "ne faites pas cela", "错误示例", "错误的写法", "错误写法", "잘못된 예",
  ]

  /// All that the block says.
  private static let labels: Set<String> = [
    "wrong", "wrong example", "the wrong way", "bad", "bad example", "incorrect",
    "incorrect example", "anti pattern", "antipattern", "falsch", "so nicht", "incorrecto",
    "incorrecta", "mal ejemplo", "errado", "incorreto", "mauvais exemple", "incorrecte", "错误",
    "間違い", "誤り", "ng",
  ]
}
