/// Makes blocks of a tree, and says where in the source each of them stands.
///
/// Of cmark-gfm 0.29.0.gfm.6 this takes the start of blocks, for tables the lines of their rows,
/// and little else: there comments end on the line before their last, unclosed fences and setext
/// headings on the line after, and a paragraph begins with the definitions that stand before it.
struct BlockReader {
  private let source: SourceText
  private let events: [Tree.Event]
  private let headingContents: [[Piece]]
  /// Lines on which a block starts.
  private let startLines: Set<Int>
  private(set) var blocks: [Block] = []
  private(set) var headings: [Heading] = []
  private(set) var codeBlocks: [CodeBlock] = []
  private(set) var links: [Link] = []
  private var names = HeadingNames()
  private var containers: [Container] = []
  private var open: [Open] = []

  private enum Open {
    case container
    case list(ordered: Bool, nextItem: Int)
    case other
  }

  init(_ source: SourceText, tree: Tree, headingContents: [[Piece]]) {
    self.source = source
    self.headingContents = headingContents
    events = tree.events
    startLines = Set(
      tree.events.lazy.compactMap { event in
        guard case .enter(let node) = event, node.kind.isBlock else { return nil }
        return node.start.line
      })
  }

  mutating func read() {
    var index = 0
    while index < events.count {
      switch events[index] {
      case .exit: exit()
      case .enter(let node):
        switch node.kind {
        case .paragraph, .heading, .table:
          let children = children(ofNodeAt: index)
          readText(of: node, children)
          index = children.endIndex
        default: enter(node)
        }
      }
      index += 1
    }
  }

  private mutating func enter(_ node: Tree.Node) {
    switch node.kind {
    case .quote: enter(.quote)
    case .footnote: enter(.footnote)
    case .item: enterItem()
    case .list(let ordered, let start):
      open.append(.list(ordered: ordered, nextItem: ordered ? start : 1))
    case .code(let code, let info, let fence):
      let block = CodeBlockReader(source, startLines: startLines).block(
        code, info: info, fence: fence, at: node.start, index: codeBlocks.count)
      codeBlocks.append(block)
      append(.code(block), range: block.range, text: code)
    case .html(let html):
      let lineCount = max(html.utf8.lazy.filter { $0 == .lineFeed }.count, 1)
      let end = source.trimmedEnd(ofLine: node.start.line + lineCount - 1)
      append(.html(html), range: node.start..<max(node.start, end))
    case .thematicBreak:
      append(.thematicBreak, range: node.start..<source.trimmedEnd(ofLine: node.start.line))
    case .calloutMark: break
    default: open.append(.other)
    }
  }

  private mutating func enter(_ container: Container) {
    containers.append(container)
    open.append(.container)
  }

  private mutating func enterItem() {
    guard case .list(let ordered, let number)? = open.last else { return open.append(.other) }
    open[open.count - 1] = .list(ordered: ordered, nextItem: number + 1)
    enter(.list(ordered: ordered, itemNumber: number))
  }

  private mutating func exit() {
    if case .container = open.removeLast() { containers.removeLast() }
  }

  private func children(ofNodeAt index: Int) -> ArraySlice<Tree.Event> {
    var depth = 1
    var end = index
    repeat {
      end += 1
      switch events[end] {
      case .enter(let node): depth += node.kind.isLeaf ? 0 : 1
      case .exit: depth -= 1
      }
    } while depth > 0
    return events[index + 1..<end]
  }

  private mutating func append(_ kind: Block.Kind, range: SourceRange, text: String = "") {
    blocks.append(
      Block(
        kind: kind, range: range, text: text, codeSpans: [], links: [], containers: containers))
  }
}

// MARK: Paragraphs, headings and tables

extension BlockReader {
  private mutating func readText(of node: Tree.Node, _ children: ArraySlice<Tree.Event>) {
    var rows: [Range<Int>] = []
    var range: SourceRange
    switch node.kind {
    case .table:
      let lines = rowLines(of: node, children)
      rows = lines.map { line in
        let start = line == node.start.line ? node.start : source.contentStart(ofLine: line)
        let end = source.lineOffsets(line).upperBound
        return min(source.offset(of: start), end)..<end
      }
      // The line below the header is no row.
      let end = source.trimmedEnd(ofLine: lines.count > 1 ? lines[lines.count - 1] : lines[0] + 1)
      let start = source.location(ofOffset: rows[0].lowerBound)
      range = start..<max(start, end)
    case .heading: range = headingRange(node)
    default: range = paragraphRange(node, children)
    }

    var cursor = InlineCursor(
      source, in: source.offset(of: range.lowerBound)..<source.offset(of: range.upperBound),
      quoteDepth: containers.count { $0 == .quote }, isTable: !rows.isEmpty)
    if isMarkedHeading(node) {
      cursor.skipHeadingMark()
    } else if rows.isEmpty, node.start.column > 0 {
      cursor.skipDefinitions()
      range = source.location(ofOffset: cursor.position)..<range.upperBound
    }

    var inlines = InlineReader(
      source, cursor: cursor, blockRange: range, rows: rows, firstLink: links.count)
    inlines.read(children)
    links += inlines.links
    let kind: Block.Kind =
      switch node.kind {
      case .heading(let level): .heading(heading(level: level, inlines))
      case .table: .table
      default: .paragraph
      }
    blocks.append(
      Block(
        kind: kind, range: range, text: inlines.text, codeSpans: inlines.codeSpans,
        links: inlines.links, containers: containers))
  }

  private mutating func heading(level: Int, _ inlines: InlineReader) -> Heading {
    let heading = names.heading(
      headings.count, level: level, inlines, content: headingContents[headings.count])
    headings.append(heading)
    return heading
  }

  /// A paragraph that runs into a table has no position; the table has its start, and its own is
  /// lost.
  private func paragraphRange(
    _ node: Tree.Node, _ children: ArraySlice<Tree.Event>
  ) -> SourceRange {
    if node.start.column == 0, children.endIndex + 1 < events.count,
      case .enter(let table) = events[children.endIndex + 1], case .table = table.kind
    {
      let rows = rowLines(of: table, self.children(ofNodeAt: children.endIndex + 1))
      return table.start..<max(table.start, source.trimmedEnd(ofLine: rows[0] - 1))
    }
    return node.start..<max(node.start, source.trimmedEnd(ofLine: node.endLine))
  }

  private func headingRange(_ node: Tree.Node) -> SourceRange {
    if isMarkedHeading(node) {
      return node.start..<max(node.start, source.trimmedEnd(ofLine: node.start.line))
    }
    // A line of a list's mark alone begins after its own end.
    let start = source.contentStart(ofLine: node.endLine)
    let underline = source.slice(start..<max(start, source.trimmedEnd(ofLine: node.endLine)))
    let isUnderline =
      !underline.isEmpty && !startLines.contains(node.endLine)
      && (underline.utf8.allSatisfy { $0 == "=" } || underline.utf8.allSatisfy { $0 == "-" })
    // cmark may put the end of an underlined heading above its start, where a list or quote ends in it.
    let end = source.trimmedEnd(ofLine: isUnderline ? node.endLine : node.endLine - 1)
    return node.start..<max(node.start, end)
  }

  /// `# Heading`, not an underlined one.
  private func isMarkedHeading(_ node: Tree.Node) -> Bool {
    guard case .heading = node.kind else { return false }
    let line = source.bytes[source.offset(of: node.start)...]
    let marks = line.prefix { $0 == "#" }
    let next = line.dropFirst(marks.count).first
    return (1...6).contains(marks.count) && next.map { $0.isBlank || $0.isLineEnd } != false
  }

  /// cmark gives the header the line on which the paragraph before it began.
  private func rowLines(of table: Tree.Node, _ children: ArraySlice<Tree.Event>) -> [Int] {
    var lines = children.compactMap { event -> Int? in
      guard case .enter(let node) = event, case .tableRow = node.kind else { return nil }
      return node.start.line
    }
    lines[0] = lines.count > 1 ? lines[1] - 2 : table.endLine - 1
    return lines
  }
}
