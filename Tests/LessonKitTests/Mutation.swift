import LessonKit
import Testing

/// One mistake in a clean workshop, and the one finding it is to lead to.
struct Mutation: CustomTestStringConvertible, Sendable {
  var rule: Rule
  var path = "en/sync/01-token.md"
  var text: String
  var becomes: String
  /// The line that is found, 1-based.
  var line: Int
  /// Where it is found, if elsewhere.
  var place: String?
  /// Whether it is made, and found, in both languages, in the workshop whose program grows.
  var isInBoth = false
  var testDescription: String { "\(rule.rawValue): \(text.prefix(30))" }
  var inBothLanguages: [String] { ["en", "ja"].map { $0 + path.dropFirst(2) } }
}
