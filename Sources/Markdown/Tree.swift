/// cmark's tree as plain values: a walk from node to node, and the page cmark made of it.
struct Tree {
  enum Event {
    /// Is followed by `exit` after the node's children, unless the node is a leaf.
    case enter(Node)
    case exit
  }

  struct Node {
    let kind: Kind
    let start: SourceLocation
    let endLine: Int
  }

  enum Kind {
    case quote, footnote, item, paragraph, table, tableRow, tableCell
    case list(ordered: Bool, start: Int)
    case heading(level: Int)
    case link(destination: String, title: String, isImage: Bool)
    case footnoteReference
    /// The document itself, emphasis and the like.
    case other

    case code(String, info: String, fence: (character: Character, length: Int)?)
    case html(String)
    case thematicBreak
    /// A line that opens or closes a callout.
    case calloutMark
    case text(String)
    case softBreak, lineBreak
    case codeSpan(String)
    case inlineHTML(String)

    var isLeaf: Bool {
      switch self {
      case .code, .html, .thematicBreak, .calloutMark, .text, .softBreak, .lineBreak, .codeSpan,
        .inlineHTML:
        true
      default: false
      }
    }

    var isBlock: Bool {
      switch self {
      case .quote, .footnote, .list, .item, .paragraph, .heading, .table, .code, .html,
        .thematicBreak, .calloutMark:
        true
      default: false
      }
    }
  }

  let events: [Event]
  /// The destination of each link is `Tree.destinationMarker` and the link's number, unless it is
  /// dangerous.
  var html: [UInt8]
  let callouts: [Callout]
  /// The lines of the source that open or close them.
  let calloutLines: Set<Int>

  static let destinationMarker = "stepwise-destination:"
  /// What an address in the author's own HTML begins with.
  static let rawMarker = "stepwise-raw:"
  /// What an `id` in the author's own HTML begins with.
  static let anchorMarker = "stepwise-id:"
  /// The element of a callout; its place in `callouts` follows.
  static let calloutTag = "stepwise-callout"
}
