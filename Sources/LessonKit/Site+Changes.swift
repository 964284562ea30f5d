import Markdown

extension Site {
  /// The lessons that may be judged otherwise when files have changed, have come or are gone: those of the workshops in
  /// which they are lessons, expectations or lie beside lessons, and of those that point to them, in every locale; for
  /// what several workshops may use, all.
  ///
  /// - Parameter paths: below the root; may begin with `..`.
  package func lessons(touchedBy paths: [String]) -> Set<String> {
    let changed = Set(paths)
    let names = Set(paths.compactMap { $0.split(separator: "/").last })
    var ids = Set(
      workshops.filter { $0.pages.contains { refers($0, to: changed, named: names) } }.map(\.id))
    for path in paths where !path.hasPrefix("../") {
      guard let touched = workshops(around: path) else {
        return Set(workshops.flatMap(\.pages).map(\.path))
      }
      ids.formUnion(touched)
    }
    return Set(workshops.filter { ids.contains($0.id) }.flatMap(\.pages).map(\.path))
  }

  /// - Returns: nil for all.
  private func workshops(around path: String) -> [String]? {
    if path.hasSuffix(".md") || path.hasSuffix(".markdown") {
      let place = layout.place(of: path)
      return [Page(path: path, place: place, locale: locales.first ?? LocaleTag("en")).folder]
    }
    if path.hasPrefix("expected/"), path.hasSuffix(".json") {
      let lesson = path.dropFirst("expected/".count)
      return [lesson.lastIndex(of: "/").map { String(lesson[..<$0]) } ?? ""]
    }
    // What lies beside lessons belongs to them, whoever points to it.
    let near = workshops.filter { workshop in
      workshop.pages.contains { page in
        let home = page.path.lastIndex(of: "/").map { page.path[...$0] } ?? ""
        // Of a submodule, git names the folder.
        return !home.isEmpty && path.hasPrefix(home) || page.path.hasPrefix(path + "/")
      }
    }
    return near.isEmpty ? nil : near.map(\.id)
  }

  /// Whether a lesson shows one of these files, links to it, or begins a program with it.
  private func refers(_ page: Page, to paths: Set<String>, named names: Set<Substring>) -> Bool {
    // A name that a link writes in percent is not seen before it is read.
    guard let text = text(of: page.path), text.contains("%") || names.contains(where: text.contains)
    else { return false }
    let source = SourceText(text)
    let document = Document(parsing: source)
    let directives = DirectiveReader(source: source)
    let files = document.blocks.flatMap(directives.directives).compactMap { _, result in
      guard case .success(let directive) = result, case .file(_, let file?) = directive.action
      else { return nil as String? }
      return file
    }
    return (document.links.map(\.destination) + files).contains { destination in
      LocalPath.resolve(
        destination, from: page.path, repository: repositoryPrefix, exists: paths.contains
      ).map(paths.contains) ?? false
    }
  }
}
