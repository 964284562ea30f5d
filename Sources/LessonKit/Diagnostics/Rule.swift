/// The rules, by the ids that reports, directives and configuration use. None is ever renamed.
package enum Rule: String, Sendable, CaseIterable {
  // How a lesson's code evolves.
  case markOnUnchangedLine = "mark-on-unchanged-line"
  case unmarkedChange = "unmarked-change"
  case silentRemoval = "silent-removal"
  case stepNumberGap = "step-number-gap"
  case fragmentUnplaced = "fragment-unplaced"
  case elisionUnclear = "elision-unclear"
  case finalListingDiffers = "final-listing-differs"
  case emptyStep = "empty-step"

  // How its programs run.
  case syntaxError = "syntax-error"
  case uncaughtError = "uncaught-error"
  case timedOut = "timed-out"
  case outOfMemory = "out-of-memory"
  case crashed
  case callbackNeverCalled = "callback-never-called"
  case callbackCalledTwice = "callback-called-twice"
  case expectedErrorMissing = "expected-error-missing"
  case contentTypeMismatch = "content-type-mismatch"
  case notRun = "not-run"

  // What they issue.
  case tokenMismatch = "token-mismatch"
  case responseMismatch = "response-mismatch"
  case expectedMissing = "expected-missing"
  case expectedOrphan = "expected-orphan"
  case nondeterministicToken = "nondeterministic-token"
  case misplacedCredential = "misplaced-credential"
  case swiftMismatch = "swift-mismatch"

  // Under which SDK.
  case sdkIncompatible = "sdk-incompatible"

  // What the prose says.
  case unknownName = "unknown-name"
  case unknownStep = "unknown-step"
  case undocumentedVariable = "undocumented-variable"

  // The document itself.
  case missingAsset = "missing-asset"
  case brokenLink = "broken-link"
  case brokenAnchor = "broken-anchor"
  case folderLink = "folder-link"
  case unservedLink = "unserved-link"
  case missingAlt = "missing-alt"
  case unclosedFence = "unclosed-fence"
  case swallowedFence = "swallowed-fence"
  case brokenTable = "broken-table"
  case wikiLink = "wiki-link"
  case swallowedIndent = "swallowed-indent"
  case cjkEmphasis = "cjk-emphasis"

  // Secrets.
  case realLookingSecret = "real-looking-secret"

  // Translations.
  case translationCodeDiffers = "translation-code-differs"
  case translationStepMissing = "translation-step-missing"
  case untranslated
  case translationOutdated = "translation-outdated"

  // Front matter, directives, files.
  case badFrontMatter = "bad-front-matter"
  case badDirective = "bad-directive"
  case unknownRule = "unknown-rule"
  case reasonMissing = "reason-missing"
  case unusedAllow = "unused-allow"
  case noSteps = "no-steps"
  case tooLarge = "too-large"
  case unreadable
  case duplicatePage = "duplicate-page"

  package var defaultSeverity: Diagnostic.Severity {
    switch self {
    case .markOnUnchangedLine, .fragmentUnplaced, .syntaxError, .uncaughtError, .timedOut,
      .outOfMemory, .crashed, .expectedErrorMissing, .tokenMismatch, .responseMismatch,
      .misplacedCredential, .swiftMismatch, .missingAsset, .brokenLink, .badFrontMatter,
      .badDirective, .unknownRule,
      .reasonMissing,
      .tooLarge, .unreadable, .duplicatePage, .realLookingSecret:
      .error
    case .notRun, .noSteps, .folderLink, .unservedLink, .untranslated, .translationOutdated: .note
    default: .warning
    }
  }
}

/// A name that nothing has, with the nearest that something has.
package struct UnknownName: Error { package var message: String }

extension Rule {
  package static let ids = allCases.map(\.rawValue)

  package init(named name: String) throws(UnknownName) {
    guard let rule = Rule(rawValue: name) else {
      let near = name.nearest(among: Self.ids).map { [$0] } ?? Self.ids(with: name)
      let names = near.map { "`\($0)`" }.joined(separator: ", ")
      throw UnknownName(
        message:
          "there is no rule `\(name)`; \(near.isEmpty ? "`stepwise rules` lists them" : "did you mean \(names)?")"
      )
    }
    self = rule
  }

  /// `missing` is part of six: few enough to be told.
  private static func ids(with part: String) -> [String] {
    let found = ids.filter { $0.split(separator: "-").contains { $0 == part } }
    return found.count > 6 ? [] : found
  }
}
