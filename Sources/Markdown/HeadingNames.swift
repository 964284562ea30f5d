/// What the headings of a document are called: by GitHub, and on the page.
struct HeadingNames {
  private var slugs = Slugger()
  private var identifiers = Slugger()

  /// - Parameter index: of the heading in the document.
  mutating func heading(
    _ index: Int, level: Int, _ inlines: InlineReader, content: [Piece]
  ) -> Heading {
    let (content, own) = Identifiers.cut(from: content)
    let slug = slugs.slug(for: inlines.visibleText)
    var id = identifiers.unique(own ?? slug)
    if Identifiers.areOfThePage(id) { id = identifiers.unique("section-" + id) }
    let text = own.map { inlines.text.dropLast("{#\($0)}".count).trimmedEnd } ?? inlines.text
    return Heading(index: index, level: level, text: text, slug: slug, id: id, content: content)
  }
}
