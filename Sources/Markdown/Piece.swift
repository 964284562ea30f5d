/// A part of the page between two places that are filled in later.
package enum Piece: Hashable, Sendable {
  /// Made by cmark in safe mode: no raw HTML of the author's is in it.
  case html(String)
  /// The whole element of a heading, by its place in `Document.headings`.
  case heading(Int)
  /// The whole element of a code block, by its place in `Document.codeBlocks`.
  case code(Int)
  /// The value of a `href` or `src` attribute, without its quotes, by its place in
  /// `Document.links`. It is not yet escaped. Destinations that run scripts (`javascript:` and the
  /// like) get no piece: their attribute is empty.
  case destination(Int)
}
