import Synchronization
import Yams

/// The strings files: those of the project, and those of the publisher, who adds languages and changes words.
package final class Languages: Sendable {
  package static let builtIn: Languages = {
    do throws(StringsError) { return try Languages() } catch { preconditionFailure(error.message) }
  }()

  /// The YAML of a publisher's files by language tag.
  private let own: [String: String]
  private let cache = Mutex<[LocaleTag: Strings]>([:])

  /// - Parameter own: the publisher's files: YAML by language tag.
  /// - Throws: which file lacks a string, has one that nobody uses, or repeats the source.
  package init(own: [String: String] = [:]) throws(StringsError) {
    self.own = own
    for (tag, yaml) in own.sorted(by: { $0.key < $1.key }) {
      let table = try StringsTable(yaml: yaml, tag: tag)
      try table.check(against: .source, isComplete: Self.builtInTable(LocaleTag(tag)) == nil)
    }
  }

  /// The languages that can be a folder of the content without being configured.
  package var known: [LocaleTag] {
    LocaleTag.userInterface
      + own.keys.sorted().map { LocaleTag($0) }.filter { !LocaleTag.userInterface.contains($0) }
  }

  /// Whether the frame speaks this language.
  func speaks(_ locale: LocaleTag) -> Bool {
    own[locale.text] != nil || Self.builtInTable(locale) != nil
  }

  /// English where there is no strings file for the language.
  func strings(of locale: LocaleTag) -> Strings {
    cache.withLock { cache in
      if let known = cache[locale] { return known }
      var table = StringsTable.source
      if let builtIn = Self.builtInTable(locale) { table = table.overlaid(by: builtIn) }
      if let yaml = own[locale.text], let changes = try? StringsTable(yaml: yaml, tag: locale.text)
      {
        table = table.overlaid(by: changes)
      }
      let strings = table.strings(for: speaks(locale) ? locale : LocaleTag("en"))
      cache[locale] = strings
      return strings
    }
  }

  /// The name of a language in that language.
  func autonym(of locale: LocaleTag) -> String {
    speaks(locale) ? strings(of: locale).language : locale.text
  }

  /// The name of a language in the middle of a sentence of another (`anglais`); its own name where that has none.
  func name(of locale: LocaleTag, in other: LocaleTag) -> String {
    let names = strings(of: other).languageNames
    return names[locale.text] ?? Self.builtInTag(locale).flatMap { names[$0.text] }
      ?? autonym(of: locale)
  }

  /// `ja-JP` is spoken to in Japanese, `pt` in Brazilian Portuguese.
  private static func builtInTable(_ locale: LocaleTag) -> StringsTable? {
    builtInTag(locale).flatMap { StringsTable.builtIn($0.text) }
  }

  private static func builtInTag(_ locale: LocaleTag) -> LocaleTag? {
    let exact = LocaleTag.userInterface.first { $0 == locale }
    let near = exact ?? LocaleTag.userInterface.first { $0.language == locale.language }
    // Traditional Chinese is not simplified Chinese.
    if exact == nil, locale.text.contains("Hant") || locale.text.hasSuffix("-TW") { return nil }
    return near
  }
}
