import JavaScript
import Markdown

/// Sorts the snippets of a workshop into chains, lesson by lesson in reading order, and makes each
/// step's whole program.
package struct RevisionBuilder {
  private var chains = Chains()
  private let reader: SyntaxReader
  /// The text of a file, by its path below the root.
  private let text: (String) -> String?

  package init(reader: SyntaxReader, text: @escaping (String) -> String? = { _ in nil }) {
    self.reader = reader
    self.text = text
  }

  package mutating func build(
    _ lesson: Lesson, _ diagnostics: inout [Diagnostic]
  ) -> (steps: [Step], asides: [Aside]) {
    var draft = Draft(lesson)
    for (index, snippet) in lesson.snippets.enumerated() {
      read(snippet, index, &draft)
    }
    diagnostics += draft.diagnostics
    return (draft.steps, draft.asides)
  }

  /// What has been made of a lesson so far.
  private struct Draft {
    let lesson: Lesson
    let index: LessonIndex
    var steps: [Step] = []
    var asides: [Aside] = []
    var diagnostics: [Diagnostic] = []
    /// Lines that the snippet before quotes from a program: the next may be what they become.
    var quoted: (chain: Int, lines: [NormalLine])?

    init(_ lesson: Lesson) {
      self.lesson = lesson
      index = LessonIndex(lesson.snippets)
    }

    var number: Int { steps.count + 1 }

    mutating func report(
      _ rule: Rule, _ message: String, at range: SourceRange, notes: [Diagnostic.Note] = [],
      isStep: Bool = true
    ) {
      diagnostics.append(
        Diagnostic(
          rule, message, path: lesson.path, range: range,
          address: isStep ? lesson.address(step: number) : nil, notes: notes))
    }
  }

  private mutating func read(_ snippet: Snippet, _ index: Int, _ draft: inout Draft) {
    if snippet.directives.contains(where: { $0.action == .aside }) {
      draft.asides.append(Aside(snippet: snippet, reason: "the author says so"))
      return
    }
    openFile(of: snippet, &draft)
    let isReset = snippet.directives.contains { $0.action == .reset }
    var tie: Chains.Tie =
      isReset
      ? .none
      : chains.tie(
        of: snippet, listings: draft.index.listings(after: index).map(draft.index.lines),
        on: draft.lesson.path)
    if let chain = tie.continued, !isMeantFor(chains[chain], snippet, draft) { tie = .none }
    let quoted = draft.quoted
    draft.quoted = nil
    switch tie {
    case .quote(let chain):
      draft.quoted = (chain, snippet.lines.filter(\.isCode))
      draft.asides.append(Aside(snippet: snippet, reason: "it quotes lines that are already there"))
    case .none:
      reportUselessPlace(of: snippet, &draft)
      if !isReset, let reason = reasonNotToStart(snippet, index, draft) {
        draft.asides.append(Aside(snippet: snippet, reason: reason, category: reason))
      } else {
        draft.steps.append(start(snippet, draft))
      }
    case .whole(let chain):
      reportUselessPlace(of: snippet, &draft)
      rewrite(chain, snippet, &draft)
    case .part(let chain, let isSure):
      if snippet.patch != nil { return patch(chain, snippet, index, &draft) }
      let old = quoted.flatMap { $0.chain == chain ? $0.lines : nil }
      extend(chain, snippet, index, isSure: isSure, inPlaceOf: old, &draft)
    }
  }

  /// The texts of the files that a lesson's programs start from.
  func texts(of lesson: Lesson) -> [String?] {
    lesson.directives.compactMap { directive -> String?? in
      guard case .file(_, let source?) = directive.action else { return nil }
      return .some(LocalPath.resolve(source, from: lesson.path).flatMap(text))
    }
  }

  /// `file x from y`: the file that the reader downloads is the first revision.
  private mutating func openFile(of snippet: Snippet, _ draft: inout Draft) {
    for directive in snippet.directives {
      guard case .file(let name, let source?) = directive.action,
        chains.named(FileName.normalised(name)) == nil
      else { continue }
      guard let path = LocalPath.resolve(source, from: draft.lesson.path), let text = text(path)
      else {
        draft.report(
          .badDirective,
          "there is no file `\(source)` that could be read, so `\(name)` has no first revision; correct the path, which is relative to this page",
          at: directive.range, isStep: false)
        continue
      }
      let lexed = lex(text)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.last == "\r" ? $0.dropLast() : $0 }
      let written = lines.last?.isEmpty ?? false ? lines.dropLast() : lines[...]
      let program = zip(written, NormalLine.lines(of: lexed, count: lines.count)).enumerated().map {
        ProgramLine(
          text: String($1.0), normal: $1.1,
          origin: .init(path: path, line: $0 + 1, columnOffset: 0))
      }
      _ = chains.start(
        file: FileName.normalised(name), names: Names(lexed), path: draft.lesson.path,
        lines: program)
    }
  }

  private func reportUselessPlace(of snippet: Snippet, _ draft: inout Draft) {
    for directive in snippet.directives where directive.action.isPlace {
      draft.report(
        .badDirective,
        "there is no program before this snippet that it could be placed in; remove the directive, or name the file with `<!-- stepwise: file … -->`",
        at: directive.range, isStep: false)
    }
  }

  // MARK: - A program of its own

  /// Why a snippet that belongs to nothing is no program either.
  private func reasonNotToStart(_ snippet: Snippet, _ index: Int, _ draft: Draft) -> String? {
    if let patch = snippet.patch {
      let onlyAdds = patch.hunks.joined().allSatisfy { $0.sign == .added }
      if !onlyAdds { return "a change to code that is not shown" }
    }
    if snippet.isHandler || snippet.file != nil { return nil }
    if snippet.directives.contains(where: \.action.isAboutRunning) { return nil }
    guard let reason = KnownNames.reasonNotToRun(snippet) else { return nil }
    return draft.index.isContinued(index) ? nil : reason
  }

  private mutating func start(_ snippet: Snippet, _ draft: Draft) -> Step {
    let path = draft.lesson.path
    let lines = snippet.programLines(path: path)
    let chain = chains.start(
      file: snippet.file ?? fileInProse(of: snippet), names: snippet.names, path: path, lines: lines
    )
    return Step(
      number: draft.number, snippet: snippet, chain: chain.number, file: chain.file,
      revision: Revision(
        kind: .complete, lines: lines, reading: snippet.reading, changes: [], previous: nil))
  }

  /// "Create `token.js`:", if that is no other program's file.
  private func fileInProse(of snippet: Snippet) -> String? {
    snippet.lead.file.map(FileName.normalised).flatMap { chains.named($0) == nil ? $0 : nil }
  }

  // MARK: - The whole file again

  private mutating func rewrite(_ index: Int, _ snippet: Snippet, _ draft: inout Draft) {
    let lines = snippet.programLines(path: draft.lesson.path)
    let program = chains[index].lines
    guard snippet.hasElision else {
      if let whole = HandlerReplacement(program: program, snippet: snippet).lines(with: lines) {
        return finish(index, snippet, .fragment, whole, &draft)
      }
      return finish(index, snippet, .complete, lines, &draft)
    }
    let merge = ListingMerge(program: program, listing: lines, isWhole: true)
    if let filled = merge.lines { return finish(index, snippet, .elided, filled, &draft) }
    let elision = merge.unclear.map { lines[min($0, lines.count - 1)] }
    draft.report(
      .elisionUnclear,
      "\(elision.map { "`\($0.text.trimmed)`" } ?? "an elision") stands for nothing that the step before has, so a reader cannot tell what to keep there. Repeat a line of the step before on both sides of it, or remove it",
      at: elision?.range ?? snippet.block.range)
    finish(
      index, snippet, .elided, lines, &draft,
      notRun: "it is not clear what its elision stands for")
    chains.markBroken(index)
  }

  // MARK: - Parts of it

  private mutating func extend(
    _ index: Int, _ snippet: Snippet, _ position: Int, isSure: Bool, inPlaceOf old: [NormalLine]?,
    _ draft: inout Draft
  ) {
    let program = chains[index].lines
    let listings = draft.index.listings(after: position)
      .filter { chains[index].sharedLines(with: draft.index.lines(of: $0)) > 0 }
      .map { draft.lesson.snippets[$0].lines }
    let placement = FragmentPlacement(
      program: program, fragment: snippet.programLines(path: draft.lesson.path),
      names: snippet.names, lead: snippet.lead, laterListings: listings, quoted: old)
    let directive = snippet.directives.last { $0.action.isPlace }?.action
    var result = placement.result(directive)
    let mustFit = directive != nil || isSure && isMeantFor(chains[index], snippet, draft)
    if directive == nil, case .placed(let lines) = result, !snippet.hasElision,
      spoils(lines, program, snippet)
    {
      result = .nowhere("with it in place the program no longer parses")
    }
    switch result {
    case .placed(let lines):
      finish(index, snippet, snippet.hasElision ? .elided : .fragment, lines, &draft)
    case .nowhere(let reason):
      guard mustFit else { return standBeside(snippet, position, &draft) }
      reportUnplaced(
        "this fragment fits nowhere in the program so far: \(reason). Say where it goes with `<!-- stepwise: place after \"…\" -->` and a line of the program, or declare it `<!-- stepwise: aside -->`",
        index, snippet, [], &draft)
    case .several(let places):
      guard mustFit else { return standBeside(snippet, position, &draft) }
      let anchors = places.map { anchor(of: $0, in: program) }
      let list = anchors.map { "`\($0.text.trimmed.prefix(60))`" }.joined(separator: " or ")
      reportUnplaced(
        "this fragment fits in \(places.count) places: after \(list). A reader must guess; settle it with `<!-- stepwise: place after \"\(anchors[0].text.trimmed.prefix(60).filter { $0 != "\"" })\" -->` above the snippet",
        index, snippet,
        anchors.map {
          .init(message: "it could stand after this line", path: $0.origin.path, range: $0.range)
        }, &draft)
    }
  }

  /// Whether the reader is to put a snippet into a program: the examples of a reference page only resemble each other.
  private func isMeantFor(_ chain: Chain, _ snippet: Snippet, _ draft: Draft) -> Bool {
    if chain.isFollowed || draft.index.isFollowed || snippet.isHandler || snippet.file != nil
      || snippet.patch != nil || !snippet.directives.isEmpty || !snippet.highlighted.isEmpty
    {
      return true
    }
    if snippet.lead.file != nil || Chains.asksToAdd(snippet.lead.last) { return true }
    let lines = snippet.distinctive
    return chain.isExtended(by: lines)
      || draft.steps.last?.chain == chain.number && chain.isRepeated(by: lines)
  }

  /// An example of its own, after all.
  private mutating func standBeside(_ snippet: Snippet, _ position: Int, _ draft: inout Draft) {
    guard reasonNotToStart(snippet, position, draft) != nil else {
      return draft.steps.append(start(snippet, draft))
    }
    draft.asides.append(
      Aside(snippet: snippet, reason: "an example beside the program", category: "asides"))
  }

  /// Whether code that parses on its own makes a program no longer parse that did.
  private func spoils(_ lines: [ProgramLine], _ program: [ProgramLine], _ snippet: Snippet) -> Bool
  {
    if case .invalid = snippet.reading { return false }
    guard case .invalid = reading(of: lines, snippet) else { return false }
    if case .invalid = reading(of: program, snippet) { return false }
    return true
  }

  private func anchor(of place: Int, in program: [ProgramLine]) -> ProgramLine {
    program[..<min(place, program.count)].last { $0.normal.isDistinctive } ?? program[0]
  }

  private mutating func patch(
    _ index: Int, _ snippet: Snippet, _ position: Int, _ draft: inout Draft
  ) {
    guard let patch = snippet.patch else { return }
    let application = PatchApplication(
      program: chains[index].lines, patch: patch, path: draft.lesson.path)
    do throws(PatchApplication.Failure) {
      finish(index, snippet, .patch, try application.applied(), &draft)
    } catch {
      switch error {
      case .onlyAdds:
        extend(index, snippet, position, isSure: true, inPlaceOf: nil, &draft)
      case .missing(let line):
        reportUnplaced(
          "this diff does not fit the program so far, which has no line `\(line)` where the diff needs it; correct the lines around the change",
          index, snippet, [], &draft)
      }
    }
  }

  private mutating func reportUnplaced(
    _ message: String, _ index: Int, _ snippet: Snippet, _ notes: [Diagnostic.Note],
    _ draft: inout Draft
  ) {
    draft.report(.fragmentUnplaced, message, at: snippet.block.range, notes: notes)
    draft.steps.append(
      Step(
        number: draft.number, snippet: snippet, chain: chains[index].number,
        file: chains[index].file, revision: nil, notRun: "the fragment could not be placed"))
    chains.markBroken(index)
  }

  // MARK: - The next revision

  private mutating func finish(
    _ index: Int, _ snippet: Snippet, _ kind: Revision.Kind, _ lines: [ProgramLine],
    _ draft: inout Draft, notRun: String? = nil
  ) {
    let previous = chains[index].lines
    let changes = ChangeFinder.changes(from: previous.map(\.normal), to: lines.map(\.normal))
    let revision = Revision(
      kind: changes.isEmpty && kind == .complete ? .repeat : kind, lines: lines,
      reading: kind == .complete ? snippet.reading : reading(of: lines, snippet),
      changes: changes, previous: previous,
      sumsUpParts: chains[index].consistsOfParts && !chains[index].isBroken)
    chains.append(revision, to: index, from: snippet, path: draft.lesson.path)
    draft.steps.append(
      Step(
        number: draft.number, snippet: snippet, chain: chains[index].number,
        file: chains[index].file, revision: revision, notRun: notRun))
  }

  /// As what the whole program parses, which a fragment alone may not.
  private func reading(of lines: [ProgramLine], _ snippet: Snippet) -> Reading {
    reader.reading(of: lines.map { $0.text + "\n" }.joined(), language: snippet.language)
  }
}

extension Directive.Action {
  fileprivate var isAboutRunning: Bool {
    switch self {
    case .event, .expectError, .skip: true
    default: false
    }
  }
}
