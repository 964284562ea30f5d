/// Where everything is on the site: pages by source path, and files that pages point to.
package struct PageMap: Sendable {
  private let pages: [String: Site.Page]
  private let translations: [String: [Site.Page]]

  package init(_ site: Site) {
    let all = site.workshops.flatMap(\.pages)
    pages = Dictionary(all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    translations = Dictionary(grouping: all, by: \.place.lesson)
  }

  /// The other pages and the page itself that are one lesson in several languages.
  func translations(of lesson: String) -> [Site.Page] { translations[lesson] ?? [] }

  /// The folder of a page in the output, ending with `/`.
  static func folder(of lesson: String, in locale: LocaleTag) -> String {
    lesson.isEmpty ? "\(locale)/" : "\(locale)/\(lesson)/"
  }

  /// Where the file of a path below the root (or outside it) stands in the output.
  package static func file(_ path: String) -> String {
    let parts = path.split(separator: "/")
    let outside = parts.prefix { $0 == ".." }.count
    // How far outside is part of the place, so that `../a.png` and `../../a.png` stay apart.
    return outside == 0
      ? path : "outside/\(outside)/" + parts.dropFirst(outside).joined(separator: "/")
  }

  /// What a link of a lesson points to on the site, seen from the lesson's page.
  ///
  /// - Returns: the address, and the path of the file that must be copied for it.
  func target(
    _ destination: String, of lesson: Lesson, isImage: Bool, exists: (String) -> Bool
  ) -> (address: String, file: String?) {
    let page = Self.folder(of: lesson.id, in: lesson.locale)
    guard let path = LocalPath.resolve(destination, from: lesson.path) else {
      return (Self.isHarmless(destination) ? destination : "#", nil)
    }
    let suffix =
      destination.firstIndex(where: { $0 == "#" || $0 == "?" }).map { String(destination[$0...]) }
      ?? ""
    if !isImage, let linked = pages[path] ?? pages[path + "/README.md"] ?? pages[path + "/index.md"]
    {
      return (
        Self.relative(from: page, to: Self.folder(of: linked.place.lesson, in: linked.locale))
          + suffix, nil
      )
    }
    guard exists(path) else { return (destination, nil) }
    return (Self.relative(from: page, to: Self.file(path)) + suffix, path)
  }

  /// Nothing that a browser would execute.
  private static func isHarmless(_ destination: String) -> Bool {
    guard let scheme = LocalPath.scheme(of: destination[...]) else { return true }
    return ["http", "https", "mailto", "tel"].contains(scheme.lowercased())
  }

  /// - Parameter from: a folder, ending with `/`.
  static func relative(from: String, to: String) -> String {
    let a = from.split(separator: "/")
    let b = to.split(separator: "/")
    let common = zip(a, b).prefix { $0 == $1 }.count
    let isFolder = to.hasSuffix("/")
    let parts =
      Array(repeating: "..", count: a.count - common)
      + b.dropFirst(min(common, b.count)).map { encoded($0) }
    let path = parts.joined(separator: "/")
    return path.isEmpty ? "./" : path + (isFolder ? "/" : "")
  }

  /// Percent-encodes what would end or change a path.
  private static func encoded(_ part: Substring) -> String {
    part.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
