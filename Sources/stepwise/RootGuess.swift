import LessonKit

/// The content root of a folder or file where no `stepwise.yml` says which it is: what belongs to its lessons stands
/// beside it there.
struct RootGuess {
  /// As the user would write it.
  let root: String
  /// The folders of the root that make it one.
  let signs: [String]

  /// - Returns: nil where the path is its own root, or the folder it is in.
  init?(of path: String, isFolder: Bool) {
    if isFolder, ContentFolder.kind(of: path + "/expected") == .folder { return nil }
    let top = ContentFolder.gitFolder(of: path)
    var root = path
    var levels = 0
    // What is in no repository is at most a language or a workshop in a folder; beyond that lies what is somebody else's.
    while ContentFolder.absolute(root) != top, top != nil || levels < 2 {
      levels += 1
      let above = ContentFolder.parent(of: root)
      if ContentFolder.absolute(above) == ContentFolder.absolute(root) { return nil }
      root = above
      guard let inside = ContentFolder.below(root, path) else { return nil }
      let signs = Self.signs(in: root, of: inside, isFolder: isFolder)
      if !signs.isEmpty {
        self.root = root
        self.signs = signs
        return
      }
    }
    return nil
  }

  /// Translations, records of them, and expectations of just these lessons.
  private static func signs(in root: String, of path: String, isFolder: Bool) -> [String] {
    func isFolderHere(_ name: String) -> Bool {
      ContentFolder.kind(of: root + "/" + name) == .folder
    }
    // A page of its own makes a folder read as one.
    let place = ContentLayout(locales: []).place(of: isFolder ? path + "/README.md" : path)
    var signs: [String] = []
    var isLanguage = false
    if let locale = place.locale, path.hasPrefix(locale.text + "/") || path == locale.text {
      isLanguage = true
      signs = LocaleTag.userInterface.filter { $0 != locale }.map(\.text).filter(isFolderHere)
      if isFolderHere("translations/\(locale)") { signs.append("translations") }
    }
    let record = place.lesson.isEmpty ? "expected/index" : "expected/\(place.lesson)"
    let isExpected =
      ContentFolder.kind(of: "\(root)/\(record).json") == .file || isFolderHere(record)
      || isLanguage && isFolderHere("expected")
    return isExpected ? ["expected"] + signs : signs
  }

  /// For whoever meant another.
  var notice: String {
    let folders = signs.map { "`\($0)/`" }.joined(separator: " and ")
    return
      "the content root is taken to be `\(root)`, where \(folders) stand\(signs.count == 1 ? "s" : "") too; `stepwise init \(root)` settles it"
  }
}
