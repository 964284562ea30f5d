import Markdown

/// Applies a lesson's `allow` and `allow-file` directives, and those of the lesson that it translates.
struct Suppression {
  private let lesson: Lesson
  private let original: Lesson?

  /// - Parameter original: the same lesson in the source locale; nil for the source itself.
  init(_ lesson: Lesson, original: Lesson? = nil) {
    self.lesson = lesson
    self.original = original
  }

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
    let inherited = inherited
    if inherited.isEmpty { return findings }
    let files = Dictionary(
      Reference.all(in: lesson).map { ($0.range, $0.fileName) }, uniquingKeysWith: { $1 })
    for index in findings.indices
    where findings[index].path == lesson.path && findings[index].suppressed == nil {
      let finding = findings[index]
      let file = files[finding.range]
      findings[index].suppressed =
        inherited.first {
          $0.rule == finding.rule && $0.lines.contains(finding.range.lowerBound.line)
            && file.map($0.files.contains) ?? true
        }?.reason
    }
    return findings
  }

  // MARK: - Translations

  private struct Inherited {
    var rule: Rule
    var reason: String
    var lines: ClosedRange<Int>
    /// What the original points to there. A picture or page that only the translation has is nobody's exception.
    var files: Set<Substring>
  }

  /// What the original allows, where this lesson has the same: a block of code by its number among those, any
  /// other by its number among all, as long as there are equally many.
  private var inherited: [Inherited] {
    guard let original else { return [] }
    let references = Reference.all(in: original)
    func files(_ lines: ClosedRange<Int>) -> Set<Substring> {
      Set(references.filter { lines.contains($0.range.lowerBound.line) }.map(\.fileName))
    }
    return original.directives.compactMap { directive in
      switch directive.action {
      case .allowFile(let rule, let reason):
        return Inherited(
          rule: rule, reason: reason, lines: 1...Int.max, files: files(1...Int.max))
      case .allow(let rule, let reason):
        let lines = Suppression(original).nextBlock(after: directive)
        return counterpart(of: lines, in: original).map {
          Inherited(rule: rule, reason: reason, lines: $0, files: files(lines))
        }
      default: return nil
      }
    }
  }

  private func counterpart(of lines: ClosedRange<Int>, in original: Lesson) -> ClosedRange<Int>? {
    for isCode in [true, false] {
      let theirs = original.document.content(onlyCode: isCode)
      let mine = lesson.document.content(onlyCode: isCode)
      if theirs.count == mine.count,
        let index = theirs.firstIndex(where: { $0.range.lowerBound.line == lines.lowerBound })
      {
        let range = mine[index].range
        return range.lowerBound.line...max(range.upperBound.line, range.lowerBound.line)
      }
    }
    return nil
  }

  // MARK: - Here

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
      if block.isDirective { continue }
      return block.range.lowerBound
        .line...max(block.range.upperBound.line, block.range.lowerBound.line)
    }
    return end.line...end.line
  }
}

extension Document {
  /// Its blocks without directives, which a translation need not repeat.
  fileprivate func content(onlyCode: Bool) -> [Block] {
    blocks.filter { block in
      if case .code = block.kind { return true }
      return !onlyCode && !block.isDirective
    }
  }
}

extension Block {
  fileprivate var isDirective: Bool {
    if case .html(let text) = kind { text.contains("stepwise:") } else { false }
  }
}

extension Reference {
  /// Of what it points to, without folders, which languages have of their own, and without a heading, which is
  /// translated.
  fileprivate var fileName: Substring {
    destination.prefix { $0 != "#" }.split(separator: "/").last ?? ""
  }
}
