/// A part of the page between two places that are filled in later.
package enum Piece: Hashable, Sendable {
  /// Made by cmark, with the author's own HTML in it as `RawHTML` leaves it.
  case html(String)
  /// The whole element of a heading, by its place in `Document.headings`.
  case heading(Int)
  /// The whole element of a code block, by its place in `Document.codeBlocks`.
  case code(Int)
  /// The value of a `href` or `src` attribute, without its quotes, by its place in
  /// `Document.links`. It is not yet escaped. Destinations that run scripts (`javascript:` and the
  /// like) get no piece: their attribute is empty.
  case destination(Int)
  /// The same in the author's own HTML, where no `Link` stands for it.
  case address(String, isImage: Bool)
  /// The whole ` id="…"` of the author's own, with a name that HTML allows. Nothing says that it is unique.
  case anchor(String)
  /// Where a callout begins, by its place in `Document.callouts`.
  case callout(Int)
  /// Where the innermost callout ends.
  case calloutEnd
}
