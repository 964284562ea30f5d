import Markdown
import TokenEngine

/// Findings that are known and wait for their time: a file that an old workshop adopts the tool with. A line
/// for each, in the order of the reports, so that it can be read and its changes reviewed.
package struct Baseline {
  package struct Entry: Sendable, Hashable {
    /// Below the repository.
    package var path: String
    var id: String
    var fingerprint: String
    /// For readers, and where one line may fail in several ways.
    var message: String

    fileprivate var key: [String] {
      let rules: [Rule] = [.uncaughtError, .syntaxError, .tokenMismatch, .responseMismatch]
      return [path, id, fingerprint] + (rules.map(\.rawValue).contains(id) ? [message] : [])
    }
  }

  /// What is wrong with the text of a baseline.
  package struct Fault: Error { package var message: String }

  package private(set) var entries: [Entry] = []
  private var known: Set<[String]> = []
  private var met: Set<[String]> = []
  private var recorded: [Entry] = []

  private let places: Places

  package init(_ places: Places) { self.places = places }

  package init(json: String, _ places: Places) throws(Fault) {
    self.places = places
    let value: JSONValue
    do { value = try JSONValue(parsing: json) } catch { throw Fault(message: "it is no JSON") }
    guard value["formatVersion"]?.numberValue == 1, let items = value["findings"]?.arrayValue else {
      throw Fault(message: "it is no baseline of this version; write it anew")
    }
    for item in items {
      guard let path = item["path"]?.stringValue, let id = item["id"]?.stringValue,
        let fingerprint = item["fingerprint"]?.stringValue
      else { throw Fault(message: "an entry lacks its path, id or fingerprint") }
      entries.append(
        Entry(
          path: path, id: id, fingerprint: fingerprint, message: item["message"]?.stringValue ?? "")
      )
    }
    known = Set(entries.map(\.key))
  }

  /// Records the errors and warnings of one lesson (or of none), and marks those that are known as suppressed.
  ///
  /// - Parameters:
  ///   - findings: all of them, before anything is selected: where the same is found twice, order counts.
  ///   - name: the file, which is the reason that reports give.
  ///   - suppressesAll: whether what is recorded counts as known at once.
  package mutating func apply(
    to findings: [Diagnostic], in lesson: Lesson?, name: String, suppressesAll: Bool
  ) -> [Diagnostic] {
    var fingerprints = Fingerprints()
    return findings.map { finding in
      let source = lesson.flatMap { $0.path == finding.path ? $0.source : nil }
      let path = places.inRepository(finding.path)
      let entry = Entry(
        path: path, id: finding.rule.rawValue,
        fingerprint: fingerprints.next(finding, at: path, in: source), message: finding.message)
      guard finding.suppressed == nil, finding.severity != .note else { return finding }
      recorded.append(entry)
      let isKnown = known.contains(entry.key)
      if isKnown { met.insert(entry.key) }
      guard isKnown || suppressesAll else { return finding }
      var finding = finding
      finding.suppressed = "known since it was put into \(name)"
      finding.isInBaseline = true
      return finding
    }
  }

  /// How many entries are found no more.
  ///
  /// - Parameter isJudged: whether a file, by its path below the repository, was judged or is gone.
  package func settledCount(in isJudged: (String) -> Bool) -> Int {
    entries.count { !met.contains($0.key) && isJudged($0.path) }
  }

  package var recordedCount: Int { recorded.count }

  /// The baseline of what was found now; entries of files that were not judged stay.
  package func renewed(_ isJudged: (String) -> Bool) -> String {
    let kept = entries.filter { !isJudged($0.path) }
    let lines = (kept + recorded).sorted { $0.path < $1.path }.map { entry in
      "    "
        + JSONValue.object([
          "path": .string(entry.path), "id": .string(entry.id),
          "fingerprint": .string(entry.fingerprint), "message": .string(entry.message),
        ]).compact
    }
    let list = lines.isEmpty ? "[]" : "[\n\(lines.joined(separator: ",\n"))\n  ]"
    return "{\n  \"formatVersion\": 1,\n  \"findings\": \(list)\n}\n"
  }
}
