import Synchronization
import Yams

/// The strings files: those of the project, and those of the publisher, who adds languages and changes words.
package final class Languages: Sendable {
  package static let builtIn: Languages = {
    do { return try Languages() } catch { preconditionFailure("the built-in words: \(error)") }
  }()

  /// The YAML of a publisher's files by language tag.
  private let own: [String: String]
  private let cache = Mutex<[LocaleTag: Strings]>([:])

  /// - Parameter own: the publisher's files: YAML by language tag.
  /// - Throws: all that the files lack, have too much, or repeat of the source.
  package init(own: [String: String] = [:]) throws(StringsErrors) {
    self.own = own
    var errors: [StringsError] = []
    for (tag, yaml) in own.sorted(by: { $0.key < $1.key }) {
      do throws(StringsError) {
        let table = try StringsTable(yaml: yaml, tag: tag)
        var check = StringsCheck(
          table, against: .source, isComplete: Self.builtInTable(LocaleTag(tag)) == nil)
        if let message = check.message() {
          throw StringsError(tag: tag, line: 1, message: message)
        }
      } catch { errors.append(error) }
    }
    if !errors.isEmpty { throw StringsErrors(all: errors) }
  }

  /// For those who write no pages: English where words are missing, and languages by their files.
  package init(unfinished own: [String: String]) { self.own = own }

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

  /// The English strings file, with the plural forms that another language wants, for its translator to begin with.
  package static func wordsToTranslate(into locale: LocaleTag) -> String {
    let forms = PluralRule(locale).categories
    let lines = String(decoding: PackageResources.en_yml, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    let text = lines.map { line -> String in
      guard let plural = line.firstMatch(of: /^([a-zA-Z]+): {one: (".*"), other: (".*")}$/) else {
        return String(line)
      }
      let texts = forms.map { "\($0): \($0 == .one ? plural.2 : plural.3)" }
      return "\(plural.1): {\(texts.joined(separator: ", "))}"
    }
    let head =
      "# The words of the pages in `\(locale)`, to be translated. `{…}` stands for a value.\n"
    return head + text.joined(separator: "\n")
      + "# What is rightly the same in English: search, alerts.note, or `all` to keep the English words.\nsameAsSource: []\n"
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

extension LocaleTag {
  /// Whether it names a language that people write, of those with two letters (ISO 639-1), and some with three.
  var isLanguage: Bool { Self.written.contains(Substring(language)) }

  private static let written = Set(
    """
    aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cs cv cy da de dv dz ee el en eo es et eu \
    fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi hr ht hu hy ia id ie ig ii ik io is it iu ja jv ka kg ki kk kl km \
    kn ko kr ks ku kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc \
    oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti \
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo yue za zh zu ast ckb fil haw hsb dsb kab kok sah
    """.split(separator: " "))
}
