/// A program with what its step changes: new lines as `<ins>`, gone ones as `<del>`.
struct ProgramListing {
  private let revision: Revision
  private let strings: Strings
  private let oldComments: Set<[String]>

  init(_ revision: Revision, strings: Strings) {
    self.revision = revision
    self.strings = strings
    oldComments = Set((revision.previous ?? []).map(\.normal.comments))
  }

  /// "+2 −1", with words for those who do not see the signs.
  var summary: HTML {
    let added = revision.changes.reduce(0) { $0 + codeLines($1.lines, of: revision.lines) }
    let removed = revision.changes.reduce(0) { sum, change in
      change.kind == .moved
        ? sum : sum + codeLines(change.previousLines, of: revision.previous ?? [])
    }
    guard added + removed > 0 else { return .empty }
    return """
       <span class="summary"><span title="\(strings.added)">+\(added)</span> \
      <span title="\(strings.removed)">−\(removed)</span></span>
      """
  }

  private func codeLines(_ range: ClosedRange<Int>?, of lines: [ProgramLine]) -> Int {
    (range.map { lines[($0.lowerBound - 1)...($0.upperBound - 1)] } ?? []).count {
      $0.normal.isCode
    }
  }

  var html: HTML {
    var rows: [HTML] = []
    var gone: [Int: [HTML]] = [:]
    var marks: [Int: Change.Kind] = [:]
    for change in revision.changes {
      let lines = change.lines.map(withOwnComments)
      for line in lines ?? 1...1 where lines != nil { marks[line] = change.kind }
      guard change.kind != .moved, let previous = change.previousLines, let old = revision.previous
      else { continue }
      let place = lines?.lowerBound ?? following(previous)
      gone[place, default: []] += old[(previous.lowerBound - 1)...(previous.upperBound - 1)]
        .filter(\.normal.isCode).map { "<del>\($0.text)</del>" }
    }
    for (index, line) in revision.lines.enumerated() {
      rows += gone[index + 1] ?? []
      switch marks[index + 1] {
      case nil: rows.append("\(line.text)")
      case _? where line.text.trimmed.isEmpty: rows.append("")
      case .moved:
        rows.append("<ins class=\"moved\" title=\"\(strings.movedHere)\">\(line.text)</ins>")
      default: rows.append("<ins>\(line.text)</ins>")
      }
    }
    rows += gone[revision.lines.count + 1] ?? []
    return
      "<pre tabindex=\"0\" translate=\"no\"><code class=\"language-js\">\(rows.joined(separator: "\n"))\n</code></pre>"
  }

  /// A run with the new comments that stand directly above it.
  private func withOwnComments(_ run: ClosedRange<Int>) -> ClosedRange<Int> {
    var start = run.lowerBound
    while start > 1, isNewComment(revision.lines[start - 2]) { start -= 1 }
    return start...run.upperBound
  }

  private func isNewComment(_ line: ProgramLine) -> Bool {
    !line.normal.isCode && !line.normal.comments.isEmpty
      && !oldComments.contains(line.normal.comments)
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
