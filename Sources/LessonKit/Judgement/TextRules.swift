import JavaScript
import Markdown

/// Text that does not become what its author meant.
struct TextRules {
  private let lesson: Lesson

  init(_ lesson: Lesson) { self.lesson = lesson }

  func findings() -> [Diagnostic] {
    lesson.document.blocks.flatMap { block -> [Diagnostic] in
      switch block.kind {
      case .paragraph:
        let lines = lesson.proseLines(of: block)
        if let table = TableReading(lines).finding(in: lesson) { return [table] }
        return lines.flatMap(wikiLinks) + lines.flatMap(emphasis) + indents(lines)
      case .heading, .table:
        let lines = lesson.proseLines(of: block)
        return lines.flatMap(wikiLinks) + lines.flatMap(emphasis)
      default: return []
      }
    }
  }

  // MARK: - Wiki links

  /// Not page names: tables of contents, slots of the ECMAScript specification, attributes of C++.
  private static let otherBrackets: Set<String> = [
    "toc", "_toc_", "prototype", "get", "set", "call", "construct", "homeobject", "class", "delete",
    "value", "writable", "enumerable", "configurable", "extensible", "hasproperty",
    "ownpropertykeys",
    "getownproperty", "defineownproperty", "promisestate", "promiseresult", "scopes", "environment",
    "primitivevalue", "boundthis", "nodiscard",
    "likely", "unlikely", "maybe_unused", "deprecated", "noreturn", "fallthrough",
  ]

  private func wikiLinks(_ line: ProseLine) -> [Diagnostic] {
    guard line.text.contains(bytes: "[[") else { return [] }
    return line.text.matches(of: /\[\[([^\[\]]+)\]\](?![(\[:])/).compactMap { match in
      let name = match.1
      guard let first = name.first, first.isLetter, name.last?.isWhitespace == false,
        !name.contains(where: { "\"'`;=<>{}".contains($0) }),
        !Self.otherBrackets.contains(name.lowercased()),
        line.text[..<match.range.lowerBound].last != "\\"
      else { return nil }
      let shown = name.split(separator: "|").last.map(String.init) ?? String(name)
      return Diagnostic(
        .wikiLink,
        "`\(match.0)` is no link here, so readers see the brackets; write `[\(shown)](address)`, or the name alone",
        path: lesson.path, range: line.range(match.range))
    }
  }

  // MARK: - Emphasis

  private func emphasis(_ line: ProseLine) -> [Diagnostic] {
    guard line.text.contains(bytes: "**") else { return [] }
    let runs = AsteriskRun.runs(in: line.text)
    // An odd one goes on in another line, or is none.
    guard runs.count.isMultiple(of: 2) else { return [] }
    return stride(from: 0, to: runs.count, by: 2).compactMap { index in
      let (open, close) = (runs[index], runs[index + 1])
      let failsToOpen = !open.canOpen && open.isBesideCJK
      let failsToClose = !close.canClose && close.isBesideCJK
      guard failsToOpen || failsToClose,
        !line.text[open.range.upperBound..<close.range.lowerBound].allSatisfy(\.isWhitespace)
      else { return nil }
      var finding = Diagnostic(
        .cjkEmphasis,
        "these asterisks stay asterisks: between \(failsToOpen ? open.neighbours : close.neighbours) they cannot \(failsToOpen ? "open" : "close") bold text; put the punctuation outside of them, or a space beside them",
        path: lesson.path, range: line.range(open.range.lowerBound..<close.range.upperBound))
      finding.fixes = [fix(open, close, line)].compactMap { $0 }
      return finding
    }
  }

  /// Moves punctuation at the ends of what was to be bold outside of it.
  private func fix(_ open: AsteriskRun, _ close: AsteriskRun, _ line: ProseLine) -> Diagnostic.Fix?
  {
    let inner = line.text[open.range.upperBound..<close.range.lowerBound]
    let before = open.canOpen ? inner.prefix(0) : inner.prefix { $0.isCJKPunctuation }
    let after =
      close.canClose
      ? inner.suffix(0) : inner.dropFirst(before.count).trailing { $0.isCJKPunctuation }
    let bold = inner.dropFirst(before.count).dropLast(after.count)
    guard !bold.isEmpty, !before.isEmpty || !after.isEmpty, !bold.contains(" ") else { return nil }
    return .init(
      safety: .unsafe, message: "put the punctuation outside of the asterisks",
      edits: [
        .init(
          range: line.range(open.range.lowerBound..<close.range.upperBound),
          text: "\(before)**\(bold)**\(after)")
      ])
  }

  // MARK: - Indents

  /// Lines set in by four columns or more right after a line of the same paragraph that announces them, or that
  /// read like code.
  private func indents(_ lines: [ProseLine]) -> [Diagnostic] {
    guard let first = lines.indices.dropFirst().first(where: { lines[$0].indent >= 4 }) else {
      return []
    }
    let run = lines[first...].prefix { $0.indent >= 4 }
    let isAnnounced = lines[first - 1].text.trimmed.last.map { ":：".contains($0) } ?? false
    guard lines[first - 1].indent < 4, isAnnounced || run.allSatisfy({ Self.isCode($0.text) })
    else {
      return []
    }
    let start = SourceLocation(line: run[first].number, column: 1)
    var finding = Diagnostic(
      .swallowedIndent,
      "\(run.count == 1 ? "this indented line runs" : "these \(run.count) indented lines run") on in the text of the paragraph above; put a blank line or a fence before \(run.count == 1 ? "it" : "them")",
      path: lesson.path, range: run[first].range)
    finding.fixes = [
      .init(
        safety: .unsafe, message: "insert a blank line",
        edits: [.init(range: start..<start, text: "\n")])
    ]
    return [finding]
  }

  private static func isCode(_ line: String) -> Bool {
    let text = line.trimmed
    return text.hasSuffix(";") || text.hasSuffix("{") || text.hasPrefix("$ ") || text.hasPrefix("}")
      || text.contains(" = ") || text.contains(" -> ") || text.contains("=>")
  }
}
