private import CCmarkGFM

/// Puts callouts into cmark's tree, in the place of the comments that stand for their lines.
///
/// A callout that nothing closes ends before the next heading beside it, else with what it stands in.
enum CalloutMarks {
  /// - Parameter marks: nodes and their lines.
  /// - Returns: the nodes in which callouts begin or end.
  static func place(
    _ callouts: Callouts, at marks: [OpaquePointer: Int]
  ) -> [OpaquePointer: RawHTML.Part] {
    var placed: [OpaquePointer: RawHTML.Part] = [:]
    func set(_ node: OpaquePointer?, ends count: Int) {
      guard let node else { return }
      placed[node] = .calloutEnds(count)
      cmark_node_set_literal(node, String(repeating: "</\(Tree.calloutTag)>", count: count))
    }
    func block(ends count: Int) -> OpaquePointer? {
      let node = cmark_node_new(CMARK_NODE_HTML_BLOCK)
      set(node, ends: count)
      return node
    }
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
            placed[node] = .calloutBegins
            cmark_node_set_literal(node, "<\(Tree.calloutTag) \(number)>")
          } else if let index = open.firstIndex(where: { $0 == callouts.closed[line] }) {
            set(node, ends: open.count - index)
            open.removeSubrange(index...)
          } else {
            set(node, ends: 0)
          }
        } else if cmark_node_get_type(node) == CMARK_NODE_HEADING {
          let count = open.reversed().prefix { !closed.contains($0) }.count
          if count > 0 { cmark_node_insert_before(node, block(ends: count)) }
          open.removeLast(count)
        }
      }
      if !open.isEmpty { cmark_node_append_child(parent, block(ends: open.count)) }
    }
    return placed
  }
}
