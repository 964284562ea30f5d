import Markdown

/// Judges lessons that have been run, in reading order, workshop by workshop: what one lesson leaves open, a later
/// one of the same workshop may answer.
struct LessonJudge {
  typealias Judged = WaitingLessons.Judged

  private let site: Site
  private var workshop: Int?
  private var words = WorkshopWords()
  private var waiting = WaitingLessons()
  /// Failures, variables and secrets that are reported: a repeated one is one finding, at the first.
  private var reported: Set<String> = []
  private var translations: TranslationRules

  init(_ site: Site) {
    self.site = site
    translations = TranslationRules(site)
  }

  /// - Parameters:
  ///   - workshop: its place among the workshops of the site.
  ///   - findings: what is known of the lesson before it was run.
  /// - Returns: the lessons of which all is known now.
  mutating func judge(
    _ result: LessonResult, of workshop: Int, findings: [Diagnostic]
  ) -> [Judged] {
    let finished = workshop == self.workshop ? [] : finish()
    self.workshop = workshop
    let (lesson, results) = (result.lesson, result.steps)
    words.add(result)
    let replies = ReplyRules(lesson)
    let names = NameRules(lesson, words: words)
    var findings =
      findings + RunRules(lesson).findings(in: results, &reported) + expectations(result)
      + SecretRules(lesson, results).findings(&reported)
      + replies.mismatches(in: results, &reported)
    let doubts =
      replies.unanswered(results) + names.unknownNames()
      + names.undocumentedVariables(in: results, &reported)
    translations.judge(result, doubts: doubts, &findings)
    let ready = waiting.add((result, findings), doubts) { [words] question in
      switch question {
      case .chainContinues(let chain): results.contains { $0.step.chain == chain }
      case .variableIsDocumented(let name): words.told.contains(name)
      case .nameIsKnown(let name): words.known.contains(name)
      }
    }
    return finished + ready.map(settled)
  }

  /// The lessons that still wait, at the end of a workshop.
  mutating func finish() -> [Judged] {
    let rest = waiting.finish().map(settled)
    workshop = nil
    words = WorkshopWords()
    waiting = WaitingLessons()
    reported = []
    return rest
  }

  /// With what the lesson allows and the levels of the configuration, in order of place.
  private func settled(_ judged: Judged) -> Judged {
    let lesson = judged.result.lesson
    let suppressed = Suppression(lesson, original: site.original(of: lesson)).applied(
      to: judged.findings, isOff: site.isOff)
    let masked = site.levelled(suppressed).map(Masking(lesson.settings).masked)
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
      return [
        Diagnostic(
          .unreadable, "the recorded expectation cannot be read: \(error.description)",
          path: ExpectedTokens.path(of: lesson.id), range: .start)
      ]
    }
    return ExpectationRules(lesson, update: site.updateCommand(for: lesson.path)).findings(
      in: result.steps, expected: expected, rootHasOthers: !site.expected.isEmpty)
  }
}
