import JavaScript
import Yams

/// The words of the page frame in one language, as its strings file has them.
final class Strings: Decodable, Sendable {
  /// The name of the language in itself.
  let language: String
  /// The names of the project's languages in this one, by tag, as the middle of a sentence has them.
  let languageNames: [String: String]

  let skipToContent: String
  let languages: String
  let lessons: String
  let home: String
  let lessonOrder: String
  let previous: String
  let next: String
  let onThisPage: String
  let missingImage: String
  let stepCount: Plural
  let lessonCount: Plural

  // The panel of a step.
  let step: Phrase
  let token: String
  let tokenSoFar: String
  let sample: String
  let header: String
  let payload: String
  let signature: String
  let response: String
  let console: String
  let works: String
  let waits: String
  let fails: String
  let failsOnPurpose: String
  let notRun: String
  let timedOut: String

  let codeOf: Phrase
  let changes: String
  let result: String
  let asWritten: String
  let wholeFile: String
  let file: String
  let copy: String
  let copied: String
  let listSeparator: String
  /// A word and what it names.
  let labelled: Phrase
  /// A text and a remark on it.
  let withDetail: Phrase
  let asInStep: Phrase
  let line: Phrase
  let spokenAt: Phrase
  let claims: String
  let claim: String
  let value: String
  let meaning: String
  let validFor: Phrase
  let asIssued: String
  let notAsIssued: String
  let ranUnder: Phrase
  let captions: String
  let chapters: String
  let linesAdded: Plural
  let linesRemoved: Plural
  let linesMoved: Plural
  let unchangedLines: Plural
  let hours: Plural
  let minutes: Plural
  let seconds: Plural
  let findings: Plural
  /// Titles of boxes by kind.
  let alerts: [String: String]
  /// Why something was not run, by key of `ReasonSentence`.
  let reasons: [String: String]
  /// What claims are for, by path.
  let claimMeanings: [String: String]

  // Pages that stand for another one.
  let notFound: String
  let notFoundText: String
  let moved: String
  let movedText: String
  let fallbackNotice: Phrase
  let outdatedNotice: String
  let changedParts: String
  let readOriginal: String

  let search: String
  let searchHint: String
  let searchNeedsScript: String
  let noResults: String
  let resultCount: Plural
  let allTopics: String
  let names: String

  let translationStatus: String
  let sourceChanged: String
  let stateCurrent: String
  let stateOutdated: String
  let stateUnrecorded: String
  let stateMissing: String
  let stateSource: String

  // How the language writes dates and numbers (CLDR).
  let date: Phrase
  let dateTime: Phrase
  let months: [String]
  let grouping: String
  let decimal: String

  /// Built-in words only.
  static func of(_ locale: LocaleTag) -> Strings { Languages.builtIn.strings(of: locale) }

  static func autonym(_ locale: LocaleTag) -> String { Languages.builtIn.autonym(of: locale) }
}

extension String {
  /// With every occurrence of `place` filled. The standard library's way compares characters, and costs more than
  /// the rest of a page.
  func with(_ value: String, inPlaceOf place: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(ofBytes: place) {
      result.append(contentsOf: rest[..<range.lowerBound])
      result.append(value)
      rest = rest[range.upperBound...]
    }
    result.append(contentsOf: rest)
    return result
  }
}

/// A text with places for values: `Step {number}`.
struct Phrase: Decodable, Sendable {
  private let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Of a phrase with one place.
  func callAsFunction(_ value: some CustomStringConvertible) -> String {
    guard let start = text.firstIndex(of: "{"), let end = text[start...].firstIndex(of: "}") else {
      return text
    }
    return text[..<start] + "\(value)" + text[text.index(after: end)...]
  }

  func filled(_ values: KeyValuePairs<String, String>) -> String {
    values.reduce(text) { $0.with($1.value, inPlaceOf: "{\($1.key)}") }
  }

  /// The same of markup. What stands in a value is no place.
  func filled(_ values: KeyValuePairs<String, HTML>) -> HTML {
    var rest = ("\(text)" as HTML).text[...]
    var result = ""
    while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
      let name = rest[start...].dropFirst().prefix { $0 != "}" }
      result += rest[..<start] + (values.first { $0.key == name }?.value.text ?? "")
      rest = rest[rest.index(after: end)...]
    }
    return HTML(trusted: result + rest)
  }
}
