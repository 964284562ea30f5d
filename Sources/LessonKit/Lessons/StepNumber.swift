/// The number an author gives a heading: `2-4: …`, `3. …`, `Step 2 — …`, `手順1. …`.
enum StepNumber {
  static func parse(_ heading: String) -> String? {
    var text = heading.trimmed[...]
    for word in ["step ", "手順", "ステップ", "étape ", "paso ", "passo ", "schritt ", "krok ", "phase "]
    where text.lowercased().hasPrefix(word) {
      text = text.dropFirst(word.count)
      break
    }
    let number = text.prefix { $0.isWholeNumber || $0 == "-" || $0 == "." }
    let digits = number.reversed().drop { $0 == "." || $0 == "-" }
    let value = String(digits.reversed())
    guard value.first?.isWholeNumber == true, value.count <= 9 else { return nil }
    let after = text.dropFirst(number.count).first
    guard after == nil || after!.isWhitespace || ":：.．)）、—–-".contains(after!) || number.last == "."
    else { return nil }
    return value
  }
}
