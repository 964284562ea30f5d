/// Puts the parts of a lesson in the order of its text, with each step's panel beside the prose of its section.
///
/// A section goes from one heading to the next. The prose before a panel and, at the last panel, the prose after
/// it stand in one column, the panel in the other; on narrow screens all stand below one another, in the same order.
struct LessonLayout {
  private(set) var html = HTML.empty
  /// Of the open section: panels with the prose before each, and the prose after the last.
  private var panels: [(before: HTML, panel: HTML)] = []
  private var prose = HTML.empty

  mutating func add(prose text: HTML) { prose += text }

  mutating func add(panel: HTML) {
    panels.append((prose, panel))
    prose = .empty
  }

  mutating func endSection() {
    for (index, pair) in panels.enumerated() {
      let after = index == panels.count - 1 ? prose : .empty
      html += """
        <div class="pair">
        \(Self.column(pair.before))\(pair.panel)\(Self.column(after))</div>

        """
    }
    if panels.isEmpty { html += prose }
    panels = []
    prose = .empty
  }

  private static func column(_ prose: HTML) -> HTML {
    prose.isEmpty ? .empty : "<div class=\"prose\">\n\(prose)</div>\n"
  }
}
