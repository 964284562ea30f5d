import Foundation
import Testing
import TokenEngine

@testable import LessonKit

/// Plurals, numbers and dates against the figures that Babel made of CLDR (Fixtures/cldr.json, which
/// Tests/Acceptance/test_cldr.py writes and compares with Babel).
@Suite struct CLDRTests {
  private static func figures(_ part: String) throws -> [(locale: LocaleTag, Double, String)] {
    let path = "Tests/LessonKitTests/Fixtures/cldr.json"
    let json = try JSONValue(parsing: String(contentsOfFile: path, encoding: .utf8))
    return try #require(json[part]?.objectValue).flatMap { tag, pairs in
      (pairs.arrayValue ?? []).map { pair in
        (
          LocaleTag(tag.text), pair.arrayValue?[0].numberValue ?? .nan,
          pair.arrayValue?[1].stringValue ?? ""
        )
      }
    }
  }

  @Test func plurals() throws {
    for (locale, number, form) in try Self.figures("plurals") {
      #expect(
        PluralRule(locale).category(of: Int(number)).rawValue == form, "\(number) in \(locale)")
    }
  }

  @Test func numbers() throws {
    for (locale, number, text) in try Self.figures("numbers") {
      let style = NumberStyle(separator: Strings.of(locale).grouping, locale: locale)
      #expect(style.text(Int(number)) == text, "\(locale)")
    }
  }

  @Test func dates() throws {
    for (locale, time, text) in try Self.figures("dates") {
      #expect(Strings.of(locale).day(try #require(CalendarDate(time))) == text, "\(locale)")
    }
  }

  @Test func namesOfLanguages() throws {
    for (locale, index, name) in try Self.figures("names") {
      let other = LocaleTag.userInterface[Int(index)]
      #expect(Languages.builtIn.name(of: other, in: locale) == name, "\(other) in \(locale)")
      if other == locale {
        // In itself a name is the same, but for a capital where it stands alone.
        #expect(Strings.autonym(locale).lowercased() == name.lowercased())
      }
    }
  }
}
