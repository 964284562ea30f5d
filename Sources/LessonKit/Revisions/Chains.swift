/// The evolving files of a workshop, and which of them a snippet belongs to.
struct Chains: Sendable {
  private var chains: [Chain] = []
  /// Which chains ever had a line, so that a large workshop is not searched whole for each snippet.
  private var owners: [String: [Int]] = [:]
  private var files: [String: [Int]] = [:]
  /// The chains that were started or continued on the page that is being read.
  private var onPage: (path: String, chains: [Int]) = ("", [])

  subscript(index: Int) -> Chain { chains[index] }

  mutating func start(
    file: String?, names: Names, path: String, lines: [ProgramLine], reading: Reading
  ) -> Chain {
    let chain = Chain(
      number: chains.count + 1, file: file, names: names, path: path, lines: lines,
      reading: reading)
    chains.append(chain)
    own(chains.count - 1, path)
    return chain
  }

  mutating func append(
    _ revision: Revision, to index: Int, from snippet: Snippet, path: String,
    growth: Growth.Statements? = nil
  ) {
    chains[index].append(revision, from: snippet, path: path, growth: growth)
    own(index, path)
  }

  mutating func shape(of index: Int) -> ProgramShape { chains[index].shape() }

  mutating func markBroken(_ index: Int) { chains[index].isBroken = true }

  private mutating func own(_ index: Int, _ path: String) {
    if onPage.path != path { onPage = (path, []) }
    if !onPage.chains.contains(index) { onPage.chains.append(index) }
    if let file = chains[index].file, files[file]?.last != index {
      files[file, default: []].append(index)
    }
    for line in chains[index].newLines where owners[line]?.last != index {
      owners[line, default: []].append(index)
    }
  }

  /// The same after a lesson that goes on with none of the chains before it, if some of those have moved only.
  ///
  /// - Parameters:
  ///   - before: the chains before the lesson, when it was read.
  ///   - moved: the same now.
  /// - Returns: nil where the lesson must be read again.
  func after(_ moved: Chains, insteadOf before: Chains) -> Chains? {
    let count = before.chains.count
    guard moved.chains.count == count,
      (0..<count).allSatisfy({ index in
        chains[index].isAlike(before.chains[index])
          && before.chains[index].isAlike(moved.chains[index])
      })
    else { return nil }
    var result = self
    result.chains.replaceSubrange(..<count, with: moved.chains)
    return result
  }

  /// The latest file of that name.
  func named(_ file: String) -> Int? { files[file]?.last }

  // MARK: - Ties

  /// Programs of the same page come first; an earlier page's is continued only by what clearly belongs to it.
  ///
  /// - Parameter listings: the whole listings that follow on the page, by their lines.
  func tie(
    of snippet: Snippet, listings: some Sequence<[String: Int]>, on path: String
  ) -> Tie {
    let own = onPage.path == path ? onPage.chains.sorted() : []
    let lines = snippet.distinctive
    if let file = declaredFile(of: snippet) {
      guard let index = named(file) else { return .none }
      return tie(of: snippet, lines, toNamed: index)
    }
    if snippet.directives.contains(where: \.action.isPlace) {
      let index = placed(snippet, among: own)
      return index.map { .part($0, isSure: true) } ?? .none
    }
    let form = snippet.lines.moduleForm
    let alike = own.filter {
      snippet.file != nil || snippet.patch != nil || form.isLike(chains[$0].moduleForm)
    }
    if let tie = tie(of: snippet, lines, among: alike, isSamePage: true) { return tie }
    if let file = snippet.lead.file, snippet.file == nil, !snippet.standsAlone,
      let index = own.last(where: { chains[$0].file.map { Self.isSame($0, file) } ?? false })
    {
      return .part(index, isSure: true)
    }
    if !snippet.isHandler, snippet.file == nil,
      let tie = tieByNames(snippet, lines, listings, among: alike)
    {
      return tie
    }
    let earlier = likely(for: lines).filter { !own.contains($0) }
    return tie(of: snippet, lines, among: earlier, isSamePage: false) ?? .none
  }

  /// The file of this page that a snippet must mean: the one it names is shown nowhere and is nearly called so, and all
  /// that the snippet takes from elsewhere is declared there. What declares something shows its file itself.
  func misspelt(_ snippet: Snippet) -> String? {
    guard let file = snippet.file, !snippet.isHandler, !snippet.declares,
      snippet.names.modules.isEmpty,
      named(FileName.normalised(file)) == nil
    else { return nil }
    let free = snippet.names.free.subtracting(KnownNames.everywhere)
    guard !free.isEmpty else { return nil }
    let known = onPage.chains.map { chains[$0] }.filter { free.isSubset(of: $0.declared) }
    let name = FileName.normalised(file).split(separator: ".").map(String.init)
    return known.compactMap(\.file).first { other in
      let other = other.split(separator: ".").map(String.init)
      return name.count == 2 && other.count == 2 && name[1] == other[1]
        && Misspelling.is(name[0], of: other[0], least: 4)
    }
  }

  private func declaredFile(of snippet: Snippet) -> String? {
    for case .file(let file, _) in snippet.directives.map(\.action).reversed() {
      return FileName.normalised(file)
    }
    return nil
  }

  private func tie(of snippet: Snippet, _ lines: [String: Int], toNamed index: Int) -> Tie {
    let chain = chains[index]
    let shared = chain.sharedLines(with: lines)
    let count = lines.values.reduce(0, +)
    let isWhole =
      snippet.patch == nil && !snippet.directives.contains(where: \.action.isPlace)
      && (snippet.isHandler || snippet.standsAlone || chain.isModule(again: snippet)
        || !chain.hasHandler && shared * 2 > chain.distinctiveCount)
    if isWhole { return .whole(index) }
    return shared == count && count > 0 && snippet.patch == nil && !snippet.hasElision
      ? .quote(index) : .part(index, isSure: true)
  }

  /// The program that a `place` directive is about.
  private func placed(_ snippet: Snippet, among own: [Int]) -> Int? {
    if let file = snippet.file ?? snippet.lead.file, let index = named(file) { return index }
    for directive in snippet.directives {
      switch directive.action {
      case .place(_, let text):
        return own.last { chains[$0].lines.contains { $0.text.contains(text) } } ?? own.last
      case .placeAtEndOfHandler: return own.last { chains[$0].hasHandler } ?? own.last
      default: continue
      }
    }
    return nil
  }

  private static func isSame(_ a: String, _ b: String) -> Bool {
    a == b || a.hasSuffix("/" + b) || b.hasSuffix("/" + a)
  }

  /// The few programs that share most lines with a snippet, in order.
  private func likely(for lines: [String: Int]) -> [Int] {
    var counts: [Int: Int] = [:]
    for line in lines.keys {
      // A line that hundreds of programs have tells none of them apart.
      guard let owners = owners[line], owners.count <= 200 else { continue }
      for chain in owners { counts[chain, default: 0] += 1 }
    }
    return counts.sorted { ($1.value, $1.key) < ($0.value, $0.key) }.prefix(8).map(\.key).sorted()
  }

  private func tie(
    of snippet: Snippet, _ lines: [String: Int], among candidates: [Int], isSamePage: Bool
  ) -> Tie? {
    var best: (isNamed: Bool, shared: Int, chain: Int)?
    for index in candidates.reversed() {
      if let file = snippet.file, let known = chains[index].file, !Self.isSame(file, known) {
        continue
      }
      let shared = chains[index].sharedLines(with: lines)
      // Every lesson may have its own `index.js`: on another page the name alone says nothing.
      let isNamed =
        snippet.file != nil && chains[index].file != nil && (isSamePage || shared >= 2)
      guard isNamed || shared > 0 else { continue }
      if best == nil || (isNamed ? 1 : 0, shared) > (best!.isNamed ? 1 : 0, best!.shared) {
        best = (isNamed, shared, index)
      }
    }
    guard let (isNamed, shared, index) = best else { return nil }
    let chain = chains[index]
    let count = lines.values.reduce(0, +)
    if snippet.patch != nil {
      return isNamed || shared * 2 >= count ? .part(index, isSure: true) : nil
    }
    let smaller = max(1, min(chain.distinctiveCount, count))
    if snippet.isHandler || chain.isModule(again: snippet)
      || !chain.hasHandler && shared * 2 > chain.distinctiveCount
    {
      let fits =
        isSamePage
        ? shared * 2 >= smaller || snippet.hasElision
        : shared >= 4 && Double(shared) >= 0.6 * Double(chain.distinctiveCount)
      return isNamed || fits ? .whole(index) : nil
    }
    if snippet.standsAlone { return isNamed ? .whole(index) : nil }
    if shared == count, count > 0 { return .quote(index) }
    if isNamed || snippet.hasElision, isSamePage { return .part(index, isSure: true) }
    let isClear = isSamePage ? shared >= 1 : shared >= 2 && shared * 3 >= count
    return isClear ? .part(index, isSure: isSamePage) : nil
  }

  /// A snippet that repeats nothing belongs to a program of this page whose names it uses, or to one whose
  /// later listing has its lines.
  private func tieByNames(
    _ snippet: Snippet, _ lines: [String: Int], _ listings: some Sequence<[String: Int]>,
    among candidates: [Int]
  ) -> Tie? {
    if candidates.isEmpty || snippet.standsAlone { return nil }
    let containing = listings.filter { listing in
      !lines.isEmpty && lines.keys.allSatisfy { listing[$0] != nil }
    }
    if let chain = candidates.last(where: { chain in
      containing.contains { chains[chain].sharedLines(with: $0) > 0 }
    }) {
      return .part(chain, isSure: true)
    }
    if KnownNames.isForBrowser(snippet) { return nil }
    // With an elision at its edge it is part of something, and there is one thing.
    let isPart =
      snippet.lines.first { !$0.isBlank }.map(Elision.isElision) ?? false
      || snippet.lines.last { !$0.isBlank }.map(Elision.isElision) ?? false
    if isPart, candidates.count == 1, chains[candidates[0]].isFunction {
      return .part(candidates[0], isSure: false)
    }
    let free = snippet.names.free.subtracting(KnownNames.globals)
    var best: (known: Int, chain: Int)?
    for index in candidates {
      let known = free.count(where: chains[index].declared.contains)
      if known > 0, known >= best?.known ?? 0 { best = (known, index) }
    }
    guard let best else { return nil }
    // What needs names from elsewhere as well is an example of something else, unless the text has it added.
    let isKnown = best.known == free.count
    guard isKnown || Instruction.isAboutAPlace(snippet.lead.last) else { return nil }
    return .part(best.chain, isSure: isKnown && chains[best.chain].hasHandler)
  }
}

extension Directive.Action {
  var isPlace: Bool {
    switch self {
    case .place, .placeAtEndOfHandler: true
    default: false
    }
  }
}
