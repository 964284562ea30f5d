/// Finds the lines that open and close callouts, and gives cmark in their place lines that it takes for blocks of
/// their own (comments), so that what stands between them is parsed as if they were not there.
struct Callouts {
  /// By the line that opens them.
  private(set) var opened: [Int: Callout] = [:]
  /// The lines that close, and the line that opens what they close.
  private(set) var closed: [Int: Int] = [:]

  var isEmpty: Bool { opened.isEmpty }

  /// The tree with callouts in it; nil where there are none.
  ///
  /// - Parameter tree: of the text as it is, which says what is code.
  static func tree(_ source: SourceText, from firstLine: Int, reading tree: Tree) -> Tree? {
    guard source.text.utf8.containsColons else { return nil }
    let literal = linesOfCode(in: tree)
    var lines: [(number: Int, line: CalloutLine)] = []
    for number in firstLine...max(firstLine, source.lineCount) where !literal.contains(number) {
      if let line = CalloutLine(source.bytes[source.lineOffsets(number)]) {
        lines.append((number, line))
      }
    }
    // A line that cmark does not take for a block of its own belongs to the text after all.
    for _ in 0..<4 {
      let callouts = Callouts(pairing: lines)
      if callouts.isEmpty { return nil }
      let found = CommonMark.parse(
        callouts.text(source, from: firstLine, lines)[...], firstLine: firstLine,
        callouts: callouts)
      let missing = callouts.marks.subtracting(found.calloutLines)
      if missing.isEmpty { return found }
      lines.removeAll { missing.contains($0.number) }
    }
    return nil
  }

  static let none = Callouts(pairing: [])

  /// A line closes the innermost callout that was opened with as many colons as it has, else with fewer.
  private init(pairing lines: [(number: Int, line: CalloutLine)]) {
    var open: [(number: Int, colons: Int)] = []
    for (number, line) in lines {
      if let callout = line.callout {
        opened[number] = callout
        open.append((number, line.colons))
      } else if let index = open.lastIndex(where: { $0.colons == line.colons })
        ?? open.lastIndex(where: { $0.colons < line.colons })
      {
        closed[number] = open[index].number
        open.removeSubrange(index...)
      }
    }
  }

  /// In the order of the text.
  var all: [Callout] { opened.sorted { $0.key < $1.key }.map(\.value) }

  func isMark(_ line: Int) -> Bool { opened[line] != nil || closed[line] != nil }

  private var marks: Set<Int> { Set(opened.keys).union(closed.keys) }

  private func text(
    _ source: SourceText, from firstLine: Int, _ lines: [(number: Int, line: CalloutLine)]
  ) -> [UInt8] {
    let byNumber = Dictionary(lines.map { ($0.number, $0.line) }) { first, _ in first }
    var text: [UInt8] = []
    text.reserveCapacity(source.bytes.count + 64)
    var done = source.lineOffsets(firstLine).lowerBound
    for (number, line) in lines where isMark(number) {
      let offsets = source.lineOffsets(number)
      text += source.bytes[done..<offsets.lowerBound]
      if closed[number] == nil {
        // With the marks of its list items.
        let colons = source.bytes[offsets].firstIndex { $0 == ":" } ?? offsets.upperBound
        text += source.bytes[offsets.lowerBound..<colons]
      } else {
        // Where the opening line stands, so that both are in the same block.
        text += closed[number].flatMap { byNumber[$0]?.indentation } ?? line.indentation
      }
      text += "<!-- -->".utf8
      done = offsets.upperBound
    }
    return text + source.bytes[done...]
  }

  /// Lines of code blocks and of HTML blocks.
  private static func linesOfCode(in tree: Tree) -> Set<Int> {
    var lines: Set<Int> = []
    for case .enter(let node) in tree.events {
      let (text, first) =
        switch node.kind {
        case .code(let code, _, let fence): (code, node.start.line + (fence == nil ? 0 : 1))
        case .html(let html): (html, node.start.line)
        default: ("", 0)
        }
      let count = text.utf8.count { $0 == .lineFeed }
      lines.formUnion(first..<(first + count))
    }
    return lines
  }
}

extension String.UTF8View {
  fileprivate var containsColons: Bool {
    withContiguousStorageIfAvailable { bytes in
      var count = 0
      for byte in bytes {
        count = byte == ":" ? count + 1 : 0
        if count == 3 { return true }
      }
      return false
    } ?? true
  }
}
