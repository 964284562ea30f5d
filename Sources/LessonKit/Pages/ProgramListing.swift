/// A program with what its step changes: new lines as `<ins>`, gone ones as `<del>`, what differs within a line
/// as `<b>`; long runs that stay as they were are folded.
///
/// The text of the listing without its `<del>` elements is the program, byte for byte: that is what readers copy.
struct ProgramListing {
  /// A run of unchanged lines longer than this is folded, but for its ends.
  private static let longestRun = 12
  private static let context = 3

  private enum Row {
    case same(Int)
    case new(Int, isMoved: Bool)
    case gone(Int)

    var isSame: Bool { if case .same = self { true } else { false } }
  }

  private let revision: Revision
  /// What the addresses of its lines begin with: `step-3`.
  private let anchor: String
  private let strings: Strings
  /// Comments of the program before, each with what stands below it.
  private let oldComments: Set<[String]>

  init(_ revision: Revision, anchor: String, strings: Strings) {
    self.revision = revision
    self.anchor = anchor
    self.strings = strings
    let previous = revision.previous ?? []
    oldComments = Set(
      previous.indices.filter { !previous[$0].normal.comments.isEmpty }
        .map { Self.comment(at: $0, of: previous) })
  }

  var hasChanges: Bool { revision.previous != nil && !revision.changes.isEmpty }

  // MARK: - Summary

  /// "+2 −1" for the eye, and in words.
  var summary: HTML {
    guard hasChanges else { return .empty }
    var (added, removed, moved) = (0, 0, 0)
    for change in revision.changes {
      let new = codeLines(change.lines, of: revision.lines)
      if change.kind == .moved {
        moved += new
      } else {
        added += new
        removed += codeLines(change.previousLines, of: revision.previous ?? [])
      }
    }
    let signs = [
      added > 0 ? "+\(added)" : nil, removed > 0 ? "−\(removed)" : nil,
      moved > 0 ? "↕\(moved)" : nil,
    ]
    let words = [
      added > 0 ? strings.linesAdded(added) : nil,
      removed > 0 ? strings.linesRemoved(removed) : nil,
      moved > 0 ? strings.linesMoved(moved) : nil,
    ]
    return """
      <span class="summary"><span aria-hidden="true">\
      \(signs.compactMap(\.self).joined(separator: " "))</span>\
      <span class="vh">\(words.compactMap(\.self).joined(separator: strings.listSeparator))</span></span>
      """
  }

  private func codeLines(_ range: ClosedRange<Int>?, of lines: [ProgramLine]) -> Int {
    (range.map { lines[($0.lowerBound - 1)...($0.upperBound - 1)] } ?? []).count {
      $0.normal.isCode
    }
  }

  // MARK: - Listing

  var html: HTML {
    let rows = rows
    let (newMarks, oldMarks) = emphasis
    let new = ColouredCode(revision.program, .javaScript).lines(emphasis: newMarks)
    let hasGone = rows.contains { if case .gone = $0 { true } else { false } }
    let old =
      hasGone
      ? ColouredCode((revision.previous ?? []).map { $0.text + "\n" }.joined(), .javaScript)
        .lines(emphasis: oldMarks) : []
    return segments(of: rows).map { segment -> HTML in
      let code: HTML = "<pre><code>\(markup(of: segment.rows, new: new, old: old))</code></pre>\n"
      return segment.isFolded
        ? """
        <details class="fold"><summary>\(strings.unchangedLines(segment.rows.count))</summary>
        \(code)</details>

        """ : code
    }.joined()
  }

  private func markup(of rows: ArraySlice<Row>, new: [HTML], old: [HTML]) -> HTML {
    var markup = HTML.empty
    var open: HTML?
    func line(_ number: Int) -> HTML {
      """
      <a id="\(anchor)-L\(number)" href="#\(anchor)-L\(number)" data-n="\(number)" tabindex="-1" \
      aria-hidden="true"></a>\(new.indices.contains(number - 1) ? new[number - 1] : .empty)

      """
    }
    for row in rows {
      let tag: HTML? =
        if case .new(_, let isMoved) = row { isMoved ? "<ins class=\"moved\">" : "<ins>" } else {
          nil
        }
      if tag != open, open != nil { markup += "</ins>" }
      if let tag, tag != open { markup += tag }
      open = tag
      switch row {
      case .same(let number), .new(let number, _): markup += line(number)
      case .gone(let number): markup += "<del>\(old[number - 1])\n</del>"
      }
    }
    if open != nil { markup += "</ins>" }
    return markup
  }

  private var rows: [Row] {
    var gone: [Int: [Row]] = [:]
    var marks: [Int: Bool] = [:]
    for change in revision.changes {
      let lines = change.lines.map(withOwnComments)
      if let lines {
        // Blank lines around a run are nobody's.
        let code = lines.filter { !revision.lines[$0 - 1].text.trimmed.isEmpty }
        if let first = code.first, let last = code.last {
          for line in first...last { marks[line] = change.kind == .moved }
        }
      }
      guard change.kind != .moved, let previous = change.previousLines, let old = revision.previous
      else { continue }
      let place = lines?.lowerBound ?? following(previous)
      gone[place, default: []] += previous.filter { old[$0 - 1].normal.isCode }.map { .gone($0) }
    }
    var rows: [Row] = []
    for number in revision.lines.indices.map({ $0 + 1 }) {
      rows += gone[number] ?? []
      rows.append(marks[number].map { .new(number, isMoved: $0) } ?? .same(number))
    }
    return rows + (gone[revision.lines.count + 1] ?? [])
  }

  private func segments(of rows: [Row]) -> [(rows: ArraySlice<Row>, isFolded: Bool)] {
    guard hasChanges else { return [(rows[...], false)] }
    var segments: [(rows: ArraySlice<Row>, isFolded: Bool)] = []
    var shown = 0
    var index = 0
    while index < rows.count {
      let end = rows[index...].firstIndex { !$0.isSame } ?? rows.count
      if end - index > Self.longestRun {
        let start = index + (index == 0 ? 1 : Self.context)
        let stop = end - (end == rows.count ? 1 : Self.context)
        segments.append((rows[shown..<start], false))
        segments.append((rows[start..<stop], true))
        shown = stop
      }
      index = max(end, index + 1)
    }
    segments.append((rows[shown...], false))
    return segments.filter { !$0.rows.isEmpty }
  }

  /// What stands out within changed lines, by 0-based line.
  private var emphasis: (new: [Int: [Range<Int>]], old: [Int: [Range<Int>]]) {
    var new: [Int: [Range<Int>]] = [:]
    var old: [Int: [Range<Int>]] = [:]
    guard let previous = revision.previous else { return (new, old) }
    for change in revision.changes where change.kind == .changed {
      guard let lines = change.lines, let from = change.previousLines else { continue }
      let newLines = lines.filter { revision.lines[$0 - 1].normal.isCode }
      let oldLines = from.filter { previous[$0 - 1].normal.isCode }
      let texts = (
        oldLines.map { previous[$0 - 1].text }, newLines.map { revision.lines[$0 - 1].text }
      )
      for (a, b) in LineDifference.pairs(texts.0, texts.1) {
        guard let parts = LineDifference.parts(texts.0[a], texts.1[b]) else { continue }
        old[oldLines[a] - 1] = parts.old
        new[newLines[b] - 1] = parts.new
      }
    }
    return (new, old)
  }

  /// A run with the new comments that stand directly above it.
  private func withOwnComments(_ run: ClosedRange<Int>) -> ClosedRange<Int> {
    var start = run.lowerBound
    while start > 1, isNewComment(start - 2) { start -= 1 }
    return start...run.upperBound
  }

  private func isNewComment(_ index: Int) -> Bool {
    let line = revision.lines[index].normal
    return !line.isCode && !line.comments.isEmpty
      && !oldComments.contains(Self.comment(at: index, of: revision.lines))
  }

  private static func comment(at index: Int, of lines: [ProgramLine]) -> [String] {
    let next = lines[(index + 1)...].first { !$0.text.trimmed.isEmpty }?.normal
    return lines[index].normal.comments + [next?.code ?? ""] + (next?.comments ?? [])
  }

  /// The line of the new program before which removed lines stood.
  private func following(_ removed: ClosedRange<Int>) -> Int {
    guard let previous = revision.previous else { return 1 }
    let next = previous[removed.upperBound...].first { line in line.normal.isCode }
    guard let next else { return revision.lines.count + 1 }
    // The same line counted among its equals, so that a repeated `});` is not taken for another.
    let rank = previous[removed.upperBound...].count { $0.normal.code == next.normal.code }
    let equals = revision.lines.indices.filter {
      revision.lines[$0].normal.code == next.normal.code
    }
    return equals.count >= rank ? equals[equals.count - rank] + 1 : revision.lines.count + 1
  }
}
