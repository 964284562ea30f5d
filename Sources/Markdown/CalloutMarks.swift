private import CCmarkGFM

/// Puts callouts into cmark's tree, in the place of the comments that stand for their lines.
///
/// A callout that nothing closes ends before the next heading beside it, else with what it stands in.
enum CalloutMarks {
  /// - Parameter marks: nodes and their lines.
  static func place(_ callouts: Callouts, at marks: [OpaquePointer: Int]) {
    guard !marks.isEmpty else { return }
    let numbers = Dictionary(
      uniqueKeysWithValues: callouts.opened.keys.sorted().enumerated().map { ($1, $0) })
    for (parent, nodes) in Dictionary(grouping: marks.keys, by: { cmark_node_parent($0) }) {
      let lines = nodes.compactMap { marks[$0] }
      let closed = Set(lines.compactMap { callouts.closed[$0] })
      var open: [Int] = []
      var next = cmark_node_first_child(parent)
      while let node = next {
        next = cmark_node_next(node)
        if let line = marks[node] {
          if let number = numbers[line] {
            open.append(line)
            cmark_node_set_literal(node, "<\(Tree.calloutTag) \(number)>")
          } else if let index = open.firstIndex(where: { $0 == callouts.closed[line] }) {
            cmark_node_set_literal(node, ends(open.count - index))
            open.removeSubrange(index...)
          } else {
            cmark_node_set_literal(node, "")
          }
        } else if cmark_node_get_type(node) == CMARK_NODE_HEADING {
          let count = open.reversed().prefix { !closed.contains($0) }.count
          if count > 0 { cmark_node_insert_before(node, block(ends(count))) }
          open.removeLast(count)
        }
      }
      if !open.isEmpty { cmark_node_append_child(parent, block(ends(open.count))) }
    }
  }

  private static func ends(_ count: Int) -> String {
    String(repeating: "</\(Tree.calloutTag)>", count: count)
  }

  private static func block(_ literal: String) -> OpaquePointer? {
    let node = cmark_node_new(CMARK_NODE_HTML_BLOCK)
    cmark_node_set_literal(node, literal)
    return node
  }
}
