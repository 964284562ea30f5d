import Markdown

/// Judges lessons that have been run, in reading order, workshop by workshop: what one lesson leaves open, a later
/// one of the same workshop may answer.
struct LessonJudge {
  typealias Judged = WaitingLessons.Judged

  /// What the lessons of a workshop leave to the next.
  struct State {
    var words = WorkshopWords()
    var waiting = WaitingLessons()
    /// Failures, variables and secrets that are reported: a repeated one is one finding, at the first.
    var reported: Set<String> = []

    /// Whether it leaves the next lesson the same.
    static func isSame(_ one: State, _ other: State) -> Bool {
      one.waiting.isEmpty && other.waiting.isEmpty && one.reported == other.reported
        && one.words == other.words
    }
  }

  private let site: Site
  private let memory: BuildMemory
  private var state = State()
  private var previous: Int?
  private var translations: TranslationRules

  init(_ site: Site, _ memory: BuildMemory) {
    self.site = site
    self.memory = memory
    translations = TranslationRules(site)
  }

  /// - Parameters:
  ///   - number: of its results.
  ///   - workshop: its place among the workshops of the site.
  ///   - findings: what is known of the lesson before it was run.
  /// - Returns: the lessons of which all is known now.
  mutating func judge(
    _ result: LessonResult, _ number: Int, of workshop: Int, findings: [Diagnostic]
  ) -> [Judged] {
    let lesson = result.lesson
    let question = BuildMemory.Case(
      results: number, findings: findings, workshop: workshop, previous: previous,
      expected: site.expected[lesson.id], rootHasOthers: site.recordsExpectations,
      isTranslated: site.isTranslated(lesson),
      original: site.allowingOriginal(of: lesson)?.text, source: translations.cards[lesson.id])
    let judgement = memory.judgements.entry(
      lesson.path, from: question, isSame: { State.isSame($0.state, $1.state) },
      make: {
        let words = memory.words.entry(lesson.path, from: number) { WorkshopWords(result) }.value
        let secrets = memory.secrets.entry(lesson.path, from: number) {
          SecretRules(lesson, result.steps).secrets()
        }.value
        let ready = judge(result, words, secrets, findings)
        return .init(ready: ready, state: state, card: translations.cards[lesson.id])
      })
    state = judgement.value.state
    previous = judgement.number
    translations.cards[lesson.id] = judgement.value.card
    return judgement.value.ready
  }

  private mutating func judge(
    _ result: LessonResult, _ words: WorkshopWords, _ secrets: [SecretRules.Secret],
    _ findings: [Diagnostic]
  ) -> [Judged] {
    let (lesson, results) = (result.lesson, result.steps)
    state.words.add(words)
    let replies = ReplyRules(lesson)
    let names = NameRules(lesson, words: state.words)
    var findings =
      findings
      + RunRules(lesson, besides: result.asides).findings(in: results, &state.reported)
      + expectations(result)
      + secrets.filter { state.reported.insert($0.text).inserted }.map(\.finding)
      + replies.mismatches(in: results, &state.reported)
    let doubts =
      replies.unanswered(results) + replies.branches(results) + names.unknownNames()
      + names.undocumentedVariables(in: results, &state.reported)
    translations.judge(result, doubts: doubts, &findings)
    let ready = state.waiting.add((result, findings), doubts) { [words = state.words] question in
      switch question {
      case .chainContinues(let chain): results.contains { $0.step.chain == chain }
      case .variableIsDocumented(let name): words.told.contains(name)
      case .nameIsKnown(let name): words.known.contains(name)
      }
    }
    return ready.map(settled)
  }

  /// The lessons that still wait, at the end of a workshop.
  mutating func finish() -> [Judged] {
    let rest = state.waiting.finish().map(settled)
    state = State()
    previous = nil
    return rest
  }

  /// With what the lesson allows and the levels of the configuration, in order of place.
  private func settled(_ judged: Judged) -> Judged {
    let lesson = judged.result.lesson
    let suppressed = Suppression(lesson, original: site.original(of: lesson)).applied(
      to: judged.findings, isOff: site.isOff)
    let masked = Consequences.merged(site.levelled(suppressed)).map(Masking(lesson.settings).masked)
    return (judged.result, masked.sorted())
  }

  private func expectations(_ result: LessonResult) -> [Diagnostic] {
    let lesson = result.lesson
    var expected: ExpectedTokens?
    do {
      expected = try site.expected[lesson.id].map { json throws(ExpectedTokensError) in
        try ExpectedTokens(json: json)
      }
    } catch {
      // All languages share the record.
      if site.isTranslation(lesson) { return [] }
      return [
        Diagnostic(
          .unreadable, "the recorded expectation cannot be read: \(error.description)",
          path: ExpectedTokens.path(of: lesson.id), range: .start)
      ]
    }
    return ExpectationRules(lesson, update: site.updateCommand(for: lesson.path)).findings(
      in: result.steps, expected: expected, rootHasOthers: site.recordsExpectations)
  }
}
