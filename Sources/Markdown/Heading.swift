package struct Heading: Sendable {
  /// Its place in `Document.headings`.
  package let index: Int
  /// 1 to 6.
  package let level: Int
  package let text: String
  /// The anchor GitHub gives the heading, unique in the document.
  package let slug: String
  /// The anchor it has on the page: the one its author gives it (`## Setup {#setup}`), else its slug; another where
  /// the page needs that for itself.
  package let id: String
  /// The inline content, without the heading element itself. Holds no `.heading` and no `.code`.
  package let content: [Piece]
}
