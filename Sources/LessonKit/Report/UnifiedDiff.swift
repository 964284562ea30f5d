/// The difference of two texts as `diff -u` and `git apply` have it.
package struct UnifiedDiff {
  private static let context = 3

  fileprivate enum Line {
    case kept(Substring)
    case removed(Substring)
    case added(Substring)

    var isChange: Bool { if case .kept = self { false } else { true } }
  }

  private let lines: [Line]

  package init(from old: String, to new: String) {
    let old = Self.lines(of: old)
    let new = Self.lines(of: new)
    // By bytes: texts that only look the same differ.
    let difference = new.map { Array($0.utf8) }.difference(from: old.map { Array($0.utf8) })
    var removals: Set<Int> = []
    var insertions: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removals.insert(offset)
      case .insert(let offset, _, _): insertions.insert(offset)
      }
    }
    var lines: [Line] = []
    var o = 0
    var n = 0
    while o < old.count || n < new.count {
      if removals.contains(o) {
        lines.append(.removed(old[o]))
        o += 1
      } else if insertions.contains(n) {
        lines.append(.added(new[n]))
        n += 1
      } else {
        lines.append(.kept(old[o]))
        o += 1
        n += 1
      }
    }
    self.lines = lines
  }

  package var isEmpty: Bool { !lines.contains(where: \.isChange) }

  /// - Parameters:
  ///   - old: the name of the old text, or `/dev/null`.
  ///   - hasColour: whether removed lines are red and added ones green.
  package func text(old: String, new: String, hasColour: Bool = false) -> String {
    if isEmpty { return "" }
    func painted(_ text: String, _ code: String) -> String {
      hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
    var text = painted("--- \(old)", "1") + "\n" + painted("+++ \(new)", "1") + "\n"
    for hunk in hunks {
      let before = lines[..<hunk.lowerBound]
      let part = lines[hunk]
      text += painted(
        "@@ -\(Self.span(before, part, \.isOld)) +\(Self.span(before, part, \.isNew)) @@", "36")
      text += "\n"
      for line in part {
        switch line {
        case .kept(let line): text += Self.ended(" " + line)
        case .removed(let line): text += painted(Self.ended("-" + line), "31")
        case .added(let line): text += painted(Self.ended("+" + line), "32")
        }
      }
    }
    return text
  }

  /// Runs of changes with the lines around them, joined where these meet.
  private var hunks: [Range<Int>] {
    var hunks: [Range<Int>] = []
    for index in lines.indices where lines[index].isChange {
      let start = max(index - Self.context, 0)
      let end = min(index + Self.context + 1, lines.count)
      if let last = hunks.last, start <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<end
      } else {
        hunks.append(start..<end)
      }
    }
    return hunks
  }

  private static func span(
    _ before: ArraySlice<Line>, _ part: ArraySlice<Line>, _ isIn: (Line) -> Bool
  ) -> String {
    let count = part.count(where: isIn)
    let start = before.count(where: isIn) + (count == 0 ? 0 : 1)
    return count == 1 ? "\(start)" : "\(start),\(count)"
  }

  private static func ended(_ line: Substring) -> String {
    line.utf8.last == 10 ? String(line) : line + "\n\\ No newline at end of file\n"
  }

  /// Lines with their line feeds; a carriage return before one belongs to its line.
  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.startIndex
    let bytes = text.utf8
    while start < text.endIndex {
      let end = bytes[start...].firstIndex(of: 10).map(bytes.index(after:)) ?? text.endIndex
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }
}

extension UnifiedDiff.Line {
  fileprivate var isOld: Bool { if case .added = self { false } else { true } }
  fileprivate var isNew: Bool { if case .removed = self { false } else { true } }
}
