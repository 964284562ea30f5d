import Markdown

/// A snippet with its revision: what is judged, run and shown.
package struct Step: Sendable {
  package var number: Int
  package var snippet: Snippet
  /// Which evolving file of the workshop it belongs to.
  package var chain: Int
  package var file: String?
  /// Nil where the snippet could not be placed; the finding says why.
  package var revision: Revision?
  /// Whether the reader makes this program along with the text: a Function, a token program, or numbered steps. What a
  /// reference shows again, it shows for another reason.
  package var isFollowed = false
  /// Why it is not run, where that is known beforehand.
  package var notRun: String?
}

/// A snippet that is no step: shown as written, listed with the reason.
package struct Aside: Sendable {
  package var snippet: Snippet
  package var reason: String
  /// The word under which the recap counts it.
  package var category = "asides"
}
