import Markdown

/// Applies a lesson's `allow` and `allow-file` directives.
struct Suppression {
  private let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  /// The findings, those that are allowed with the reason; an allow that suppresses nothing is itself found.
  func applied(to findings: [Diagnostic], isOff: (Rule) -> Bool) -> [Diagnostic] {
    var findings = findings
    for directive in lesson.directives {
      let rule: Rule
      let reason: String
      let lines: ClosedRange<Int>
      switch directive.action {
      case .allow(let allowed, let why):
        (rule, reason, lines) = (allowed, why, nextBlock(after: directive))
      case .allowFile(let allowed, let why): (rule, reason, lines) = (allowed, why, 1...Int.max)
      default: continue
      }
      var isUsed = false
      for index in findings.indices
      where findings[index].rule == rule && findings[index].path == lesson.path
        && lines.contains(findings[index].range.lowerBound.line)
      {
        findings[index].suppressed = reason
        isUsed = true
      }
      if !isUsed, !isOff(rule) {
        findings.append(unused(directive, rule))
      }
    }
    return findings
  }

  private func unused(_ directive: Directive, _ rule: Rule) -> Diagnostic {
    var finding = Diagnostic(
      .unusedAllow,
      "nothing here is found by `\(rule.rawValue)`, so there is nothing to allow; remove this directive",
      path: lesson.path, range: directive.range)
    finding.fixes = [
      .init(
        safety: .safe, message: "remove the directive",
        edits: [.init(range: lesson.source.wholeLines(directive.range), text: "")])
    ]
    return finding
  }

  private func nextBlock(after directive: Directive) -> ClosedRange<Int> {
    let end = directive.range.upperBound
    for block in lesson.document.blocks where block.range.lowerBound >= end {
      if case .html(let text) = block.kind, text.contains("stepwise:") { continue }
      return block.range.lowerBound
        .line...max(block.range.upperBound.line, block.range.lowerBound.line)
    }
    return end.line...end.line
  }
}
