/// Reads the inlines of one block: its plain text, and where its code spans and links stand.
struct InlineReader {
  private let source: SourceText
  private var cursor: InlineCursor
  /// For inlines that cannot be found in the source.
  private let blockRange: SourceRange
  /// Where the rows of a table stand, from the first character of their content to the end of the
  /// line.
  private var rows: ArraySlice<Range<Int>>
  private(set) var text = ""
  /// Without the alternative texts of images.
  private(set) var visibleText = ""
  private(set) var codeSpans: [CodeSpan] = []
  private(set) var links: [Link] = []
  private let firstLink: Int
  private var open: [Open] = []
  private var imageDepth = 0
  private var isRowEmpty = true

  private enum Open {
    case link(Int, opening: InlineCursor.LinkOpening, textStart: Int)
    case other
  }

  /// - Parameter firstLink: the number of links before this block.
  init(
    _ source: SourceText, cursor: InlineCursor, blockRange: SourceRange, rows: [Range<Int>],
    firstLink: Int
  ) {
    self.source = source
    self.cursor = cursor
    self.blockRange = blockRange
    self.rows = rows[...]
    self.firstLink = firstLink
  }

  mutating func read(_ events: ArraySlice<Tree.Event>) {
    for event in events {
      switch event {
      case .enter(let node): enter(node.kind)
      case .exit: exit()
      }
    }
  }

  private mutating func enter(_ kind: Tree.Kind) {
    switch kind {
    case .text(let literal):
      add(literal)
      cursor.text(literal)
    case .softBreak, .lineBreak:
      add("\n")
      cursor.lineBreak()
    case .codeSpan(let code):
      add(code)
      let range = cursor.codeSpan(code).map(source.range) ?? blockRange
      codeSpans.append(CodeSpan(text: code, range: range))
    case .inlineHTML(let html):
      cursor.inlineHTML(html)
    case .link(let destination, let title, let isImage):
      imageDepth += isImage ? 1 : 0
      open.append(
        .link(
          links.count, opening: cursor.openLink(isImage: isImage), textStart: text.utf8.count))
      links.append(
        Link(
          index: firstLink + links.count, isImage: isImage, destination: destination, title: title,
          text: "", range: blockRange))
    case .footnoteReference:
      cursor.footnoteReference()
      open.append(.other)
    case .tableRow:
      enterRow()
      open.append(.other)
    case .tableCell:
      if !isRowEmpty { add("\t") }
      cursor.cell(isFirst: isRowEmpty)
      isRowEmpty = false
      open.append(.other)
    default:
      open.append(.other)
    }
  }

  private mutating func exit() {
    guard case .link(let place, let opening, let textStart) = open.removeLast() else { return }
    imageDepth -= links[place].isImage ? 1 : 0
    let start = text.utf8.index(text.startIndex, offsetBy: textStart)
    links[place].text = String(text[start...])
    if let range = cursor.closeLink(opening) { links[place].range = source.range(range) }
  }

  private mutating func enterRow() {
    if !text.isEmpty { add("\n") }
    isRowEmpty = true
    if let row = rows.popFirst() { cursor.row(in: row) }
  }

  private mutating func add(_ text: String) {
    self.text += text
    if imageDepth == 0 { visibleText += text }
  }
}
