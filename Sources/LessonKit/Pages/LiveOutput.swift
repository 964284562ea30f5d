import Markdown
import TokenEngine

/// An author's `expected=` fence once the step has given what it names: the live values in its place.
struct LiveOutput {
  private let expectation: InlineExpectation
  private let result: StepResult
  private let page: LessonContext

  init(_ expectation: InlineExpectation, of result: StepResult, in page: LessonContext) {
    self.expectation = expectation
    self.result = result
    self.page = page
  }

  var html: HTML {
    let actual = result.actual(for: expectation, masking: page.masking)
    let isMet =
      actual.map {
        JSONDifference.first(expected: expectation.value, actual: $0, at: "", exact: false) == nil
      } ?? false
    let value = isMet ? Self.part(of: actual!, like: expectation.value) : expectation.value
    let what =
      switch expectation.part {
      case .header: page.strings.header
      case .payload: page.strings.payload
      case .response: page.strings.response
      }
    let kind: HTML = isMet ? "fine" : "failed"
    let words = isMet ? page.strings.asIssued : page.strings.notAsIssued
    return """
      <figure class="live \(kind)"><figcaption>\(what) · <a href="#step-\(result.step.number)">\
      \(page.labels.name(of: result.step))</a> · <span class="word">\(words)</span></figcaption>
      <pre tabindex="0" translate="no"><code>\(ColouredCode(page.masking.masked(value).pretty(), .json).html)</code></pre>
      </figure>

      """
  }

  /// The members of a value that the expectation names.
  private static func part(of actual: JSONValue, like expected: JSONValue) -> JSONValue {
    switch (actual, expected) {
    case (.object(let actual), .object(let expected)):
      var result = JSONObject()
      for (key, value) in expected {
        if let found = actual[key] { result[key] = part(of: found, like: value) }
      }
      return .object(result)
    case (.array(let actual), .array(let expected)) where actual.count == expected.count:
      return .array(zip(actual, expected).map(part))
    default: return actual
    }
  }
}
