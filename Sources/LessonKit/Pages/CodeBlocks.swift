import Markdown

/// What a lesson's code blocks become: panels of steps, live outputs, and code shown as written.
struct CodeBlocks {
  private let context: LessonContext
  private let steps: [Int: StepResult]
  private let asides: [Int: Aside]
  private let expectations: [Int: (InlineExpectation, StepResult)]

  init(_ result: LessonResult, in context: LessonContext) {
    self.context = context
    func byBlock<Value>(_ pairs: [(Int, Value)]) -> [Int: Value] {
      Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
    steps = byBlock(result.steps.map { ($0.step.snippet.block.index, $0) })
    asides = byBlock(result.asides.map { ($0.snippet.block.index, $0) })
    expectations = byBlock(
      result.steps.flatMap { step in
        step.step.snippet.expectations.map { ($0.block.index, ($0, step)) }
      })
  }

  /// - Parameter block: its place in the document.
  func isStep(_ block: Int) -> Bool { steps[block] != nil }

  func html(of block: CodeBlock) -> HTML {
    if let step = steps[block.index] { return StepPanel(step, in: context).html }
    if let (expectation, step) = expectations[block.index] {
      return LiveOutput(expectation, of: step, in: context).html
    }
    let language = FenceInfo(block.info).language
    let name: HTML = language.map { " class=\"language-\($0)\"" } ?? ""
    let aside = asides[block.index]
    let colours = language.flatMap { CodeLanguage($0) } ?? aside.map { _ in .javaScript }
    let code: HTML =
      "<pre tabindex=\"0\" translate=\"no\"><code\(name)>\(ColouredCode(block.code, colours).html)</code></pre>\n"
    guard let aside else { return code }
    let strings = context.strings
    let caption = strings.labelled.filled([
      "label": "\(strings.notRun)", "value": ReasonSentence(aside.reason, strings: strings).html,
    ])
    return """
      <figure class="aside">
      \(code)<figcaption>\(caption)</figcaption>
      </figure>

      """
  }
}
