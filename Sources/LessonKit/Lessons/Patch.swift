package import Markdown

/// The lines of a diff fence, without their signs.
package struct Patch: Sendable {
  package enum Sign: Sendable { case context, added, removed }

  package struct Line: Sendable {
    package var sign: Sign
    package var code: CodeLine
  }

  /// Runs of lines that stand together in the program.
  package private(set) var hunks: [[Line]] = [[]]
  /// The file that a `+++` line names.
  private(set) var file: String?

  /// - Returns: nil where no line is added or removed.
  init?(_ lines: [CodeLine]) {
    var changes = 0
    // Many authors leave out the space before the lines that stay.
    let isIndented = lines.allSatisfy { line in
      line.text.first.map { " \t+-@\\".contains($0) } ?? true
    }
    for line in lines {
      let text = line.text
      if text.hasPrefix("+++ ") || text.hasPrefix("--- ") {
        let name = text.dropFirst(4).prefix { $0 != "\t" }.trimmed
        let path = name.hasPrefix("a/") || name.hasPrefix("b/") ? String(name.dropFirst(2)) : name
        if text.hasPrefix("+"), FileName.isJavaScript(path) { file = path }
        continue
      }
      if ["@@", "diff ", "index ", "\\ No newline"].contains(where: text.hasPrefix) {
        if !hunks[hunks.count - 1].isEmpty { hunks.append([]) }
        continue
      }
      let sign: Sign
      switch text.first {
      case "+": sign = .added
      case "-": sign = .removed
      default: sign = .context
      }
      if sign != .context { changes += 1 }
      let dropped = sign != .context || isIndented && text.first == " " ? 1 : 0
      hunks[hunks.count - 1].append(
        Line(
          sign: sign,
          code: CodeLine(
            text: String(text.dropFirst(dropped)), line: line.line,
            columnOffset: line.columnOffset + dropped)))
    }
    if changes == 0 { return nil }
  }

  private var lines: [Line] { hunks.flatMap(\.self) }
  /// As the code stands after it.
  var after: [CodeLine] { lines.filter { $0.sign != .removed }.map(\.code) }
  /// As the code stood before it.
  var before: [CodeLine] { lines.filter { $0.sign != .added }.map(\.code) }
}
