import Markdown

/// What the build before knew of each lesson, so that the next one reads, places, runs and judges again only what has
/// changed. The findings are those of a build without it.
package final class BuildMemory {
  struct Text: Equatable {
    var page: Site.Page
    var text: String
  }

  struct Reading {
    var lesson: Lesson
    /// What is wrong in its directives and front matter.
    var faults: [Diagnostic]
    /// What the rules of text find.
    var findings: [Diagnostic]
    /// What it points to.
    var references: [Reference]
  }

  struct Position: Equatable {
    var reading: Int
    /// The files that its programs start from.
    var files: [String?]
    /// The lesson before it in the workshop, as it was placed; nil for the first.
    var previous: Int?
  }

  struct Placing {
    /// As the lesson before left it.
    var before: RevisionBuilder
    var steps: [Step]
    var asides: [Aside]
    /// Of fragments that have no place, and the like.
    var faults: [Diagnostic]
    /// Ready for the next lesson of the workshop.
    var builder: RevisionBuilder

    /// The same where a lesson before it has moved its lines, which this one does not name.
    func moved(onto builder: RevisionBuilder, in path: String) -> Placing? {
      guard faults.allSatisfy({ $0.notes.allSatisfy { $0.path == path } }),
        let after = self.builder.after(builder, insteadOf: before)
      else { return nil }
      var placing = self
      (placing.before, placing.builder) = (builder, after)
      return placing
    }
  }

  /// What a lesson's programs do depends on this.
  struct Programs: Equatable {
    struct Program: Equatable {
      var number: Int
      var block: Int
      var chain: Int
      var file: String?
      var revision: Revision?
      var isFollowed: Bool
      var notRun: String?
    }

    var reading: Int
    var programs: [Program]
    var ends: ChainEnds

    init(reading: Int, _ steps: [Step], _ ends: ChainEnds) {
      self.reading = reading
      self.ends = ends
      programs = steps.map { step in
        Program(
          number: step.number, block: step.snippet.block.index, chain: step.chain, file: step.file,
          revision: step.revision, isFollowed: step.isFollowed, notRun: step.notRun)
      }
    }
  }

  /// What is found of a lesson depends on this.
  struct Case: Equatable {
    var results: Int
    var findings: [Diagnostic]
    var workshop: Int
    /// What the lessons before it in the workshop left; nil for the first.
    var previous: Int?
    var expected: String?
    var rootHasOthers: Bool
    /// Whether a translation will be compared with it.
    var isTranslated: Bool
    /// What it translates: the text, where that allows anything, and what its steps are.
    var original: String?
    var source: TranslationCard?
  }

  struct Judgement {
    /// The lessons of which all was known with this one.
    var ready: [LessonJudge.Judged]
    /// Ready for the next lesson of the workshop.
    var state: LessonJudge.State
    /// What its translations are compared with.
    var card: TranslationCard?
  }

  typealias Results = Memo<Programs, [StepResult]>

  let reader = SyntaxReader()
  let readings: Memo<Text, Reading>
  let placings: Memo<Position, Placing>
  let evolution: Memo<Programs, [Diagnostic]>
  let results: Results
  let anchors: Memo<String, Anchors>
  /// By the number of the results.
  let words: Memo<Int, WorkshopWords>
  /// By the same.
  let secrets: Memo<Int, [SecretRules.Secret]>
  let judgements: Memo<Case, Judgement>
  private var configuration: SiteConfiguration?
  private var locales: [LocaleTag] = []

  package convenience init() { self.init(keeps: true) }

  private init(keeps: Bool) {
    readings = Memo(keeps: keeps)
    placings = Memo(keeps: keeps)
    evolution = Memo(keeps: keeps)
    results = Memo(keeps: keeps)
    anchors = Memo(keeps: keeps)
    words = Memo(keeps: keeps)
    secrets = Memo(keeps: keeps)
    judgements = Memo(keeps: keeps)
  }

  /// Under another configuration, and with other languages, nothing is as it was.
  func begin(_ site: Site) {
    if configuration != site.configuration || locales != site.locales {
      readings.forget()
      placings.forget()
      evolution.forget()
      results.forget()
      words.forget()
      secrets.forget()
      judgements.forget()
    }
    configuration = site.configuration
    locales = site.locales
  }

  /// For builds that nothing follows: memory stays flat.
  package static var none: BuildMemory { BuildMemory(keeps: false) }
}

/// The latest value of each path. It is made again when what it is made from has changed, and numbered, so that what is
/// made from it in turn compares numbers only.
final class Memo<Input: Equatable, Value> {
  struct Entry {
    fileprivate var input: Input
    var value: Value
    var number: Int
  }

  private let keeps: Bool
  private var entries: [String: Entry] = [:]
  private var count = 0

  init(keeps: Bool) { self.keeps = keeps }

  func forget() { entries = [:] }

  func known(_ path: String, from input: Input) -> Entry? {
    entries[path].flatMap { $0.input == input ? $0 : nil }
  }

  /// The last one of a path, whatever it was made from.
  func latest(_ path: String) -> (input: Input, value: Value)? {
    entries[path].map { ($0.input, $0.value) }
  }

  /// - Parameter isSame: whether what is made from the value would be as it was: then its number stays.
  @discardableResult func keep(
    _ path: String, from input: Input, _ value: Value,
    isSame: (Value, Value) -> Bool = { _, _ in false }
  ) -> Entry {
    count += 1
    let known = entries[path].flatMap { isSame($0.value, value) ? $0.number : nil }
    let entry = Entry(input: input, value: value, number: known ?? count)
    if keeps { entries[path] = entry }
    return entry
  }

  func entry(
    _ path: String, from input: Input, isSame: (Value, Value) -> Bool = { _, _ in false },
    make: () -> Value
  ) -> Entry {
    known(path, from: input) ?? keep(path, from: input, make(), isSame: isSame)
  }
}
