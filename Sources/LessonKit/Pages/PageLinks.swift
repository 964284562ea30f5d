extension PageMap {
  struct Target {
    var address: String
    /// The file below the content root that must be copied for it.
    var file: String?
    var isMissing = false
  }

  /// What a link of a lesson points to, seen from one of its pages.
  func target(
    _ destination: String, of lesson: Lesson, at entry: Entry, isImage: Bool,
    exists: (String) -> Bool
  ) -> Target {
    guard let path = resolve(destination, lesson.path, exists) else {
      return Target(address: Self.isHarmless(destination) ? destination : "#")
    }
    let suffix =
      destination.firstIndex(where: { $0 == "#" || $0 == "?" }).map { String(destination[$0...]) }
      ?? ""
    let from = Self.folder(of: entry.path)
    if isImage {
      let localized = Self.localized(path, lesson.locale)
      if exists(localized) {
        return Target(address: Self.relative(from: from, to: Self.file(localized)), file: localized)
      }
    } else if let page = page(at: path, for: entry, of: lesson, hasAnchor: suffix.hasPrefix("#")) {
      return Target(address: Self.relative(from: from, to: page) + suffix)
    }
    if exists(path) {
      return Target(address: Self.relative(from: from, to: Self.file(path)) + suffix, file: path)
    }
    // Something that the host may have, where the author saw it from the lesson.
    if !isImage, !destination.hasPrefix("/"), !path.hasPrefix("..") {
      let isFolder = destination.dropLast(suffix.count).hasSuffix("/") && !path.isEmpty
      let address = Self.relative(from: from, to: path + (isFolder ? "/" : ""))
      return Target(address: address + suffix, isMissing: true)
    }
    return Target(address: destination, isMissing: true)
  }

  private func resolve(
    _ destination: String, _ page: String, _ exists: (String) -> Bool
  ) -> String? {
    LocalPath.resolve(destination, from: page, repository: repositoryPrefix) { path in
      files.page(at: path) != nil || exists(path)
    }
  }

  /// The page that the reader of another one means by a path.
  private func page(
    at path: String, for entry: Entry, of lesson: Lesson, hasAnchor: Bool
  ) -> String? {
    // An anchor is the same only in the same language.
    let locale = hasAnchor ? lesson.locale : entry.locale
    if let page = files.page(at: path) {
      let found =
        self.entry(of: page.place.lesson, in: locale)
        ?? self.entry(of: page.place.lesson, in: page.locale)
      return found?.path
    }
    let isPage = [".md", ".markdown"].contains { path.lowercased().hasSuffix($0) }
    let place = layout.place(of: isPage ? path : path + "/README.md")
    if place.lesson.isEmpty {
      return path.isEmpty && listsLanguages ? "index.html" : home(in: place.locale ?? locale)
    }
    // A lesson that is not translated has no file here, but a page, here or in its own language.
    guard isPage, let source = locales.first else { return nil }
    let here = hasAnchor ? nil : self.entry(of: place.lesson, in: entry.locale)
    return (here ?? self.entry(of: place.lesson, in: source))?.path
  }

  /// `img.ja.png` of `img.png`.
  private static func localized(_ path: String, _ locale: LocaleTag) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
    return path[..<dot] + ".\(locale)" + path[dot...]
  }

  /// Nothing that a browser would execute.
  private static func isHarmless(_ destination: String) -> Bool {
    guard let scheme = LocalPath.scheme(of: destination[...]) else { return true }
    return ["http", "https", "mailto", "tel"].contains(scheme.lowercased())
  }
}
