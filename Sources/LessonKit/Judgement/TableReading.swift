import Markdown

/// A paragraph that was to be a table: lines of cells which cmark did not take for one.
struct TableReading {
  private let lines: [ProseLine]

  init(_ lines: [ProseLine]) { self.lines = lines }

  func finding(in lesson: Lesson) -> Diagnostic? {
    guard lines.count >= 2, let header = headerIndex else { return nil }
    let line = lines[header]
    var finding = Diagnostic(
      .brokenTable,
      "these lines do not become a table, so readers see the pipes: \(reason(header))",
      path: lesson.path, range: line.range)
    if let junk = invisibleEnd(of: line) {
      finding.fixes = [
        .init(
          safety: .safe, message: "delete what follows the last pipe",
          edits: [.init(range: line.range(junk), text: "")])
      ]
    }
    return finding
  }

  /// The line above the dashes, or the first of two lines that begin and end with a pipe.
  private var headerIndex: Int? {
    let dashes = lines.indices.dropFirst().first { index in
      Self.isDelimiter(lines[index].text) && lines[index - 1].text.contains("|")
    }
    if let dashes { return dashes - 1 }
    return lines.indices.dropLast().first { index in
      Self.isRow(lines[index].text) && Self.isRow(lines[index + 1].text)
    }
  }

  private func reason(_ header: Int) -> String {
    guard Self.isDelimiter(lines[header + 1].text) else {
      return "the line of dashes below the header is missing"
    }
    if invisibleEnd(of: lines[header]) != nil {
      return
        "an invisible character after the last pipe of the header counts as one more cell; delete it"
    }
    let cells = Self.cells(lines[header].text)
    let dashes = Self.cells(lines[header + 1].text)
    if cells != dashes {
      return
        "the header has \(Self.count(cells)) and the line of dashes \(Self.count(dashes)); give both the same number"
    }
    return "put a blank line before the header"
  }

  private static func count(_ cells: Int) -> String { "\(cells) cell\(cells == 1 ? "" : "s")" }

  /// White space after the last pipe that is neither space nor tab.
  private func invisibleEnd(of line: ProseLine) -> Range<String.Index>? {
    guard let pipe = line.text.lastIndex(of: "|") else { return nil }
    let start = line.text.index(after: pipe)
    let rest = line.text[start...]
    guard rest.contains(where: { $0 != " " && $0 != "\t" }),
      rest.unicodeScalars.allSatisfy({
        $0.properties.isWhitespace || $0.properties.generalCategory == .format
      })
    else { return nil }
    return start..<line.text.endIndex
  }

  private static func isDelimiter(_ line: String) -> Bool {
    let text = line.trimmed
    return text.contains("|") && text.contains("--")
      && text.allSatisfy { "|-: \t".contains($0) }
  }

  private static func isRow(_ line: String) -> Bool {
    let text = line.trimmed
    return text.hasPrefix("|") && text.hasSuffix("|") && cells(text) >= 2
  }

  /// As cmark counts them.
  private static func cells(_ line: String) -> Int {
    let text = line.drop { $0 == " " || $0 == "\t" }
    var count = 0
    var isEscaped = false
    for character in text {
      if character == "|", !isEscaped { count += 1 }
      isEscaped = character == "\\" && !isEscaped
    }
    let end = text.trailing { $0 == " " || $0 == "\t" }
    let last = text.dropLast(end.count).last
    return count + 1 - (text.first == "|" ? 1 : 0) - (last == "|" ? 1 : 0)
  }
}
