/// The files that became pages, as links name them.
struct PageFiles: Sendable {
  private let pages: [Site.Page]
  /// The place of each by its path, also by folder, for its own page, and without `.md`.
  private let names: [String: Int32]
  /// The same in lower case, where that is another: what is broken on most hosts still leads where its author meant.
  private let folded: [String: Int32]
  /// Those above pages.
  private let folders: Set<String>

  init(_ pages: [Site.Page]) {
    self.pages = pages
    var names: [String: Int32] = [:]
    var folded: [String: Int32] = [:]
    func name(_ path: String, _ index: Int) {
      if names[path] == nil { names[path] = Int32(index) }
      let key = path.lowercased()
      if key != path, folded[key] == nil { folded[key] = Int32(index) }
    }
    for (index, page) in pages.enumerated() { name(page.path, index) }
    for (index, page) in pages.enumerated() {
      let folder = PageMap.folder(of: page.path)
      let ending = page.path.lastIndex(of: ".") ?? page.path.endIndex
      name(
        page.place.isFolderPage ? String(folder.dropLast()) : String(page.path[..<ending]), index)
    }
    self.names = names
    self.folded = folded
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
    let key = path.lowercased()
    return (names[path] ?? folded[key] ?? names[key]).map { pages[Int($0)] }
  }

  /// The file of a page as the site calls it: `token.md` for `token.html`.
  func file(ofSitePath path: String) -> String? {
    guard let ending = [".html", ".htm"].first(where: path.hasSuffix) else { return nil }
    return names[String(path.dropLast(ending.utf8.count))].map { pages[Int($0)].path }
  }
}
