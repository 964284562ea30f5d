/// A language tag (BCP 47) of the site: `en`, `ja`, `pt-BR`.
package struct LocaleTag: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// The languages that the words of the page frame exist in, or will: a folder of this name is a locale
  /// without being configured. `docs`, `src` and `lib` are well-formed tags too, but no locales.
  package static let userInterface: [LocaleTag] =
    ["en", "ja", "es", "fr", "de", "pt-BR", "zh-Hans", "ko"].map(LocaleTag.init)

  package var description: String { text }

  package static func < (left: LocaleTag, right: LocaleTag) -> Bool { left.text < right.text }
}
