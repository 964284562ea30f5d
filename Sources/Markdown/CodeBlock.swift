package struct CodeBlock: Sendable {
  package struct Fence: Hashable, Sendable {
    /// `` ` `` or `~`.
    package let character: Character
    package let length: Int
    package let isClosed: Bool
  }

  /// Its place in `Document.codeBlocks`.
  package let index: Int
  /// The info string, trimmed, escapes and entities resolved.
  package let info: String
  /// `nil` for an indented code block.
  package let fence: Fence?
  /// From the first fence character to the end of the closing fence, or of the last line where
  /// nothing closes it.
  package let range: SourceRange
  /// Every line ends with LF, the last one too. Empty where there are no lines.
  package let code: String
  package let lines: [CodeLine]
}

/// A line of a code block's content.
package struct CodeLine: Sendable {
  package let text: String
  /// The line of the Markdown source.
  package let line: Int
  /// Bytes of the source line before the content (`> `, list and fence indentation), so that a
  /// column of `text` plus this is a column of the source. Negative only where a tab was split by
  /// its container.
  package let columnOffset: Int

  package init(text: String, line: Int, columnOffset: Int) {
    self.text = text
    self.line = line
    self.columnOffset = columnOffset
  }
}
