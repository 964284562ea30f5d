/// A Markdown text, read as GitHub Flavored Markdown with footnotes.
///
/// Document order is the order of the page: footnotes come last, and those that nothing refers to
/// not at all.
package struct Document: Sendable {
  package let frontMatter: FrontMatter?
  /// Every leaf block in document order, the ones in lists, quotes and footnotes too.
  package let blocks: [Block]
  package let headings: [Heading]
  package let codeBlocks: [CodeBlock]
  package let links: [Link]
  package let callouts: [Callout]
  /// The page: cmark's own HTML with the places cut out that pages fill in themselves.
  package let body: [Piece]

  /// Of cmark-gfm, as it is linked.
  package static var parserVersion: String { CommonMark.version }

  package init(parsing source: SourceText) {
    let frontMatter = FrontMatter(source)
    self.frontMatter = frontMatter
    let firstLine = frontMatter.map { $0.isClosed ? $0.range.upperBound.line + 1 : 1 } ?? 1
    let markdown = source.bytes[source.offset(of: SourceLocation(line: firstLine, column: 1))...]
    let written = CommonMark.parse(markdown, firstLine: firstLine)
    let tree = Callouts.tree(source, from: firstLine, reading: written) ?? written
    let page = PageCutter(EastAsianText.typeset(tree.html))
    var reader = BlockReader(source, tree: tree, headingContents: page.headings)
    reader.read()
    blocks = reader.blocks
    headings = reader.headings
    codeBlocks = reader.codeBlocks
    links = reader.links
    callouts = tree.callouts
    body = page.body
  }
}
