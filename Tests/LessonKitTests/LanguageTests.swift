import Testing

@testable import LessonKit

@Suite struct LanguageTests {
  @Test(arguments: LocaleTag.userInterface)
  func everyStringIsTranslatedOrWaived(_ locale: LocaleTag) throws {
    let table = try #require(StringsTable.builtIn(locale.text))
    do { try table.check(against: .source, isComplete: true) } catch {
      Issue.record("\(locale).yml: \(error.message)")
    }
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
    ("language: Italiano", "`alerts`, `allTopics`, "),
    ("lesons: Lezioni", "did you mean `lessons`?"),
    ("lessons: Lessons", "`lessons` is still English"), ("step: Passo", "places {number}"),
    ("lessons: [a, b]", "the shape it has in English"), ("stepCount: {one: x}", "shape"),
    ("lessons: Lezioni\nsameAsSource: [lessons]", "is not the same"), ("a: b: c", "not YAML"),
  ])
  func badStringsFile(_ yaml: String, _ message: String) {
    #expect { try Languages(own: ["it": yaml]) } throws: { error in
      (error as? StringsError)?.message.contains(message) == true
    }
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
