/// A language tag (BCP 47) of the site: `en`, `ja`, `pt-BR`.
package struct LocaleTag: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// - Returns: nil for what is no tag: it becomes a folder of the output.
  package init?(validating text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isTag = parts.enumerated().allSatisfy { index, part in
      (index == 0 ? 2...8 : 1...8).contains(part.utf8.count)
        && part.utf8.allSatisfy { byte in
          (0x41...0x5A).contains(byte & 0xDF) || index > 0 && (0x30...0x39).contains(byte)
        }
    }
    guard isTag else { return nil }
    self.text = text
  }

  /// The languages that the words of the page frame exist in, or will: a folder of this name is a locale
  /// without being configured. `docs`, `src` and `lib` are well-formed tags too, but no locales.
  package static let userInterface: [LocaleTag] =
    ["en", "ja", "es", "fr", "de", "pt-BR", "zh-Hans", "ko"].map(LocaleTag.init)

  /// `pt` of `pt-BR`.
  package var language: String { String(text.prefix { $0 != "-" }).lowercased() }

  /// The value of `dir`: how text of the language runs.
  package var direction: String {
    if text.contains("-Latn") { return "ltr" }
    let isRightToLeft =
      ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"].contains(language)
      || text.contains("-Arab") || text.contains("-Hebr")
    return isRightToLeft ? "rtl" : "ltr"
  }

  package var description: String { text }

  package static func < (left: LocaleTag, right: LocaleTag) -> Bool { left.text < right.text }
}
