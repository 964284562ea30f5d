import Markdown

/// What is wrong with a lesson, on its page, for its author.
struct FindingList {
  private let findings: [Diagnostic]
  private let context: LessonContext

  init(_ findings: [Diagnostic], in context: LessonContext) {
    self.findings = findings.filter { $0.suppressed == nil && $0.severity != .note }
    self.context = context
  }

  var html: HTML {
    if findings.isEmpty { return .empty }
    let items = findings.map { finding -> HTML in
      let step = context.steps.first { $0.address == finding.address }
      let place: HTML =
        step.map {
          "<a href=\"#step-\($0.step.number)\">\(context.labels.name(of: $0.step))</a> "
        } ?? .empty
      return """
        <li class="\(finding.severity.rawValue)"><code>\(finding.range.lowerBound.line)</code> \(place)\
        <span lang="en">\(finding.severity.rawValue): \(finding.message)</span> <code>\(finding.rule.rawValue)</code></li>

        """
    }
    return """
      <details class="findings" open><summary>\(context.strings.findings(findings.count))</summary>
      <ul>
      \(items.joined())</ul>
      </details>

      """
  }
}
