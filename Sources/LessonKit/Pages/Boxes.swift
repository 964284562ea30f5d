import Markdown

/// What the callouts of a lesson become: boxes in the look of alerts, a `<details>`, or nothing of their own.
struct Boxes {
  private let strings: Strings
  /// What ends each of those that are open.
  private var ends: [HTML] = []

  init(_ strings: Strings) { self.strings = strings }

  /// Kinds that say the same under another name.
  private static let synonyms = [
    "hint": "tip", "success": "tip", "error": "danger", "attention": "caution", "secondary": "note",
  ]
  /// Kinds that arrange their content and say nothing about it.
  private static let arrangements: Set<String> = [
    "center", "code-group", "code-group-item", "code-tabs", "left", "raw", "right", "slot", "tabs",
    "v-pre",
  ]

  /// An unknown kind is a plain box under its own name.
  mutating func begin(_ callout: Callout, _ nesting: inout Nesting) -> HTML {
    let given = HTML(trusted: callout.title)
    guard !Self.arrangements.contains(callout.kind) else {
      ends.append(.empty)
      return given.isEmpty ? .empty : "<p class=\"box-title\">\(given)</p>\n"
    }
    nesting.open()
    let kind = Self.synonyms[callout.kind] ?? callout.kind
    let known = strings.alerts[kind]
    let title: HTML = given.isEmpty ? "\(known ?? callout.kind)" : given
    if kind == "details" {
      ends.append("</details>\n")
      return "<details class=\"box details\"><summary class=\"box-title\">\(title)</summary>\n"
    }
    ends.append("</div>\n")
    let look: HTML = known == nil ? "" : " \(kind)"
    let name: HTML = title.isEmpty ? "" : "<p class=\"box-title\">\(title)</p>\n"
    return "<div class=\"box\(look)\" role=\"note\">\(name)"
  }

  mutating func end(_ nesting: inout Nesting) -> HTML {
    guard let end = ends.popLast() else { return .empty }
    if !end.isEmpty { nesting.close() }
    return end
  }
}
