/// The evolving files of a workshop, and which of them a snippet belongs to.
struct Chains: Sendable {
  private var chains: [Chain] = []
  /// Which chains ever had a line, so that a large workshop is not searched whole for each snippet.
  private var owners: [String: [Int]] = [:]
  /// The chains that were started or continued on the page that is being read.
  private var onPage: (path: String, chains: [Int]) = ("", [])

  enum Tie {
    case none
    /// It repeats lines that are there, and nothing else.
    case quote
    /// The whole file again.
    case whole(Int)
    /// Something to put into the file.
    case part(Int)
  }

  subscript(index: Int) -> Chain { chains[index] }

  mutating func start(_ snippet: Snippet, path: String, lines: [ProgramLine]) -> Chain {
    let chain = Chain(number: chains.count + 1, snippet: snippet, path: path, lines: lines)
    chains.append(chain)
    own(chains.count - 1, path)
    return chain
  }

  mutating func append(_ revision: Revision, to index: Int, from snippet: Snippet, path: String) {
    chains[index].append(revision, from: snippet, path: path)
    own(index, path)
  }

  private mutating func own(_ index: Int, _ path: String) {
    if onPage.path != path { onPage = (path, []) }
    if !onPage.chains.contains(index) { onPage.chains.append(index) }
    for line in chains[index].distinctiveLines where owners[line]?.last != index {
      owners[line, default: []].append(index)
    }
  }

  // MARK: - Ties

  /// Programs of the same page come first; an earlier page's is continued only by what clearly belongs to it.
  ///
  /// - Parameter later: the snippets that follow on the page.
  func tie(of snippet: Snippet, later: ArraySlice<Snippet>, on path: String) -> Tie {
    let own = onPage.path == path ? onPage.chains.sorted() : []
    if let tie = tie(of: snippet, among: own, isSamePage: true) { return tie }
    if !snippet.isHandler, let chain = partByNames(snippet, later: later, among: own) {
      return .part(chain)
    }
    let earlier = likely(for: snippet).filter { !own.contains($0) }
    return tie(of: snippet, among: earlier, isSamePage: false) ?? .none
  }

  /// The few programs that share most lines with a snippet, in order.
  private func likely(for snippet: Snippet) -> [Int] {
    var counts: [Int: Int] = [:]
    for line in snippet.distinctive.keys {
      // A line that hundreds of programs have tells none of them apart.
      guard let owners = owners[line], owners.count <= 200 else { continue }
      for chain in owners { counts[chain, default: 0] += 1 }
    }
    return counts.sorted { ($1.value, $1.key) < ($0.value, $0.key) }.prefix(8).map(\.key).sorted()
  }

  private func tie(of snippet: Snippet, among candidates: [Int], isSamePage: Bool) -> Tie? {
    var best: (isNamed: Bool, shared: Int, chain: Int)?
    for index in candidates.reversed() {
      if let file = snippet.file, let known = chains[index].file, file != known { continue }
      let shared = chains[index].sharedLines(with: snippet)
      // Every lesson may have its own `index.js`: on another page the name alone says nothing.
      let isNamed =
        snippet.file != nil && snippet.file == chains[index].file && (isSamePage || shared >= 2)
      guard isNamed || shared > 0 else { continue }
      if best == nil || (isNamed ? 1 : 0, shared) > (best!.isNamed ? 1 : 0, best!.shared) {
        best = (isNamed, shared, index)
      }
    }
    guard let (isNamed, shared, index) = best else { return nil }
    let chain = chains[index]
    let isWhole = snippet.isHandler || !chain.hasHandler && shared * 2 > chain.distinctiveCount
    if isWhole {
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

  /// A snippet that repeats nothing belongs to a program of this page whose names it uses, or to one whose
  /// later listing has its lines.
  private func partByNames(
    _ snippet: Snippet, later: ArraySlice<Snippet>, among candidates: [Int]
  ) -> Int? {
    if candidates.isEmpty { return nil }
    let free = snippet.names.free.subtracting(KnownNames.globals)
    if let user = candidates.last(where: { !free.isDisjoint(with: chains[$0].declared) }) {
      return user
    }
    let wanted = Set(snippet.distinctive.keys)
    guard !wanted.isEmpty else { return nil }
    let listings = later.filter { $0.isHandler && wanted.isSubset(of: $0.distinctive.keys) }
    return candidates.last { chain in
      listings.contains { chains[chain].sharedLines(with: $0) > 0 }
    }
  }
}
