/// Which locale and which lesson a path stands for: as folders (`en/…`), as a map (`ja: docs`), or as
/// suffixes (`token.ja.md`).
package struct ContentLayout: Sendable {
  package struct Place: Sendable, Hashable {
    /// Nil where nothing in the path says it.
    package var locale: LocaleTag?
    /// The path below the locale, without extension; a README or index is its folder.
    package var lesson: String
    package var isFolderPage: Bool
  }

  private let configured: [SiteConfiguration.LocaleLayout]
  private let known: Set<String>

  /// - Parameter known: languages that need not be configured.
  package init(
    locales: [SiteConfiguration.LocaleLayout], known: [LocaleTag] = LocaleTag.userInterface
  ) {
    configured = locales
    self.known = Set(locales.map(\.tag.text) + known.map(\.text))
  }

  package func place(of path: String) -> Place {
    for layout in configured {
      guard let folder = layout.folder, path.hasPrefix(folder + "/") else { continue }
      return place(of: path.dropFirst(folder.count + 1).split(separator: "/"), locale: layout.tag)
    }
    var components = path.split(separator: "/")
    if let index = components.dropLast().firstIndex(where: { known.contains(String($0)) }) {
      let locale = LocaleTag(String(components.remove(at: index)))
      return place(of: components, locale: locale)
    }
    return place(of: components, locale: nil)
  }

  private func place(of components: [Substring], locale: LocaleTag?) -> Place {
    var folders = components.map(String.init)
    var name = folders.popLast() ?? ""
    var locale = locale
    if let dot = name.lastIndex(of: ".") { name = String(name[..<dot]) }
    if locale == nil, let dot = name.lastIndex(of: ".") {
      let suffix = String(name[name.index(after: dot)...])
      if known.contains(suffix) {
        locale = LocaleTag(suffix)
        name = String(name[..<dot])
      }
    }
    let isFolderPage = ["readme", "index"].contains(name.lowercased())
    if !isFolderPage { folders.append(name) }
    return Place(
      locale: locale, lesson: folders.joined(separator: "/"), isFolderPage: isFolderPage)
  }
}

/// Reading order of paths: numbers by value (`2-x` before `10-x`), a folder's own page before its lessons.
package func isInReadingOrder(_ left: String, _ right: String) -> Bool {
  let a = readingKey(left)
  let b = readingKey(right)
  for (x, y) in zip(a, b) where x != y {
    switch (Int(x), Int(y)) {
    case (let m?, let n?) where m != n: return m < n
    default: return x < y
    }
  }
  return a.count < b.count
}

/// Runs of digits and of other characters, with the separators that end a component.
private func readingKey(_ path: String) -> [Substring] {
  var parts: [Substring] = []
  var rest = path[...]
  while let first = rest.first {
    let isDigit = first.isASCII && first.isNumber
    let part = rest.prefix { ($0.isASCII && $0.isNumber) == isDigit && $0 != "/" }
    parts.append(part.isEmpty ? rest.prefix(1) : part)
    rest = rest.dropFirst(parts[parts.count - 1].count)
  }
  return parts
}
