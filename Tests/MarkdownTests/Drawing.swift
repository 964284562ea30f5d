import Markdown

func drawn(_ location: SourceLocation) -> String { "\(location.line):\(location.column)" }

func drawn(_ range: SourceRange) -> String {
  "\(drawn(range.lowerBound))-\(drawn(range.upperBound))"
}

/// One line a block, one indented line an inline: `list[2] quote paragraph 3:5-4:9`.
func drawing(of document: Document) -> String {
  var lines: [String] = []
  for block in document.blocks {
    let path = block.containers.map(drawn) + [drawn(block.kind)]
    lines.append("\(path.joined(separator: " ")) \(drawn(block.range))")
    if case .code(let code) = block.kind {
      for line in code.lines { lines.append("  \(line.line)+\(line.columnOffset) |\(line.text)") }
    }
    for span in block.codeSpans { lines.append("  `\(span.text)` \(drawn(span.range))") }
    for link in block.links {
      let text =
        (link.isImage ? "!" : "")
        + "[\(link.text)](\(link.destination))"
        .replacing("\n", with: "⏎")
      lines.append("  \(text) \(drawn(link.range))")
    }
  }
  return lines.joined(separator: "\n")
}

func drawing(of markdown: String) -> String { drawing(of: Document(parsing: SourceText(markdown))) }

private func drawn(_ container: Container) -> String {
  switch container {
  case .list(ordered: true, let number): "list[\(number)]"
  case .list(ordered: false, let number): "bullet[\(number)]"
  case .quote: "quote"
  case .footnote: "footnote"
  }
}

private func drawn(_ kind: Block.Kind) -> String {
  switch kind {
  case .heading(let heading): return "h\(heading.level)"
  case .paragraph: return "paragraph"
  case .code(let code):
    guard let fence = code.fence else { return "code indented" }
    let mark = String(repeating: fence.character, count: fence.length)
    return "code \(mark)\(code.info)" + (fence.isClosed ? "" : " unclosed")
  case .html: return "html"
  case .table: return "table"
  case .thematicBreak: return "break"
  }
}

/// `<p>|[0]|</p>`: HTML as it is, places as `#0` (heading), `{0}` (code), `[0]` (destination), `@id`,
/// `«0` and `»` (callout).
func drawing(of body: [Piece]) -> String {
  body.map { piece in
    switch piece {
    case .html(let html): html
    case .heading(let index): "#\(index)"
    case .code(let index): "{\(index)}"
    case .destination(let index): "[\(index)]"
    case .address(let address, let isImage): "(\(isImage ? "image " : "")\(address))"
    case .anchor(let name): "@\(name)"
    case .callout(let index): "«\(index)"
    case .calloutEnd: "»"
    }
  }.joined()
}
