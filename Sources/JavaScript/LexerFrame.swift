/// An open bracket, or the source itself.
struct LexerFrame {
  enum Kind: Equatable {
    case block, object, classBody
    /// `${…}` in a template, and `{…}` in JSX.
    case substitution, container
    /// `isControl`: after it starts a statement, as in `if (…)`.
    case parenthesis(isControl: Bool)
    case bracket
    /// Between `<` and `>`, and between an opening and its closing tag.
    case tag, children
  }
  var kind: Kind
  /// Whether an operand has ended after its `}`: true of an object, false of a block.
  var endsOperand = false
  /// `?` that wait for their `:`.
  var conditions = 0
  /// Whether the next `:` ends a `case`.
  var isInCase = false
  /// A `function` or `class` that waits for its `{`.
  var header: Header?
  var tag = Tag()

  struct Header { var body: Kind, isExpression: Bool }

  struct Tag {
    var name = "", isClosing = false
    /// `<` of type arguments (`<List<Item> …>`) not closed yet.
    var typeDepth = 0
  }
}
