/// Which plural form a whole number takes: the cardinal rules of CLDR 48 for languages that share one.
enum PluralRule: Sendable {
  enum Category: String, Sendable, CaseIterable { case zero, one, two, few, many, other }

  /// Japanese, Chinese, Korean and others without plural.
  case none
  /// English, German and most languages of Europe.
  case oneAndOther
  /// Spanish, Italian and European Portuguese: a million and its like take a form of their own.
  case oneManyAndOther
  /// French and Brazilian Portuguese: zero is singular.
  case zeroIsOne
  case slavicEast, polish, czech, arabic, hebrew

  init(_ locale: LocaleTag) {
    self =
      switch locale.language {
      case "ja", "zh", "ko", "vi", "th", "id", "ms": .none
      case "es", "it", "ca": .oneManyAndOther
      case "fr": .zeroIsOne
      case "pt": locale.text == "pt-PT" ? .oneManyAndOther : .zeroIsOne
      case "ru", "uk", "be": .slavicEast
      case "pl": .polish
      case "cs", "sk": .czech
      case "ar": .arabic
      case "he": .hebrew
      default: .oneAndOther
      }
  }

  /// All that whole numbers take, in the order of CLDR.
  var categories: [Category] {
    switch self {
    case .none: [.other]
    case .oneAndOther: [.one, .other]
    case .oneManyAndOther, .zeroIsOne: [.one, .many, .other]
    case .hebrew: [.one, .two, .other]
    case .czech: [.one, .few, .other]
    case .polish, .slavicEast: [.one, .few, .many]
    case .arabic: Category.allCases
    }
  }

  func category(of number: Int) -> Category {
    let n = Int(number.magnitude)
    let isMillions = n != 0 && n % 1_000_000 == 0
    switch self {
    case .none: return .other
    case .oneAndOther: return n == 1 ? .one : .other
    case .oneManyAndOther: return n == 1 ? .one : isMillions ? .many : .other
    case .zeroIsOne: return n <= 1 ? .one : isMillions ? .many : .other
    case .hebrew: return n == 1 ? .one : n == 2 ? .two : .other
    case .czech: return n == 1 ? .one : (2...4).contains(n) ? .few : .other
    case .polish:
      if n == 1 { return .one }
      return (2...4).contains(n % 10) && !(12...14).contains(n % 100) ? .few : .many
    case .slavicEast:
      if n % 10 == 1, n % 100 != 11 { return .one }
      return (2...4).contains(n % 10) && !(12...14).contains(n % 100) ? .few : .many
    case .arabic:
      if n < 3 { return [.zero, .one, .two][n] }
      return (3...10).contains(n % 100) ? .few : (11...99).contains(n % 100) ? .many : .other
    }
  }
}
