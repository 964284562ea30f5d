/// A text for each plural form that the language distinguishes.
struct Plural: Decodable, Sendable {
  private let texts: [String: String]
  private let rule: PluralRule
  private let numbers: NumberStyle

  init(from decoder: any Decoder) throws {
    texts = try decoder.singleValueContainer().decode([String: String].self)
    rule = decoder.userInfo[.plurals] as? PluralRule ?? .oneAndOther
    numbers = decoder.userInfo[.numbers] as? NumberStyle ?? NumberStyle(separator: ",")
  }

  /// Of each category its text, with `{number}`, in the order of CLDR.
  var forms: [(category: String, text: String)] {
    PluralRule.Category.allCases.compactMap { category in
      texts[category.rawValue].map { (category.rawValue, $0) }
    }
  }

  func callAsFunction(_ number: Int) -> String {
    let form = texts[rule.category(of: number).rawValue] ?? texts["other"] ?? "{number}"
    return form.with(numbers.text(number), inPlaceOf: "{number}")
  }
}

extension CodingUserInfoKey {
  static let plurals = CodingUserInfoKey(rawValue: "plurals")!
  static let numbers = CodingUserInfoKey(rawValue: "numbers")!
}

/// How a language groups the digits of a number.
struct NumberStyle: Sendable {
  private let separator: String
  /// Smaller numbers stay in one piece (CLDR's `minimumGroupingDigits`).
  private let least: Int

  init(separator: String, locale: LocaleTag = LocaleTag("en")) {
    self.separator = separator
    let isReserved = ["es", "pl"].contains(locale.language) || locale.text == "pt-PT"
    least = isReserved ? 10_000 : 1000
  }

  func text(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, number.magnitude >= least, (digits.count - index) % 3 == 0 { text += separator }
      text.append(digit)
    }
    return text
  }
}
