/// The files that became pages, as links name them.
struct PageFiles: Sendable {
  let exact: [String: Site.Page]
  /// Also by folder, for its own page, and without `.md`.
  private let names: [String: Site.Page]
  /// The same in lower case: what is broken on most hosts still leads where its author meant.
  private let folded: [String: Site.Page]
  /// Those above pages.
  private let folders: Set<String>

  init(_ pages: [Site.Page]) {
    exact = Dictionary(pages.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let names = pages.map { page -> (String, Site.Page) in
      let folder = PageMap.folder(of: page.path)
      if page.place.isFolderPage { return (String(folder.dropLast()), page) }
      return (page.path.lastIndex(of: ".").map { String(page.path[..<$0]) } ?? page.path, page)
    }
    self.names = Dictionary(names, uniquingKeysWith: { first, _ in first })
    folded = Dictionary(
      (pages.map { ($0.path, $0) } + names).map { ($0.0.lowercased(), $0.1) },
      uniquingKeysWith: { first, _ in first })
    folders = pages.reduce(into: []) { folders, page in
      var rest = page.path[...]
      while let slash = rest.lastIndex(of: "/") {
        rest = rest[..<slash]
        if !folders.insert(String(rest)).inserted { break }
      }
    }
  }

  func hasPages(below folder: String) -> Bool { folders.contains(folder) }

  /// - Parameter path: of the file, or of its folder, below the content root.
  func page(at path: String) -> Site.Page? {
    if let page = exact[path] ?? names[path] ?? folded[path.lowercased()] { return page }
    // As the site calls it: `token.html` for `token.md`.
    guard let ending = [".html", ".htm"].first(where: path.hasSuffix) else { return nil }
    return names[String(path.dropLast(ending.utf8.count))]
  }
}
