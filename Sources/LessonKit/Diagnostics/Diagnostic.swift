package import Markdown

/// A judgement about a lesson: what is wrong, where, and what to do about it.
package struct Diagnostic: Sendable, Hashable {
  package enum Severity: String, Sendable, CaseIterable { case error, warning, note }

  package struct Note: Sendable, Hashable {
    package var message: String
    package var path: String
    package var range: SourceRange
  }

  package struct Fix: Sendable, Hashable {
    package enum Safety: String, Sendable { case safe, unsafe }
    package struct Edit: Sendable, Hashable {
      package var range: SourceRange
      package var text: String
    }

    package var safety: Safety
    package var message: String
    package var edits: [Edit]
  }

  package var rule: Rule
  package var severity: Severity
  package var message: String
  /// Relative to the content root.
  package var path: String
  package var range: SourceRange
  /// `lesson#step@locale`, where one step is meant.
  package var address: String?
  /// The SDK profile, where one is meant.
  package var sdk: String?
  package var notes: [Note] = []
  package var fixes: [Fix] = []
  /// The reason of the directive, or the name of the baseline, that allows it.
  package var suppressed: String?
  package var isInBaseline = false

  package init(
    _ rule: Rule, _ message: String, path: String, range: SourceRange, address: String? = nil,
    sdk: String? = nil, notes: [Note] = [], severity: Severity? = nil
  ) {
    self.rule = rule
    self.severity = severity ?? rule.defaultSeverity
    self.message = message
    self.path = path
    self.range = range
    self.address = address
    self.sdk = sdk
    self.notes = notes
  }
}

extension Diagnostic: Comparable {
  package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    left.sortKey < right.sortKey
  }

  private var sortKey: (String, SourceLocation, String, String) {
    (path, range.lowerBound, rule.rawValue, message)
  }
}

extension SourceRange {
  /// The first column of a line: for findings about a file as a whole.
  package static let start =
    SourceLocation(line: 1, column: 1)..<SourceLocation(line: 1, column: 1)
}
