/// The rules, by the ids that reports, directives and configuration use. None is ever renamed.
package enum Rule: String, Sendable, CaseIterable {
  case markOnUnchangedLine = "mark-on-unchanged-line"
  case unmarkedChange = "unmarked-change"
  case fragmentUnplaced = "fragment-unplaced"
  case elisionUnclear = "elision-unclear"
  case emptyStep = "empty-step"
  case stepNumberGap = "step-number-gap"
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
  case tokenMismatch = "token-mismatch"
  case responseMismatch = "response-mismatch"
  case expectedMissing = "expected-missing"
  case expectedOrphan = "expected-orphan"
  case swiftMismatch = "swift-mismatch"
  case sdkIncompatible = "sdk-incompatible"
  case unclosedFence = "unclosed-fence"
  case missingAsset = "missing-asset"
  case missingAlt = "missing-alt"
  case brokenLink = "broken-link"
  case badFrontMatter = "bad-front-matter"
  case badDirective = "bad-directive"
  case unknownRule = "unknown-rule"
  case reasonMissing = "reason-missing"
  case unusedAllow = "unused-allow"
  case noSteps = "no-steps"
  case tooLarge = "too-large"
  case unreadable

  package var defaultSeverity: Diagnostic.Severity {
    switch self {
    case .markOnUnchangedLine, .fragmentUnplaced, .syntaxError, .uncaughtError, .timedOut,
      .outOfMemory, .crashed, .expectedErrorMissing, .tokenMismatch, .responseMismatch,
      .swiftMismatch, .missingAsset, .brokenLink, .badFrontMatter, .badDirective, .unknownRule, .reasonMissing,
      .tooLarge, .unreadable:
      .error
    case .notRun, .noSteps: .note
    default: .warning
    }
  }
}
