import JavaScript
import Markdown

/// Compares translations with the lesson of the source language, step by step.
struct TranslationRules {
  private let source: LocaleTag?
  private let site: Site
  /// By lesson: of those that have a translation.
  var cards: [String: TranslationCard] = [:]

  /// - Parameter site: with one language there is nothing to compare.
  init(_ site: Site) {
    self.site = site
    let locales = site.locales
    source = locales.count > 1 ? locales[0] : nil
  }

  /// Keeps a lesson of the source language; adds what is wrong in a translation to its findings, and takes away what
  /// only follows from it.
  ///
  /// - Parameter doubts: what may yet be found.
  mutating func judge(
    _ result: LessonResult, doubts: [Doubt], _ findings: inout [Diagnostic]
  ) {
    let lesson = result.lesson
    guard let source, lesson.locale != source || site.isTranslated(lesson) else { return }
    var faults: [String: Set<Rule>] = [:]
    for finding in findings + doubts.map(\.finding) {
      guard let address = finding.address, Self.rulesOfCode.contains(finding.rule) else { continue }
      faults[address, default: []].insert(finding.rule)
    }
    let steps = result.steps.map { TranslationCard.Step($0, faults: faults[$0.address] ?? []) }
    if lesson.locale == source {
      cards[lesson.id] = TranslationCard(
        path: lesson.path, steps: steps, parts: TranslationCard.Parts(lesson))
      return
    }
    guard let card = cards[lesson.id] else { return }
    // What no step here needs is found in the source language, if no step there does.
    findings.removeAll { $0.rule == .expectedOrphan && $0.path == lesson.path }
    let pairs = pair(card.steps, steps)
    let missing = missingSteps(pairs, card, result)
    if !missing.isEmpty {
      let followers: Set<Rule> = [
        .unmarkedChange, .silentRemoval, .stepNumberGap, .finalListingDiffers,
      ]
      findings.removeAll { followers.contains($0.rule) && $0.path == lesson.path }
      findings += missing
    }
    var reported: Set<String> = []
    for (index, other) in pairs.enumerated() {
      guard let other,
        let (mine, theirs) = difference(steps[other], card.steps[index]),
        reported.insert("\(mine.text)\u{0}\(theirs.text)").inserted,
        // Where one of them has a fault that the other has not, that is the mistake.
        steps[other].faults.subtracting([.tokenMismatch, .responseMismatch])
          .isSubset(of: card.steps[index].faults),
        card.steps[index].faults.isSubset(of: steps[other].faults)
      else { continue }
      let found = codeDiffers(result.steps[other], mine, theirs, explaining: &findings)
      findings.append(found)
    }
    if missing.isEmpty, let outdated = outdated(lesson, card) { findings.append(outdated) }
  }

  private static let rulesOfCode: Set<Rule> = [
    .syntaxError, .uncaughtError, .timedOut, .outOfMemory, .crashed, .callbackNeverCalled,
    .callbackCalledTwice, .contentTypeMismatch, .sdkIncompatible, .silentRemoval,
    .finalListingDiffers, .fragmentUnplaced, .elisionUnclear, .emptyStep, .unmarkedChange,
    .undocumentedVariable, .expectedErrorMissing, .tokenMismatch, .responseMismatch,
    .nondeterministicToken, .misplacedCredential,
  ]

  // MARK: - Steps

  /// For each step of the source its translation, in order: those of the same code or the author's own number first.
  private func pair(_ source: [TranslationCard.Step], _ steps: [TranslationCard.Step]) -> [Int?] {
    if source.count <= steps.count { return source.indices.map { $0 } }
    // best[i][j]: the most that the steps from i and from j on have in common.
    var best = [[Int]](
      repeating: [Int](repeating: 0, count: steps.count + 1), count: source.count + 1)
    func likeness(_ i: Int, _ j: Int) -> Int {
      1 + (source[i].program == steps[j].program ? 4 : 0)
        + (source[i].headingNumber != nil && source[i].headingNumber == steps[j].headingNumber
          ? 4 : 0)
        + (source[i].origins.count == steps[j].origins.count ? 2 : 0)
    }
    for i in source.indices.reversed() {
      for j in steps.indices.reversed() {
        best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness(i, j))
      }
    }
    var pairs = [Int?](repeating: nil, count: source.count)
    var (i, j) = (0, 0)
    while i < source.count, j < steps.count {
      if best[i][j] == best[i + 1][j + 1] + likeness(i, j) {
        pairs[i] = j
        (i, j) = (i + 1, j + 1)
      } else if best[i][j] == best[i + 1][j] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }

  private func missingSteps(
    _ pairs: [Int?], _ card: TranslationCard, _ result: LessonResult
  ) -> [Diagnostic] {
    let lesson = result.lesson
    return pairs.indices.filter { pairs[$0] == nil }.map { index in
      let step = card.steps[index]
      let heading = lesson.document.blocks.first { block in
        guard let number = step.headingNumber, let heading = block.heading else { return false }
        return StepNumber.parse(heading.text) == number
      }
      let before = pairs[..<index].compactMap { $0 }.last.map {
        result.steps[$0].step.snippet.block.range
      }
      return Diagnostic(
        .translationStepMissing,
        "step \(step.headingNumber ?? "\(index + 1)") of the source has no translation here: \(pairs.count { $0 != nil }) of \(pairs.count) steps are translated (\(Self.percent(pairs.count { $0 != nil }, of: pairs.count))); translate it, or remove it there",
        path: lesson.path, range: heading?.range ?? before ?? .start,
        notes: [.init(message: "the step of the source", path: card.path, range: step.range)])
    }
  }

  // MARK: - Code

  private struct Place {
    var text: String
    var origin: ProgramLine.Origin
    var column: Int
  }

  /// The first code token in which two programs differ; comments, spacing, final commas and semicolons, and strings
  /// with natural language may.
  private func difference(_ step: TranslationCard.Step, _ source: TranslationCard.Step) -> (
    mine: Place, theirs: Place
  )? {
    guard step.program != source.program, !step.origins.isEmpty, !source.origins.isEmpty else {
      return nil
    }
    let (mine, theirs) = (lex(step.program), lex(source.program))
    let (left, right) = (Self.significant(mine), Self.significant(theirs))
    for index in 0..<max(left.count, right.count) {
      let a = index < left.count ? left[index] : nil
      let b = index < right.count ? right[index] : nil
      if let a, let b {
        let (x, y) = (mine.text(a), theirs.text(b))
        if x == y { continue }
        let isText = [Lexeme.Kind.string, .template, .jsxText].contains(a.kind) && a.kind == b.kind
        if isText, Self.isNatural(x) || Self.isNatural(y) { continue }
      }
      return (
        Self.place(a ?? left.last, mine, step.origins),
        Self.place(b ?? right.last, theirs, source.origins)
      )
    }
    return nil
  }

  private static func significant(_ source: LexedSource) -> [Lexeme] {
    let code = source.code
    return code.indices.compactMap { index in
      let text = source.text(code[index])
      if text == ";" { return nil }
      if text == ",", index + 1 < code.count,
        ["}", "]", ")"].contains(source.text(code[index + 1]))
      {
        return nil
      }
      return code[index]
    }
  }

  /// Non-ASCII letters, or words with a space between them.
  private static func isNatural(_ literal: Substring) -> Bool {
    if literal.contains(where: { !$0.isASCII && $0.isLetter }) { return true }
    return literal.contains(/[A-Za-z]{2,} +[A-Za-z]/)
  }

  private static func place(
    _ lexeme: Lexeme?, _ source: LexedSource, _ origins: LineOrigins
  ) -> Place {
    let line = min(lexeme?.line ?? 1, origins.count)
    let lines = source.source.split(separator: "\n", omittingEmptySubsequences: false)
    return Place(
      text: String(lines[line - 1]).trimmed, origin: origins[line - 1],
      column: lexeme?.column ?? 1)
  }

  /// A token or a reply that differs because of the code is the same mistake.
  private func codeDiffers(
    _ result: StepResult, _ mine: Place, _ theirs: Place, explaining findings: inout [Diagnostic]
  ) -> Diagnostic {
    let follows = findings.firstIndex {
      ($0.rule == .tokenMismatch || $0.rule == .responseMismatch) && $0.address == result.address
    }
    let consequence = follows.map { findings.remove(at: $0) }
    var message =
      "this code differs from the source language's, which has `\(theirs.text)`; only comments and texts may differ"
    if let consequence { message += ". So \(consequence.message)" }
    let start = SourceLocation(
      line: mine.origin.line, column: mine.origin.columnOffset + mine.column)
    let other = SourceLocation(
      line: theirs.origin.line, column: theirs.origin.columnOffset + theirs.column)
    return Diagnostic(
      .translationCodeDiffers, message, path: mine.origin.path,
      range: start..<start.advanced(by: 1), address: result.address,
      notes: [
        .init(
          message: "the line of the source", path: theirs.origin.path,
          range: other..<other.advanced(by: 1))
      ], severity: consequence?.severity)
  }

  // MARK: - The rest

  private func outdated(_ lesson: Lesson, _ card: TranslationCard) -> Diagnostic? {
    let pairs = zip(TranslationCard.Parts(lesson).named, card.parts.named)
    let behind = pairs.filter { $0.count < $1.count }
    guard !behind.isEmpty else { return nil }
    let all = pairs.reduce(0) { $0 + $1.1.count }
    let there = pairs.reduce(0) { $0 + min($1.0.count, $1.1.count) }
    let list = behind.map { "\($0.count) of \($1.count) \($1.name)" }.joined(separator: ", ")
    return Diagnostic(
      .translationOutdated,
      "this translation has only \(list) of its source (\(Self.percent(there, of: all)) of all parts); compare the two",
      path: lesson.path, range: .start,
      notes: [.init(message: "the source", path: card.path, range: .start)])
  }

  /// Whole per cent, rounded down, so that only all is 100 %.
  static func percent(_ part: Int, of whole: Int) -> String {
    "\(whole == 0 ? 100 : part * 100 / whole) %"
  }
}
