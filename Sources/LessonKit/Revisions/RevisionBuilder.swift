import JavaScript
import Markdown

/// Sorts the snippets of a workshop into chains, lesson by lesson in reading order, and makes each
/// step's whole program.
package struct RevisionBuilder {
  var chains = Chains()
  let reader: SyntaxReader
  /// The text of a file, by its path below the root.
  private let text: (String) -> String?

  package init(reader: SyntaxReader, text: @escaping (String) -> String? = { _ in nil }) {
    self.reader = reader
    self.text = text
  }

  package mutating func build(
    _ lesson: Lesson, _ diagnostics: inout [Diagnostic]
  ) -> (steps: [Step], asides: [Aside]) {
    var draft = LessonDraft(lesson)
    for (index, snippet) in lesson.snippets.enumerated() {
      read(snippet, index, &draft)
    }
    diagnostics += draft.diagnostics
    return (draft.steps, draft.asides)
  }

  private mutating func read(_ snippet: Snippet, _ index: Int, _ draft: inout LessonDraft) {
    if snippet.directives.contains(where: { $0.action == .aside }) {
      draft.asides.append(Aside(snippet: snippet, reason: "the author says so"))
      return
    }
    if let reason = reasonNotToFollow(snippet, index, draft) {
      draft.asides.append(Aside(snippet: snippet, reason: reason, category: reason))
      return
    }
    if snippet.hasSeveralFiles, !snippet.isHandler, snippet.directives.isEmpty {
      draft.asides.append(Aside(snippet: snippet, reason: "several files in one snippet"))
      return
    }
    openFile(of: snippet, &draft)
    let isReset = snippet.directives.contains { $0.action == .reset }
    var tie: Chains.Tie =
      isReset
      ? .none
      : chains.tie(
        of: snippet, listings: draft.index.listings(after: index).lazy.map(draft.index.lines),
        on: draft.lesson.path)
    if let chain = tie.continued, !isMeantFor(chains[chain], snippet, draft) { tie = .none }
    if case .whole(let chain) = tie, isVariant(snippet, of: chains[chain], draft) { tie = .none }
    let quoted = draft.quoted
    draft.quoted = nil
    switch tie {
    case .quote(let chain):
      draft.quoted = (chain, snippet.lines.filter(\.isCode))
      draft.asides.append(Aside(snippet: snippet, reason: "it quotes lines that are already there"))
    case .none:
      reportUselessPlace(of: snippet, &draft)
      if !isReset, let file = chains.misspelt(snippet) {
        reportMisspelt(file, snippet, &draft)
      }
      if !isReset, let reason = reasonNotToStart(snippet, index, draft) {
        draft.asides.append(Aside(snippet: snippet, reason: reason, category: reason))
      } else {
        draft.steps.append(start(snippet, draft))
      }
    case .whole(let chain):
      reportUselessPlace(of: snippet, &draft)
      rewrite(chain, snippet, index, &draft)
    case .part(let chain, let isSure):
      if snippet.patch != nil { return patch(chain, snippet, index, &draft) }
      let old = quoted.flatMap { $0.chain == chain ? $0.lines : nil }
      extend(chain, snippet, index, isSure: isSure, inPlaceOf: old, &draft)
    }
  }

  /// The same after the same lesson, if in the lessons before it nothing but lines of text has come or gone.
  ///
  /// - Returns: nil where the lesson must be read again.
  func after(_ moved: RevisionBuilder, insteadOf before: RevisionBuilder) -> RevisionBuilder? {
    chains.after(moved.chains, insteadOf: before.chains).map { chains in
      var builder = self
      builder.chains = chains
      return builder
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
  private mutating func openFile(of snippet: Snippet, _ draft: inout LessonDraft) {
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
        lines: program, reading: reader.reading(of: lexed, language: nil))
    }
  }

  private func reportUselessPlace(of snippet: Snippet, _ draft: inout LessonDraft) {
    for directive in snippet.directives where directive.action.isPlace {
      draft.report(
        .badDirective,
        "there is no program before this snippet that it could be placed in; remove the directive, or name the file with `<!-- stepwise: file … -->`",
        at: directive.range, isStep: false)
    }
  }

  // MARK: - A program of its own

  mutating func start(_ snippet: Snippet, _ draft: LessonDraft) -> Step {
    let path = draft.lesson.path
    let lines = snippet.programLines(path: path)
    let chain = chains.start(
      file: snippet.file ?? fileInProse(of: snippet), names: snippet.names, path: path,
      lines: lines, reading: snippet.reading)
    return Step(
      number: draft.number, snippet: snippet, chain: chain.number, file: chain.file,
      revision: Revision(
        kind: .complete, lines: lines, reading: snippet.reading, changes: [], previous: nil,
        written: lines.indices),
      isFollowed: draft.index.isFollowed || chain.isFunction)
  }

  /// "Create `token.js`:", if that is no other program's file.
  private func fileInProse(of snippet: Snippet) -> String? {
    snippet.lead.file.map(FileName.normalised).flatMap { chains.named($0) == nil ? $0 : nil }
  }

  // MARK: - The whole file again

  private mutating func rewrite(
    _ index: Int, _ snippet: Snippet, _ position: Int, _ draft: inout LessonDraft
  ) {
    let lines = snippet.programLines(path: draft.lesson.path)
    let program = chains[index].lines
    guard snippet.hasElision else {
      if let whole = HandlerReplacement(program: program, snippet: snippet).lines(with: lines) {
        return finish(index, snippet, .fragment, Placement(whole), &draft)
      }
      return finish(index, snippet, .complete, Placement(lines), &draft)
    }
    let merge = ListingMerge(
      program: program, listing: lines, isWhole: true,
      changes: Instruction.asksToChange(snippet.lead.last))
    if let filled = merge.lines {
      return finish(index, snippet, .elided, Placement(filled), &draft)
    }
    // A reference page leaves out what is not its subject; there is no step before to keep it from.
    guard draft.index.isFollowed || chains[index].isFunction else {
      return standBeside(snippet, position, &draft)
    }
    let elision = merge.unclear.map { lines[min($0, lines.count - 1)] }
    draft.report(
      .elisionUnclear,
      "\(elision.map { "`\($0.text.trimmed)`" } ?? "an elision") stands for nothing that the step before has, so a reader cannot tell what to keep there. Repeat a line of the step before on both sides of it, or remove it",
      at: elision?.range ?? snippet.block.range)
    finish(
      index, snippet, .elided, Placement(lines), &draft,
      notRun: "it is not clear what its elision stands for")
    chains.markBroken(index)
  }

  // MARK: - The next revision

  /// - Parameter growth: the statements that are all its program gets.
  mutating func finish(
    _ index: Int, _ snippet: Snippet, _ kind: Revision.Kind, _ placement: Placement,
    _ draft: inout LessonDraft, growth: Growth.Statements? = nil,
    notRun: String? = nil
  ) {
    let previous = chains[index].lines
    let changes = placement.changes(from: previous)
    let reading: Reading =
      switch (kind, growth) {
      case (.complete, _): snippet.reading
      case (_, _?): .script
      case (_, nil): self.reading(of: placement.lines, snippet)
      }
    let revision = Revision(
      kind: changes.isEmpty && kind == .complete ? .repeat : kind, lines: placement.lines,
      reading: reading, changes: changes, previous: previous,
      sumsUpParts: chains[index].consistsOfParts && !chains[index].isBroken,
      written: placement.written)
    let reason = kind == .complete ? nil : chains[index].reasonNotToGoOn(to: reading)
    chains.append(
      revision, to: index, from: snippet, path: draft.lesson.path, growth: growth)
    draft.steps.append(
      Step(
        number: draft.number, snippet: snippet, chain: chains[index].number,
        file: chains[index].file, revision: revision,
        isFollowed: draft.index.isFollowed || chains[index].isFunction,
        notRun: notRun ?? reason
          ?? (chains[index].isForAnotherHost
            && !snippet.directives.contains(where: \.action.isAboutRunning)
            ? "code for another host" : nil)))
  }

  /// As what the whole program parses, which a fragment alone may not.
  func reading(of lines: [ProgramLine], _ snippet: Snippet) -> Reading {
    reader.reading(of: lines.map { $0.text + "\n" }.joined(), language: snippet.language)
  }
}
