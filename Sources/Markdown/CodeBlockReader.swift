/// Says where in the source the lines of a code block stand, and where it ends.
struct CodeBlockReader {
  private let source: SourceText
  /// Lines on which a block starts.
  private let startLines: Set<Int>

  init(_ source: SourceText, startLines: Set<Int>) {
    self.source = source
    self.startLines = startLines
  }

  func block(
    _ code: String, info: String, fence: (character: Character, length: Int)?,
    at start: SourceLocation, index: Int
  ) -> CodeBlock {
    var line = fence == nil ? start.line : start.line + 1
    var lines: [CodeLine] = []
    var rest = code.utf8[...]
    while let end = rest.firstIndex(of: .lineFeed) {
      let text = Substring(rest[..<end])
      let offset = source.lineOffsets(line).count - text.utf8.count
      lines.append(CodeLine(text: String(text), line: line, columnOffset: offset))
      rest = rest[rest.index(after: end)...]
      line += 1
    }
    let codeFence = fence.map {
      CodeBlock.Fence(
        character: $0.character, length: $0.length,
        isClosed: isClosingFence(line, character: $0.character, length: $0.length))
    }
    let end =
      codeFence?.isClosed == true
      ? source.trimmedEnd(ofLine: line) : source.end(ofLine: max(line - 1, start.line))
    return CodeBlock(
      index: index, info: info, fence: codeFence, range: start..<max(start, end), code: code,
      lines: lines)
  }

  /// The line after the content closes the block, unless it is beyond the container and opens
  /// another block.
  private func isClosingFence(_ line: Int, character: Character, length: Int) -> Bool {
    if line > source.lineCount || startLines.contains(line) { return false }
    let start = source.contentStart(ofLine: line)
    let text = source.slice(start..<max(start, source.trimmedEnd(ofLine: line)))
    return text.utf8.count >= length && text.allSatisfy { $0 == character }
  }
}
