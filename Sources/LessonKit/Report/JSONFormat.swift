import Functions
import Markdown
import TokenEngine

/// The JSON report (`formatVersion` 1).
package struct JSONFormat: ReportFormat {
  private var lessons: [JSONValue] = []
  private var diagnostics: [JSONValue] = []
  private let root: String
  private let version: String

  /// - Parameter root: the content root, relative to the working directory.
  package init(root: String, version: String) {
    self.root = root
    self.version = version
  }

  package mutating func add(_ result: LessonResult?, _ findings: [Diagnostic]) -> String {
    if let result { lessons.append(Self.lesson(result)) }
    diagnostics += findings.map(Self.diagnostic)
    return ""
  }

  package mutating func end(_ summary: Summary) -> String {
    JSONValue.object([
      "formatVersion": 1,
      "tool": ["name": "stepwise", "version": .string(version)],
      "root": .string(root),
      "lessons": .array(lessons),
      "diagnostics": .array(diagnostics),
      "summary": summary.json,
    ]).pretty() + "\n"
  }

  // MARK: - Lessons

  /// A lesson with the outcome of its steps, as it stands beside its page.
  static func record(of result: LessonResult) -> String { lesson(result).pretty() + "\n" }

  private static func lesson(_ result: LessonResult) -> JSONValue {
    let lesson = result.lesson
    let masking = Masking(lesson.settings)
    return .object([
      "id": .string(lesson.id), "locale": .string(lesson.locale.text), "path": .string(lesson.path),
      "title": .string(lesson.title), "kind": .string(lesson.kind.rawValue),
      "asides": .array(
        result.asides.map { aside in
          .object([
            "range": range(aside.snippet.block.range), "language": text(aside.snippet.language),
            "reason": .string(aside.reason),
          ])
        }),
      "steps": .array(result.steps.map { step($0, masking) }),
    ])
  }

  private static func step(_ result: StepResult, _ masking: Masking) -> JSONValue {
    let step = result.step
    return .object([
      "number": .number(Double(step.number)), "address": .string(result.address),
      "heading": text(step.snippet.heading), "file": text(step.file),
      "range": range(step.snippet.block.range),
      "revision": .string(step.revision?.kind.rawValue ?? "fragment"),
      "program": .string(step.revision?.program ?? step.snippet.block.code),
      "changes": .array((step.revision?.changes ?? []).map(change)),
      "runs": .array(result.runs.map { run($0, of: result, masking) }),
      "swift": .string(result.listing?.source ?? SwiftListing.empty),
    ])
  }

  private static func change(_ change: Change) -> JSONValue {
    func lines(_ range: ClosedRange<Int>?) -> JSONValue {
      range.map { .array([.number(Double($0.lowerBound)), .number(Double($0.upperBound))]) }
        ?? .null
    }
    return .object([
      "kind": .string(change.kind.rawValue), "lines": lines(change.lines),
      "previousLines": lines(change.previousLines),
    ])
  }

  private static func run(
    _ run: StepResult.ProfileRun, of result: StepResult, _ masking: Masking
  ) -> JSONValue {
    let outcome = run.outcome
    let environment = EnvironmentNames(outcome.reads)
    var members: JSONObject = [
      "sdk": .string(run.sdk.rawValue), "status": .string(outcome.status.rawValue),
      "reason": text(outcome.reason.map(masking.masked)),
      "error": outcome.failure.map { failure($0, of: result, masking) } ?? .null,
      "calls": .array(outcome.calls.map { call($0, of: result, environment, masking) }),
      "tokens": .array(
        outcome.tokens.map { token in
          .object([
            "jwt": .string(masking.masked(token.jwt)),
            "header": masking.masked(token.header),
            "payload": masking.masked(token.payload),
            "implicit": .bool(token.isImplicit),
          ])
        }),
      "response": outcome.reply(of: result).map { response($0, masking) } ?? .null,
      "console": .array(
        outcome.console.map {
          .object(["level": .string($0.level), "text": .string(masking.masked($0.text))])
        }),
    ]
    if !outcome.truncated.isEmpty {
      members["truncated"] = .array(outcome.truncated.map { .string($0) })
    }
    return .object(members)
  }

  private static func failure(
    _ failure: Failure, of result: StepResult, _ masking: Masking
  ) -> JSONValue {
    let place = place(failure.position, of: result)
    return .object([
      "name": .string(masking.masked(failure.name)),
      "message": .string(masking.masked(failure.message)),
      "line": place.line, "column": place.column,
    ])
  }

  private static func call(
    _ call: EngineCall, of result: StepResult, _ environment: EnvironmentNames, _ masking: Masking
  ) -> JSONValue {
    let place = place(call.position, of: result)
    return .object([
      "call": .string(call.call),
      "arguments": environment.named(.object(call.arguments), masking),
      "line": place.line, "column": place.column,
    ])
  }

  private static func response(_ response: Outcome.Response, _ masking: Masking) -> JSONValue {
    .object([
      "status": .number(Double(response.status)),
      "headers": .array(
        response.headers.map { .array([.string($0.name), .string(masking.masked($0.value))]) }),
      "body": .string(masking.masked(response.body)),
      "bodyEncoding": .string(response.encoding.rawValue),
    ])
  }

  /// A position of the program as the Markdown position it was written at.
  private static func place(
    _ position: ProgramPosition?, of result: StepResult
  ) -> (line: JSONValue, column: JSONValue) {
    guard let position, let origin = result.origin(of: position) else { return (.null, .null) }
    return (
      .number(Double(origin.line)),
      position.column.map { .number(Double($0 + origin.columnOffset)) } ?? .null
    )
  }

  // MARK: - Diagnostics

  static func diagnostic(_ finding: Diagnostic) -> JSONValue {
    var members: JSONObject = [
      "id": .string(finding.rule.rawValue), "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message), "path": .string(finding.path),
      "range": range(finding.range), "address": text(finding.address),
      "notes": .array(
        finding.notes.map {
          .object([
            "message": .string($0.message), "path": .string($0.path), "range": range($0.range),
          ])
        }),
      "fixes": .array(finding.fixes.map(fix)),
      "suppressed": finding.suppressed.map { .object(["reason": .string($0)]) } ?? .null,
    ]
    if let sdk = finding.sdk { members["sdk"] = .string(sdk) }
    return .object(members)
  }

  private static func fix(_ fix: Diagnostic.Fix) -> JSONValue {
    .object([
      "safety": .string(fix.safety.rawValue), "message": .string(fix.message),
      "edits": .array(
        fix.edits.map { .object(["range": range($0.range), "text": .string($0.text)]) }),
    ])
  }

  private static func range(_ range: SourceRange) -> JSONValue {
    func location(_ location: SourceLocation) -> JSONValue {
      ["line": .number(Double(location.line)), "column": .number(Double(location.column))]
    }
    return ["start": location(range.lowerBound), "end": location(range.upperBound)]
  }

  private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
