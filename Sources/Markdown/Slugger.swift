/// Names headings the way GitHub does (rules of github-slugger 2).
struct Slugger {
  private var occurrences: [String: Int] = [:]

  /// `text` is the heading's text without markup and without alternative texts of images.
  /// A heading of symbols only would have an empty anchor; it is named `section`.
  mutating func slug(for text: String) -> String {
    let slug = Self.slug(text)
    return unique(slug.isEmpty ? "section" : slug)
  }

  /// The same, or the next of its kind that is free: `setup-1`.
  mutating func unique(_ base: String) -> String {
    var result = base
    while occurrences[result] != nil {
      occurrences[base, default: 0] += 1
      result = "\(base)-\(occurrences[base, default: 0])"
    }
    occurrences[result] = 0
    return result
  }

  /// Lower case; letters, marks, digits, `_` and its like stay, spaces become hyphens, the rest
  /// goes.
  private static func slug(_ text: String) -> String {
    var slug = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar == " " {
        slug.append("-")
      } else if scalar == "-" || isWord(scalar) {
        slug.append(scalar)
      }
    }
    return String(slug)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isAlphabetic { return true }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation: true
    default: false
    }
  }
}
