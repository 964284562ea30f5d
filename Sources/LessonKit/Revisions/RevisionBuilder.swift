import Markdown

/// Sorts the snippets of a workshop into chains, lesson by lesson in reading order, and makes each
/// step's whole program.
package struct RevisionBuilder: Sendable {
  private var chains: [Chain] = []

  package init() {}

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
      let tie = mayContinue ? tie(of: snippet, later: later, on: lesson.path) : .none
      mayContinue = true
      switch tie {
      case .quote:
        asides.append(Aside(snippet: snippet, reason: "it quotes lines that are already there"))
      case .none:
        if let reason = reasonNotToStart(snippet, later: later) {
          asides.append(Aside(snippet: snippet, reason: reason))
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

  // MARK: - Which chain

  private enum Tie {
    case none, quote
    /// The whole file again.
    case whole(Int)
    /// Something to put into the file.
    case part(Int)
  }

  /// Programs of the same page come first; an earlier page's is continued only by what clearly belongs to it.
  private func tie(of snippet: Snippet, later: ArraySlice<Snippet>, on path: String) -> Tie {
    let own = chains.indices.filter { chains[$0].path == path }
    let earlier = chains.indices.filter { chains[$0].path != path }
    if let tie = tie(of: snippet, among: own, isSamePage: true) { return tie }
    if !snippet.isHandler, let chain = partByNames(snippet, later: later, among: own) {
      return .part(chain)
    }
    return tie(of: snippet, among: earlier, isSamePage: false) ?? .none
  }

  private func tie(of snippet: Snippet, among candidates: [Int], isSamePage: Bool) -> Tie? {
    var best: (isNamed: Bool, shared: Int, chain: Int)?
    for index in candidates.reversed() {
      if let file = snippet.file, let known = chains[index].file, file != known { continue }
      let isNamed = snippet.file != nil && snippet.file == chains[index].file
      let shared = chains[index].sharedLines(with: snippet)
      guard isNamed || shared > 0 else { continue }
      if best == nil || (isNamed ? 1 : 0, shared) > (best!.isNamed ? 1 : 0, best!.shared) {
        best = (isNamed, shared, index)
      }
    }
    guard let (isNamed, shared, index) = best else { return nil }
    let chain = chains[index]
    if snippet.isHandler || isWhole(snippet, shared: shared, of: chain) {
      let smaller = max(1, min(chain.distinctiveCount, snippet.distinctiveCount))
      let fits =
        isSamePage
        ? shared * 2 >= smaller || snippet.hasElision
        : shared >= 4 && Double(shared) >= 0.6 * Double(chain.distinctiveCount)
      return isNamed || fits ? .whole(index) : nil
    }
    if isNamed || snippet.hasElision { return .part(index) }
    if shared == snippet.distinctiveCount, shared <= 2 { return .quote }
    return shared >= (isSamePage ? 1 : 2) ? .part(index) : nil
  }

  /// Without a handler a snippet is the whole file again if it keeps most of a program that has none either.
  private func isWhole(_ snippet: Snippet, shared: Int, of chain: Chain) -> Bool {
    let chainHasHandler = chain.lines.contains { $0.normal.code.contains("exports . handler") }
    return !chainHasHandler && shared * 2 > chain.distinctiveCount
  }

  /// A snippet that repeats nothing belongs to a program of this page whose names it uses, or to one whose
  /// later listing has its lines.
  private func partByNames(
    _ snippet: Snippet, later: ArraySlice<Snippet>, among candidates: [Int]
  ) -> Int? {
    let free = snippet.names.free.subtracting(KnownNames.globals)
    for chain in candidates.reversed() {
      if !free.isDisjoint(with: chains[chain].declared) { return chain }
      let wanted = Set(snippet.lines.filter(\.isDistinctive).map(\.code))
      let isInLater = later.contains { listing in
        listing.isHandler && chains[chain].sharedLines(with: listing) > 0
          && wanted.isSubset(of: Set(listing.lines.map(\.code)))
      }
      if isInLater, !wanted.isEmpty { return chain }
    }
    return nil
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
    let chain = Chain(number: chains.count + 1, snippet: snippet, path: lesson.path, lines: lines)
    chains.append(chain)
    return Step(
      number: number, snippet: snippet, chain: chain.number, file: chain.file,
      revision: Revision(kind: .complete, lines: lines, changes: [], previous: nil))
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
    if snippet.hasElision {
      return rewrite(index, snippet, number: number, lesson, &diagnostics)
    }
    let placement = FragmentPlacement(
      program: chains[index].lines, fragment: snippet.programLines(path: lesson.path),
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
    return finish(index, snippet, .fragment, lines, number: number, lesson, &diagnostics)
  }

  private mutating func finish(
    _ index: Int, _ snippet: Snippet, _ kind: Revision.Kind, _ lines: [ProgramLine], number: Int,
    _ lesson: Lesson, _ diagnostics: inout [Diagnostic]
  ) -> Step {
    let previous = chains[index].lines
    let changes = ChangeFinder.changes(from: previous.map(\.normal), to: lines.map(\.normal))
    let revision = Revision(
      kind: changes.isEmpty && kind == .complete ? .repeat : kind, lines: lines, changes: changes,
      previous: previous)
    chains[index].append(revision, from: snippet, path: lesson.path)
    return Step(
      number: number, snippet: snippet, chain: chains[index].number, file: chains[index].file,
      revision: revision)
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
