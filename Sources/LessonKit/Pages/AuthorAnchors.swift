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
    let own = Set(document.headings.map { $0.id.lowercased() }).union(page.labels.firstSteps.keys)
    names.removeAll { own.contains($0.lowercased()) || Identifiers.areOfThePage($0) }
    for name in names where kept[name.lowercased()] == nil { kept[name.lowercased()] = name }
  }

  /// ` id="…"`, once for each that is kept.
  mutating func attribute(_ name: String) -> HTML {
    guard kept[name.lowercased()] == name, used.insert(name).inserted else { return .empty }
    return " id=\"\(name)\""
  }
}
