/// The comments that say "this is new": a comment that consists of a listed phrase and nothing else.
struct MarkPhrases {
  private let phrases: Set<String>

  private static let builtIn = [
    "added in this step", "changed in this step", "new in this step", "new",
    "今回追加分", "今回追加部分", "今回追加箇所", "今回変更分", "今回変更部分", "今回変更箇所",
    "añadido en este paso", "cambiado en este paso", "ajouté à cette étape",
    "modifié à cette étape",
    "in diesem schritt hinzugefügt", "in diesem schritt geändert", "adicionado neste passo",
    "alterado neste passo", "本步骤新增", "本步骤修改", "이번 단계에서 추가", "이번 단계에서 변경",
  ]

  /// What a lesson of this language would write.
  static func usual(in locale: LocaleTag) -> String {
    let phrase =
      switch locale.language {
      case "ja": "今回追加分"
      case "es": "Añadido en este paso"
      case "fr": "Ajouté à cette étape"
      case "de": "In diesem Schritt hinzugefügt"
      case "pt": "Adicionado neste passo"
      case "zh": "本步骤新增"
      case "ko": "이번 단계에서 추가"
      default: "Added in this step"
      }
    return "// \(phrase)"
  }

  init(own: [String]) { phrases = Set((Self.builtIn + own).map { $0.lowercased().trimmed }) }

  struct Mark {
    /// The comment, with its signs.
    var text: String
    /// Whether it is about the code before it on its line; otherwise about the next line of code.
    var isTrailing: Bool

    /// Whether it says that lines are new, and not that they are changed; authors' own words may say either.
    var isOfAddition: Bool {
      let words = text.lowercased()
      return MarkPhrases.adding.contains(where: words.contains)
    }
  }

  private static let adding = [
    "add", "new", "追加", "añad", "ajout", "hinzu", "adicion", "新增", "추가",
  ]

  /// The mark on a line: `// 今回追加分`, `const a = 1; // new`, `{/* new */}`.
  func mark(on line: NormalLine) -> Mark? {
    guard let comment = line.comments.last, isPhrase(comment) else { return nil }
    return Mark(text: comment, isTrailing: line.isCode)
  }

  private func isPhrase(_ comment: String) -> Bool {
    var text = comment[...]
    if text.hasPrefix("//") {
      text = text.dropFirst(2)
    } else if text.hasPrefix("/*"), text.hasSuffix("*/") {
      text = text.dropFirst(2).dropLast(2)
    }
    return phrases.contains(text.trimmed.lowercased())
  }
}
