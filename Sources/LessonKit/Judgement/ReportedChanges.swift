import Markdown

/// Changes of a lesson's programs that something was found in. To undo one later is no second mistake.
struct ReportedChanges {
  private struct Exchange: Hashable {
    var old: [String]
    var new: [String]

    init(_ change: Change, of revision: Revision) {
      func code(_ range: ClosedRange<Int>?, _ lines: [ProgramLine]?) -> [String] {
        (range.map(Array.init) ?? []).compactMap { lines?[$0 - 1].normal.code }
          .filter { !$0.isEmpty }
      }
      old = code(change.previousLines, revision.previous)
      new = code(change.lines, revision.lines)
    }

    var undone: Exchange {
      var exchange = self
      swap(&exchange.old, &exchange.new)
      return exchange
    }
  }

  private var exchanges: Set<Exchange> = []

  /// - Returns: the findings that are not on lines which only come back.
  mutating func new(_ findings: [Diagnostic], of revision: Revision) -> [Diagnostic] {
    if findings.isEmpty { return [] }
    let changes = revision.changes.map { (change: $0, exchange: Exchange($0, of: revision)) }
    func lines(_ change: Change) -> Set<Int> {
      Set((change.lines.map(Array.init) ?? []).map { revision.lines[$0 - 1].origin.line })
    }
    let back = Set(
      changes.filter { exchanges.contains($0.exchange.undone) }.flatMap { lines($0.change) })
    let rest = findings.filter { !back.contains($0.range.lowerBound.line) }
    let found = Set(rest.map(\.range.lowerBound.line))
    // What is only gone has no line of its own.
    exchanges.formUnion(
      changes.filter {
        $0.change.lines == nil && !rest.isEmpty || !lines($0.change).isDisjoint(with: found)
      }.map(\.exchange))
    return rest
  }
}
