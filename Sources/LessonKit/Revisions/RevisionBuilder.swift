import JavaScript
import Markdown

/// Sorts the snippets of a workshop into chains, lesson by lesson in reading order, and makes each
/// step's whole program.
package struct RevisionBuilder {
  private var chains = Chains()
  private let reader: SyntaxReader

  package init(reader: SyntaxReader) { self.reader = reader }

  package mutating func build(
    _ lesson: Lesson, _ diagnostics: inout [Diagnostic]
  ) -> (steps: [Step], asides: [Aside]) {
    var steps: [Step] = []
    var asides: [Aside] = []
    var mayContinue = true
    for (index, snippet) in lesson.snippets.enumerated() {
      if snippet.directives.contains(where: { $0.action == .aside }) {
        asides.append(Aside(snippet: snippet, reason: "the author says so"))
        continue
      }
      if snippet.directives.contains(where: { $0.action == .reset }) { mayContinue = false }
      let later = lesson.snippets[(index + 1)...]
      let tie = mayContinue ? chains.tie(of: snippet, later: later, on: lesson.path) : .none
      mayContinue = true
      switch tie {
      case .quote:
        asides.append(Aside(snippet: snippet, reason: "it quotes lines that are already there"))
      case .none:
        if let reason = reasonNotToStart(snippet, later: later) {
          asides.append(Aside(snippet: snippet, reason: reason, category: reason))
          continue
        }
        steps.append(start(snippet, number: steps.count + 1, lesson))
      case .whole(let chain):
        steps.append(rewrite(chain, snippet, number: steps.count + 1, lesson, &diagnostics))
      case .part(let chain):
        steps.append(
          extend(chain, snippet, later: later, number: steps.count + 1, lesson, &diagnostics))
      }
    }
    return (steps, asides)
  }

  // MARK: - A program of its own

  /// Why a snippet that belongs to nothing is no program either.
  private func reasonNotToStart(_ snippet: Snippet, later: ArraySlice<Snippet>) -> String? {
    if snippet.isHandler || snippet.file != nil { return nil }
    if snippet.directives.contains(where: \.action.isAboutRunning) { return nil }
    guard let reason = KnownNames.reasonNotToRun(snippet) else { return nil }
    let own = Set(snippet.lines.filter(\.isDistinctive).map(\.code))
    let isContinued =
      own.count >= 3
      && later.contains { next in
        next.lines.count { own.contains($0.code) } * 2 > own.count
      }
    return isContinued ? nil : reason
  }

  private mutating func start(_ snippet: Snippet, number: Int, _ lesson: Lesson) -> Step {
    let lines = snippet.programLines(path: lesson.path)
    let chain = chains.start(snippet, path: lesson.path, lines: lines)
    return Step(
      number: number, snippet: snippet, chain: chain.number, file: chain.file,
      revision: Revision(
        kind: .complete, lines: lines, reading: snippet.reading, changes: [], previous: nil))
  }

  // MARK: - The next revision

  private mutating func rewrite(
    _ index: Int, _ snippet: Snippet, number: Int, _ lesson: Lesson,
    _ diagnostics: inout [Diagnostic]
  ) -> Step {
    var lines = snippet.programLines(path: lesson.path)
    var kind = Revision.Kind.complete
    if snippet.hasElision {
      kind = .elided
      if let filled = Elision.filled(lines, from: chains[index].lines) {
        lines = filled
      } else {
        diagnostics.append(
          Diagnostic(
            .elisionUnclear,
            "`// ...` stands for nothing that the step before has: the line after it is not there. Repeat a line of the step before on both sides of it",
            path: lesson.path, range: snippet.block.range, address: lesson.address(step: number)))
      }
    }
    return finish(index, snippet, kind, lines, number: number, lesson, &diagnostics)
  }

  private mutating func extend(
    _ index: Int, _ snippet: Snippet, later: ArraySlice<Snippet>, number: Int, _ lesson: Lesson,
    _ diagnostics: inout [Diagnostic]
  ) -> Step {
    let placement = FragmentPlacement(
      program: chains[index].lines,
      // What an elision stands for stays where it is.
      fragment: snippet.programLines(path: lesson.path).filter { !Elision.isElision($0.normal) },
      laterListings: later.filter { $0.isHandler && chains[index].sharedLines(with: $0) > 0 }
        .map(\.lines))
    let directive = snippet.directives.last { $0.action.isPlace }?.action
    guard let lines = placement.placed(directive) else {
      diagnostics.append(
        Diagnostic(
          .fragmentUnplaced,
          "this fragment cannot be placed: the line that its directive names is not in the program so far",
          path: lesson.path, range: snippet.block.range, address: lesson.address(step: number)))
      return Step(
        number: number, snippet: snippet, chain: chains[index].number, file: chains[index].file,
        revision: nil, notRun: "the fragment could not be placed")
    }
    let kind = snippet.hasElision ? Revision.Kind.elided : .fragment
    return finish(index, snippet, kind, lines, number: number, lesson, &diagnostics)
  }

  private mutating func finish(
    _ index: Int, _ snippet: Snippet, _ kind: Revision.Kind, _ lines: [ProgramLine], number: Int,
    _ lesson: Lesson, _ diagnostics: inout [Diagnostic]
  ) -> Step {
    let previous = chains[index].lines
    let changes = ChangeFinder.changes(from: previous.map(\.normal), to: lines.map(\.normal))
    let revision = Revision(
      kind: changes.isEmpty && kind == .complete ? .repeat : kind, lines: lines,
      reading: kind == .complete ? snippet.reading : reading(of: lines, snippet),
      changes: changes, previous: previous,
      sumsUpParts: chains[index].consistsOfParts && !chains[index].isBroken)
    chains.append(revision, to: index, from: snippet, path: lesson.path)
    return Step(
      number: number, snippet: snippet, chain: chains[index].number, file: chains[index].file,
      revision: revision)
  }

  /// As what the whole program parses, which a fragment alone may not.
  private func reading(of lines: [ProgramLine], _ snippet: Snippet) -> Reading {
    reader.reading(of: lex(lines.map { $0.text + "\n" }.joined()), language: snippet.language)
  }
}

extension Directive.Action {
  fileprivate var isPlace: Bool {
    switch self {
    case .place, .placeAtEndOfHandler: true
    default: false
    }
  }

  fileprivate var isAboutRunning: Bool {
    switch self {
    case .event, .expectError, .skip: true
    default: false
    }
  }
}
