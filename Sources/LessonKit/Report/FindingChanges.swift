/// What one judging finds that the one before did not, and what is gone: for those who watch.
package final class FindingChanges {
  private var before: [String: Diagnostic]?
  private var now: [String: Diagnostic] = [:]
  private var fingerprints = Fingerprints()
  private var newCount = 0

  package init() {}

  /// Nothing is a change before everything was told once.
  package var isFirst: Bool { before == nil }

  /// Begins a judging, also after one that came to no end.
  package func begin() {
    now = [:]
    fingerprints = Fingerprints()
    newCount = 0
  }

  /// - Parameter findings: those that are shown.
  /// - Returns: the new ones among them; lines may have moved.
  package func new(_ findings: [Diagnostic], in lesson: Lesson?) -> [Diagnostic] {
    findings.filter { finding in
      let source = lesson.flatMap { $0.path == finding.path ? $0.source : nil }
      let name = fingerprints.next(finding, at: finding.path, in: source)
      let key = "\(name) \(finding.severity.rawValue) \(finding.message)"
      now[key] = finding
      let isNew = before?[key] == nil
      newCount += isNew ? 1 : 0
      return isNew
    }
  }

  /// Ends a judging: a line for each finding that is gone, and one of counts.
  package func end(_ summary: Summary, _ places: Places, isQuiet: Bool) -> String {
    let gone = (before ?? [:]).filter { now[$0.key] == nil }.values.sorted()
    before = now
    let lines = gone.map { finding in
      "gone: \(places.place(finding.path, finding.range)): \(finding.severity.rawValue): \(finding.message.oneLine) [\(finding.rule.rawValue)]\n"
    }
    if isQuiet { return lines.joined() }
    return lines.joined() + "\(newCount) new, \(gone.count) gone; now \(summary.countText)\n"
  }
}
