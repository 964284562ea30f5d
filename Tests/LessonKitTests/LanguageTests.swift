import Testing

@testable import LessonKit

@Suite struct LanguageTests {
  @Test(arguments: LocaleTag.userInterface)
  func everyStringIsTranslatedOrWaived(_ locale: LocaleTag) throws {
    let table = try #require(StringsTable.builtIn(locale.text))
    var check = StringsCheck(table, against: .source, isComplete: true)
    #expect(check.message() == nil)
  }

  @Test(arguments: LocaleTag.userInterface)
  func everyPluralFormIsThere(_ locale: LocaleTag) throws {
    let used = Set(
      (0...1_000_000).filter { $0 <= 200 || $0 % 250_000 == 0 }.map {
        PluralRule(locale).category(of: $0).rawValue
      })
    for (key, entry) in try #require(StringsTable.builtIn(locale.text)).entries {
      // Without `other`, the keys are no plural forms: the claims, the reasons, the boxes.
      guard case .forms(let forms) = entry, forms["other"] != nil else { continue }
      #expect(Set(forms.keys) == used, "\(locale).yml: \(key)")
    }
  }

  @Test(arguments: [
    "en", "ja", "es", "fr", "pt-BR", "pt-PT", "ru", "pl", "cs", "ar", "he", "it", "ko",
  ])
  func theFormsOfALanguageAreThoseThatItsNumbersTake(_ tag: String) {
    let rule = PluralRule(LocaleTag(tag))
    let taken = Set(
      (0...1_000_000).filter { $0 <= 200 || $0 % 250_000 == 0 }.map { rule.category(of: $0) })
    #expect(Set(rule.categories) == taken)
  }

  @Test(arguments: [
    ("language: Italiano", "`alerts`, `allTopics`, "),
    ("lesons: Lezioni", "did you mean `lessons`?"),
    ("lessons: Lessons", "`lessons` is still English"), ("step: Passo", "places {number}"),
    ("lessons: [a, b]", "the shape it has in English"),
    ("stepCount: {one: x}", "`stepCount.many`, `stepCount.other`"),
    ("stepCount: {one: x, othr: '{number}'}", "no plural form `stepCount.othr`"),
    ("alerts: {note: Note}", "`alerts.note` is still English"),
    ("alerts: {note: '', tip: ~}", "`alerts.note`, `alerts.tip` are empty"),
    ("reasons: {needsModule: modulo}", "`reasons.needsModule` must have the places {name}"),
    ("alerts: {notte: Nota}", "did you mean `alerts.note`?"),
    ("languageNames: {xx_: Nota}", "no string `languageNames.xx_`"),
    ("months: [a, b, c, d, e, f, g, h, i, j, k, '']", "`months` is empty"),
    ("search: '  '\nhome: null", "`home`, `search` are empty"),
    ("sameAsSource: all", "`language` is missing"),
    ("language: Italiano\nsameAsSource: [all, home]\nhome: Casa", "is not the same"),
    ("lessons: Lezioni\nsameAsSource: [lessons]", "is not the same"), ("a: b: c", "not YAML"),
  ])
  func badStringsFile(_ yaml: String, _ message: String) {
    #expect { try Languages(own: ["it": yaml]) } throws: { error in
      (error as? StringsErrors)?.all.first?.message.contains(message) == true
    }
  }

  @Test func theFormsThatALanguageWantsAreNamed() {
    #expect {
      try Languages(own: ["ar": "stepCount: {one: خطوة, other: '{number} خطوة'}"])
    } throws: { error in
      let message = (error as? StringsErrors)?.all.first?.message ?? ""
      return ["zero", "two", "few", "many"].allSatisfy { message.contains("`stepCount.\($0)`") }
        && !message.contains("`stepCount.one`")
    }
  }

  @Test func everyUnfinishedFileIsNamed() {
    #expect {
      try Languages(own: ["it": "a: b: c", "ja": "home: Contents", "fr": "home: Table"])
    } throws: {
      ($0 as? StringsErrors)?.all.map(\.tag) == ["it", "ja"]
    }
  }

  @Test func aLanguageMayKeepTheEnglishWords() throws {
    let languages = try Languages(own: [
      "it": "language: Italiano\nsameAsSource: all",
      "ja": "alerts: {note: 注意}\nlanguageNames: {it: イタリア語}",
    ])
    #expect(languages.strings(of: LocaleTag("it")).search == "Search")
    #expect(languages.autonym(of: LocaleTag("it")) == "Italiano")
    #expect(languages.strings(of: LocaleTag("ja")).alerts["note"] == "注意")
    #expect(languages.strings(of: LocaleTag("ja")).alerts["tip"] == "ヒント")
    #expect(languages.name(of: LocaleTag("it"), in: LocaleTag("ja")) == "イタリア語")
  }

  @Test func aPublisherChangesSingleWords() throws {
    let languages = try Languages(own: ["ja": "home: トップ"])
    #expect(languages.strings(of: LocaleTag("ja")).home == "トップ")
    #expect(languages.strings(of: LocaleTag("ja")).next == "次へ")
    #expect(languages.strings(of: LocaleTag("en")).home == "Contents")
  }

  @Test(arguments: [
    ("ja-JP", "日本語"), ("pt", "Português (Brasil)"), ("zh-Hant", "zh-Hant"), ("it", "it"),
    ("zh", "简体中文"), ("de-AT", "Deutsch"),
  ])
  func namesOfLanguages(_ tag: String, _ name: String) {
    #expect(Strings.autonym(LocaleTag(tag)) == name)
  }

  @Test(arguments: [
    ("en-GB", "fr", "anglais"), ("pt", "ja", "ポルトガル語 (ブラジル)"), ("zh-Hant", "fr", "zh-Hant"),
    ("it", "de", "it"),
  ])
  func namesOfLanguagesInOthers(_ tag: String, _ other: String, _ name: String) {
    #expect(Languages.builtIn.name(of: LocaleTag(tag), in: LocaleTag(other)) == name)
  }

  @Test(arguments: [
    ("ar", "rtl"), ("he-IL", "rtl"), ("ja", "ltr"), ("az-Arab", "rtl"), ("en", "ltr"),
  ])
  func directions(_ tag: String, _ direction: String) {
    #expect(LocaleTag(tag).direction == direction)
  }

  @Test(arguments: [
    (0.0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_767_603_600, "2026-01-05T09:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
    (253_402_300_799, "9999-12-31T23:59:59Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
  ])
  func moments(_ time: Double, _ iso: String) { #expect(CalendarDate(time)?.iso == iso) }
}
