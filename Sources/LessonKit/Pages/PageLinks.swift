extension PageMap {
  struct Target {
    /// Nil for nothing that a page could lead to or show: its text stands alone.
    var address: String?
    /// The file below the content root that must be copied for it.
    var file: String?
    /// Whether the page is one that has a twin in Markdown.
    var hasTwin = false
    /// Whether it would be a lesson's, which is not there.
    var isMissingLesson = false
  }

  /// What a link of a lesson points to, seen from one of its pages.
  func target(
    _ destination: String, of lesson: Lesson, at entry: Entry, isImage: Bool, in site: Site
  ) -> Target {
    guard var path = resolve(destination, lesson.path, site) else {
      guard Self.isHarmless(destination) else { return Target() }
      return Target(
        address: destination.hasPrefix("#")
          ? anchors.corrected(destination, to: lesson.path, from: lesson) : destination)
    }
    if let page = files.file(ofSitePath: path), !site.exists(path) { path = page }
    if files.page(at: path) == nil, unreadable.contains(path) { return Target() }
    let suffix =
      destination.firstIndex(where: { $0 == "#" || $0 == "?" }).map { String(destination[$0...]) }
      ?? ""
    let from = Self.folder(of: entry.path)
    if isImage {
      // A page that stands in has the pictures of its readers.
      for locale in [entry.locale, lesson.locale] {
        let localized = Self.localized(path, locale)
        guard site.exists(localized) else { continue }
        return Target(address: Self.relative(from: from, to: Self.file(localized)), file: localized)
      }
    } else if let page = page(at: path, for: entry, of: lesson, suffix, in: site) {
      let fragment =
        page.entry.map { anchors.corrected(suffix, to: $0.page.path, from: lesson) } ?? suffix
      return Target(
        address: Self.relative(from: from, to: page.path) + fragment,
        hasTwin: page.entry.map { !$0.isStandIn } ?? false)
    }
    if site.exists(path) {
      return Target(address: Self.relative(from: from, to: Self.file(path)) + suffix, file: path)
    }
    if isImage || site.isFolder(path) { return Target() }
    // Something that the host may have, where the author saw it from the lesson.
    guard !destination.hasPrefix("/"), !path.hasPrefix("..") else {
      return Target(address: destination)
    }
    let isFolder = destination.dropLast(suffix.count).hasSuffix("/") && !path.isEmpty
    return Target(
      address: Self.relative(from: from, to: path + (isFolder ? "/" : "")) + suffix,
      isMissingLesson: Self.isMarkdown(path))
  }

  private func resolve(
    _ destination: String, _ page: String, _ site: Site
  ) -> String? {
    LocalPath.resolve(destination, from: page, repository: repositoryPrefix) { path in
      files.page(at: path) != nil || site.exists(path) || site.isFolder(path)
    }
  }

  /// The page that the reader of another one means by a path, and the lesson on it, if it is that of one.
  ///
  /// - Parameter suffix: of the link, from its `?` or `#`.
  private func page(
    at path: String, for entry: Entry, of lesson: Lesson, _ suffix: String, in site: Site
  ) -> (path: String, entry: Entry?)? {
    func known(_ entry: Entry?) -> (String, Entry?)? { entry.map { ($0.path, $0) } }
    // An anchor is the same only in the same language.
    let hasAnchor = suffix.hasPrefix("#")
    let locale = hasAnchor ? lesson.locale : entry.locale
    if let page = files.page(at: path) {
      let named = self.entry(of: page.place.lesson, in: page.locale)
      // Who names the folder of another language means it; `token.md` beside `token.ja.md` is the lesson in any.
      if page.locale != lesson.locale, page.place.locale != nil { return known(named) }
      guard let translated = self.entry(of: page.place.lesson, in: locale) else {
        return known(named)
      }
      let isThere = !hasAnchor || anchors.has(suffix, in: translated.page.path, from: lesson)
      return known(isThere ? translated : named)
    }
    let isPage = Self.isMarkdown(path)
    let place = layout.place(of: isPage ? path : path + "/README.md")
    if place.lesson.isEmpty && path.isEmpty && listsLanguages { return ("index.html", nil) }
    // A folder of lessons without a page of its own: where they are listed.
    if place.lesson.isEmpty || files.hasPages(below: path) {
      return (home(in: place.locale ?? locale), nil)
    }
    // A lesson that is not translated has no file here, but a page, here or in its own language.
    guard isPage || !site.exists(path), let source = locales.first else { return nil }
    let here = hasAnchor ? nil : self.entry(of: place.lesson, in: entry.locale)
    return known(here ?? self.entry(of: place.lesson, in: source))
  }

  private static func isMarkdown(_ path: String) -> Bool {
    [".md", ".markdown"].contains { path.lowercased().hasSuffix($0) }
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
