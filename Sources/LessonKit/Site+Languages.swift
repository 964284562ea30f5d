import JavaScript

extension Site {
  static func localeOrder(
    _ configuration: SiteConfiguration
  ) -> (LocaleTag) -> Int {
    let listed =
      configuration.locales.isEmpty ? LocaleTag.userInterface : configuration.locales.map(\.tag)
    return { listed.firstIndex(of: $0) ?? listed.count }
  }

  /// The languages of files whose path says none: as their front matter says, else one for all of them:
  /// Japanese if there is any kana, else English.
  static func languages(
    of files: [SourceFile], _ configuration: SiteConfiguration
  ) -> (fallback: LocaleTag, declared: [String: LocaleTag]) {
    var hasKana = false
    var declared: [String: LocaleTag] = [:]
    for file in files {
      guard case .success(let bytes) = file.read(), bytes.count <= largestFile else { continue }
      // Kana are U+3041…U+30FA: E3 81 81 … E3 83 BA.
      hasKana =
        hasKana
        || zip(bytes, bytes.dropFirst()).contains { $0 == 0xE3 && (0x81...0x83).contains($1) }
      declared[file.path] = declaredLocale(in: bytes)
    }
    if let only = configuration.locales.first, configuration.locales.count == 1 {
      return (only.tag, declared)
    }
    return (LocaleTag(hasKana ? "ja" : "en"), declared)
  }

  private static func declaredLocale(in bytes: [UInt8]) -> LocaleTag? {
    guard bytes.starts(with: "---".utf8) else { return nil }
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
    guard text.contains(bytes: "locale:") else { return nil }
    let lines = text.split(whereSeparator: \.isNewline)
    let line = lines.dropFirst().prefix { $0 != "---" }.first { $0.hasPrefix("locale:") }
    return line.flatMap { line in
      LocaleTag(validating: line.dropFirst("locale:".count).filter { !" \"'".contains($0) })
    }
  }

  /// The locales that the frame has no words for; it speaks English there.
  package var localesWithoutWords: [LocaleTag] { locales.filter { !languages.speaks($0) } }

  /// Folders beside those of locales that have the name of a language, and are folders of lessons all the same.
  package var unlistedLanguages: [String] {
    let pages = workshops.flatMap(\.pages)
    func folder(_ page: Page) -> String? {
      page.path.firstIndex(of: "/").map { String(page.path[..<$0]) }
    }
    guard pages.contains(where: { $0.place.locale != nil && folder($0) == $0.locale.text }) else {
      return []
    }
    let folders = Set(pages.filter { $0.place.locale == nil }.compactMap(folder))
    return folders.filter { LocaleTag(validating: $0)?.isLanguage ?? false }.sorted()
  }
}
