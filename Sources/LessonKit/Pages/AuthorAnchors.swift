import Markdown

/// The identifiers that an author gives to places of the text (`<a id="setup"></a>`), as far as nothing of the page
/// itself has them.
struct AuthorAnchors {
  /// As they are written, by their lower case. The first of two that are the same counts.
  private var kept: [String: String] = [:]
  private var used: Set<String> = []

  init(_ page: LessonContext) {
    let document = page.lesson.document
    let pieces = document.body + document.headings.flatMap(\.content)
    var names = pieces.compactMap { piece -> String? in
      if case .anchor(let name) = piece { name } else { nil }
    }
    guard !names.isEmpty else { return }
    var own = Set(document.headings.map(\.slug)).union(page.labels.firstSteps.keys)
    own.formUnion(page.transcript?.cues.map(\.anchor) ?? [])
    names.removeAll { own.contains($0) || Self.isOfThePage($0) }
    for name in names where kept[name.lowercased()] == nil { kept[name.lowercased()] = name }
  }

  /// Of the frame, steps and footnotes.
  private static func isOfThePage(_ name: String) -> Bool {
    name == "content" || ["step-", "fn-", "fnref"].contains(where: name.hasPrefix)
  }

  /// ` id="…"`, once for each that is kept.
  mutating func attribute(_ name: String) -> HTML {
    guard kept[name.lowercased()] == name, used.insert(name).inserted else { return .empty }
    return " id=\"\(name)\""
  }

  /// A link within the page to one of them, whose case GitHub does not mind; nil for anything else.
  func fragment(_ destination: String) -> HTML? {
    guard destination.first == "#", let name = kept[destination.dropFirst().lowercased()] else {
      return nil
    }
    return "#\(name)"
  }
}
