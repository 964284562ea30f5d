/// A block that holds text rather than other blocks.
package struct Block: Sendable {
  package enum Kind: Sendable {
    case heading(Heading)
    case paragraph
    case code(CodeBlock)
    /// As written, comments included, without what contains it (`> `, list indentation). Never part
    /// of the page.
    case html(String)
    case table
    case thematicBreak
  }

  package let kind: Kind
  /// From the first character to the end of the last line, white space around it excepted.
  package let range: SourceRange
  /// Without markup; line breaks and table rows are `\n`, cells are separated by tabs. The code of
  /// a code block.
  package let text: String
  package let codeSpans: [CodeSpan]
  package let links: [Link]
  /// What the block stands in, outermost first.
  package let containers: [Container]
}

package enum Container: Hashable, Sendable {
  /// `itemNumber` is the number shown in an ordered list, and counts from 1 in a bullet list.
  case list(ordered: Bool, itemNumber: Int)
  case quote
  case footnote
}

package struct CodeSpan: Sendable {
  package let text: String
  /// With the backticks; the block's range where the span cannot be found in the source.
  package let range: SourceRange
}

/// A link, an image or an autolink.
package struct Link: Sendable {
  /// Its place in `Document.links`.
  package let index: Int
  package let isImage: Bool
  /// Escapes and entities are resolved, nothing is percent-encoded.
  package let destination: String
  package let title: String
  /// For an image, its alternative text.
  package internal(set) var text: String
  /// The whole construct; the block's range where it cannot be found in the source.
  package internal(set) var range: SourceRange
}
