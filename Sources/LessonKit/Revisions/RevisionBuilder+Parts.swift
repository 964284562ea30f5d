import JavaScript
import Markdown

/// Snippets that are parts of a program: fragments and diffs.
extension RevisionBuilder {
  mutating func extend(
    _ index: Int, _ snippet: Snippet, _ position: Int, isSure: Bool, inPlaceOf old: [NormalLine]?,
    _ draft: inout LessonDraft
  ) {
    let program = chains[index].lines
    let listings = draft.index.listings(after: position)
      .filter { chains[index].sharedLines(with: draft.index.lines(of: $0)) > 0 }
      .map { draft.lesson.snippets[$0].lines }
    let fragment = snippet.programLines(path: draft.lesson.path)
    let growth = Growth(
      program, shape: chains.shape(of: index), isScript: chains[index].reading == .script, reader)
    let placement = FragmentPlacement(
      program: program, shape: growth.shape,
      repeats: chains[index].fewest(of: snippet.distinctive), fragment: fragment,
      names: snippet.names, lead: snippet.lead, laterListings: listings, quoted: old)
    let directive = snippet.directives.last { $0.action.isPlace }?.action
    // Of the placement that was tried last, which is the one that is made.
    var grown: Growth.Statements?
    let result = placement.result(directive) {
      grown = growth.statements(of: $0)
      return !snippet.hasElision && grown == nil && spoils($0.lines, chains[index], snippet)
    }
    let mustFit =
      directive != nil
      || isSure && !snippet.needsNothing && isPart(snippet, of: chains[index], draft)
    switch result {
    case .placed(let placement):
      finish(
        index, snippet, snippet.hasElision ? .elided : .fragment, placement, &draft,
        growth: directive == nil ? grown : growth.statements(of: placement))
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
  func isMeantFor(_ chain: Chain, _ snippet: Snippet, _ draft: LessonDraft) -> Bool {
    chain.file != nil || isPart(snippet, of: chain, draft)
  }

  /// Whether a snippet is nothing else: below other headings, the examples of a page may use a file that it names and
  /// be no part of it.
  private func isPart(_ snippet: Snippet, of chain: Chain, _ draft: LessonDraft) -> Bool {
    if chain.isFunction || draft.index.isFollowed || snippet.isHandler || snippet.file != nil
      || snippet.patch != nil || !snippet.directives.isEmpty || !snippet.highlighted.isEmpty
    {
      return true
    }
    if snippet.lead.file != nil || Instruction.asksToAdd(snippet.lead.last) { return true }
    let lines = snippet.distinctive
    if chain.isExtended(by: lines) { return true }
    guard let last = draft.steps.last(where: { $0.chain == chain.number }) else { return false }
    return chain.file != nil && last.snippet.heading == snippet.heading
      || last.number == draft.steps.count && chain.isRepeated(by: lines)
  }

  /// Whether a listing has nothing of the file that has its name, and no numbered step rewrites it: another way to
  /// write that file. What follows may be about either.
  func isVariant(_ snippet: Snippet, of chain: Chain, _ draft: LessonDraft) -> Bool {
    !draft.index.isFollowed && !chain.isFunction && !snippet.isHandler
      && snippet.directives.isEmpty && chain.distinctiveCount > 0
      && chain.sharedLines(with: snippet.distinctive) == 0
  }

  func reportMisspelt(_ file: String, _ snippet: Snippet, _ draft: inout LessonDraft) {
    draft.report(
      .fragmentUnplaced,
      "this fragment is for `\(snippet.file ?? "")`, which is shown nowhere, and uses names of `\(file)`: a reader cannot tell where it goes. Name `\(file)`, or show `\(snippet.file ?? "")` first",
      at: snippet.block.range)
  }

  /// An example of its own, after all.
  mutating func standBeside(_ snippet: Snippet, _ position: Int, _ draft: inout LessonDraft) {
    guard reasonNotToStart(snippet, position, draft) != nil else {
      return draft.steps.append(start(snippet, draft))
    }
    draft.asides.append(
      Aside(snippet: snippet, reason: "an example beside the program", category: "asides"))
  }

  /// Whether code that parses on its own makes a program no longer parse that did.
  private func spoils(_ lines: [ProgramLine], _ chain: Chain, _ snippet: Snippet) -> Bool {
    !snippet.reading.isInvalid && !chain.reading.isInvalid && reading(of: lines, snippet).isInvalid
  }

  private func anchor(of place: Int, in program: [ProgramLine]) -> ProgramLine {
    program[..<min(place, program.count)].last { $0.normal.isDistinctive } ?? program[0]
  }

  mutating func patch(
    _ index: Int, _ snippet: Snippet, _ position: Int, _ draft: inout LessonDraft
  ) {
    guard let patch = snippet.patch else { return }
    let application = PatchApplication(
      program: chains[index].lines, patch: patch, path: draft.lesson.path)
    do throws(PatchApplication.Failure) {
      finish(index, snippet, .patch, Placement(try application.applied()), &draft)
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
    _ draft: inout LessonDraft
  ) {
    draft.report(.fragmentUnplaced, message, at: snippet.block.range, notes: notes)
    draft.steps.append(
      Step(
        number: draft.number, snippet: snippet, chain: chains[index].number,
        file: chains[index].file, revision: nil, isFollowed: true,
        notRun: "the fragment could not be placed"))
    chains.markBroken(index)
  }
}
