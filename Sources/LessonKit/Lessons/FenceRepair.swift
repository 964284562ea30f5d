import Markdown

/// Reads a lesson whose fences may be broken: says where, and closes each where its author must have meant to, so
/// that one missing line does not spoil the judgement of all that follows. Lines keep their numbers.
struct FenceRepair {
  private let path: String
  private var source: SourceText
  private(set) var document: Document
  private(set) var findings: [Diagnostic] = []

  init(_ source: SourceText, path: String) {
    self.path = path
    self.source = source
    document = Document(parsing: source)
    if let (line, range) = firstSwallowed { findings.append(swallowed(line, range)) }
    // Once more than anybody forgets; each round parses the text again.
    for _ in 0..<8 {
      guard let broken = firstBroken, findings.isEmpty || broken.range.lowerBound > last else {
        return
      }
      // What follows a fence in an HTML block may be turned inside out; one finding is enough.
      if findings.first?.rule == .swallowedFence { return }
      findings.append(unclosed(broken))
      guard close(broken) else { return }
    }
  }

  private var last: SourceLocation { findings.last?.range.lowerBound ?? .init(line: 1, column: 1) }

  // MARK: - Unclosed fences

  /// A fence that ends with the text or has the beginning of another one inside, after those already found.
  private var firstBroken: CodeBlock? {
    let blocks = document.codeBlocks.filter { block in
      block.fence != nil && (findings.isEmpty || block.range.lowerBound > last)
    }
    guard let first = blocks.first(where: { $0.fence?.isClosed == false || $0.opening != nil })
    else { return nil }
    if first.opening != nil { return first }
    // Below a closing fence stands a blank line or text.
    if let line = first.lines.first?.text, !line.trimmed.isEmpty, !Self.isProse(line) {
      return first
    }
    // Where the next fence has no language, it closes the one before it, and everything is turned inside out up
    // to the end. The culprit is the block with prose in it whose closing sets the rest right.
    for block in blocks where block.range.lowerBound < first.range.lowerBound {
      guard let line = closingLine(of: block) else { continue }
      let repaired = Document(parsing: closing(block, on: line))
      if !repaired.codeBlocks.contains(where: { $0.fence?.isClosed == false }) { return block }
    }
    return first
  }

  private func unclosed(_ block: CodeBlock) -> Diagnostic {
    let fence = block.fence!
    let start = block.range.lowerBound
    let mark = String(repeating: fence.character, count: fence.length)
    var finding = Diagnostic(
      .unclosedFence,
      "this fence is never closed, so what follows is shown as code; end it with a line of \(mark)",
      path: path, range: start..<start.advanced(by: fence.length))
    if let line = closingLine(of: block) {
      let place = SourceLocation(line: line, column: 1)
      finding.notes = [
        .init(message: "the code seems to end before this line", path: path, range: place..<place)
      ]
      finding.fixes = [
        .init(
          safety: .unsafe, message: "close the fence before this line",
          edits: [.init(range: place..<place, text: prefix(of: block) + mark + "\n")])
      ]
    }
    return finding
  }

  /// - Returns: whether the rest of the document can be trusted.
  private mutating func close(_ block: CodeBlock) -> Bool {
    guard let line = closingLine(of: block) else {
      return block.range.upperBound.line < source.lineCount
    }
    source = closing(block, on: line)
    document = Document(parsing: source)
    return true
  }

  /// The source with one blank line, or a fence that stands too far left, made the end of a block.
  private func closing(_ block: CodeBlock, on line: Int) -> SourceText {
    let mark = String(repeating: block.fence!.character, count: block.fence!.length)
    let lines = (1...source.lineCount).map { number in
      number == line ? prefix(of: block) + mark : String(source.line(number))
    }
    return SourceText(lines.joined(separator: "\n"))
  }

  /// What contains the block, as it stands before each of its lines.
  private func prefix(of block: CodeBlock) -> String {
    let start = block.range.lowerBound
    let before = source.line(start.line).utf8.prefix(start.column - 1)
    return String(
      decoding: before.map { [0x3E, 0x20, 0x09].contains($0) ? $0 : 0x20 }, as: UTF8.self)
  }

  /// The blank line after which prose begins, before the next fence; or the fence after the block that its
  /// container cut off.
  private func closingLine(of block: CodeBlock) -> Int? {
    let lines = block.lines.prefix { $0.line < block.opening?.line ?? Int.max }
    var blank: Int?
    for line in lines {
      if line.text.trimmed.isEmpty {
        blank = blank ?? line.line
      } else if blank != nil {
        if Self.isProse(line.text) { return blank }
        blank = nil
      }
    }
    if block.opening != nil { return blank }
    let next = (block.lines.last?.line ?? block.range.lowerBound.line) + 1
    let mark = String(repeating: block.fence!.character, count: block.fence!.length)
    return block.fence?.isClosed == false && source.line(next).trimmed == mark ? next : nil
  }

  /// Whether a line that follows a blank one reads like text rather than code.
  private static func isProse(_ line: String) -> Bool {
    if ["# ", "## ", "### ", "#### ", "![", "**", "> ", "<!-- "].contains(where: line.hasPrefix) {
      return true
    }
    guard let first = line.first, first.isLetter else { return false }
    if !first.isASCII { return true }
    let isSentence = line.last.map { ".:!?".contains($0) } ?? false
    return first.isUppercase && line.contains(" ")
      && (isSentence || !line.contains { "=;{}()".contains($0) })
  }

  // MARK: - Fences in HTML

  private var firstSwallowed: (line: Int, range: SourceRange)? {
    for block in document.blocks {
      guard case .html(let html) = block.kind, !Self.keepsText(html) else { continue }
      for (index, line) in html.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let text = line.trimmed
        guard text.hasPrefix("```") || text.hasPrefix("~~~") else { continue }
        let number = block.range.lowerBound.line + index
        let full = source.line(number)
        let column = full.utf8.count - full.drop { " \t>".contains($0) }.utf8.count + 1
        let start = SourceLocation(line: number, column: column)
        return (number, start..<start.advanced(by: text.utf8.count))
      }
    }
    return nil
  }

  /// Comments and the elements in which Markdown never begins.
  private static func keepsText(_ html: String) -> Bool {
    let start = html.trimmed.prefix(10).lowercased()
    return ["<!", "<?", "<pre", "<script", "<style", "<textarea"].contains(where: start.hasPrefix)
  }

  private func swallowed(_ line: Int, _ range: SourceRange) -> Diagnostic {
    var finding = Diagnostic(
      .swallowedFence,
      "this fence stands inside an HTML block, so it is shown as text and its code is not checked; put a blank line before it",
      path: path, range: range)
    let start = SourceLocation(line: line, column: 1)
    finding.fixes = [
      .init(
        safety: .safe, message: "insert a blank line",
        edits: [.init(range: start..<start, text: "\n")])
    ]
    return finding
  }
}

extension CodeBlock {
  /// The line inside that begins another fence, which shows that this one was to end before. A lesson about
  /// Markdown may show fences.
  fileprivate var opening: CodeLine? {
    guard let fence, !["md", "markdown", "mdx"].contains(FenceInfo(info).language) else {
      return nil
    }
    return lines.first { line in
      let text = line.text.drop { $0 == " " }
      let mark = text.prefix { $0 == fence.character }
      let info = text.dropFirst(mark.count).drop { $0 == " " }
      return line.text.count - text.count <= 3 && mark.count >= fence.length
        && info.first?.isLetter == true && !info.contains("`")
    }
  }
}
