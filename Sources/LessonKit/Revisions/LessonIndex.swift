/// What later snippets of a lesson are asked for, found once per lesson.
struct LessonIndex {
  /// The lines that say something, by snippet.
  private let distinctive: [[String: Int]]
  /// The snippets that may be the whole of a file, in order.
  private let listings: [Int]
  /// The snippets that have a line.
  private var owners: [String: [Int]] = [:]

  /// Whether its headings number the steps of a program that the reader makes.
  let isFollowed: Bool

  init(_ snippets: [Snippet]) {
    isFollowed = Set(snippets.compactMap(\.headingNumber)).count > 1
    distinctive = snippets.map(\.distinctive)
    listings = snippets.indices.filter {
      snippets[$0].patch == nil && (snippets[$0].isHandler || snippets[$0].standsAlone)
        && !snippets[$0].hasElision
    }
    for (index, lines) in distinctive.enumerated() {
      for line in lines.keys { owners[line, default: []].append(index) }
    }
  }

  func listings(after index: Int) -> ArraySlice<Int> {
    let rest = listings[...]
    return rest[rest.firstPlace(notBefore: index + 1)...]
  }

  func lines(of index: Int) -> [String: Int] { distinctive[index] }

  /// Whether a later snippet repeats more than half of it.
  func isContinued(_ index: Int) -> Bool {
    let own = distinctive[index]
    guard own.count >= 3 else { return false }
    var counts: [Int: Int] = [:]
    for line in own.keys {
      // What dozens of snippets have is no sign of anything.
      guard let owners = owners[line], owners.count <= 50 else { continue }
      for other in owners where other > index { counts[other, default: 0] += 1 }
    }
    return counts.values.contains { $0 * 2 > own.count }
  }
}
