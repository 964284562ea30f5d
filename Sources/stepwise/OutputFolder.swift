import LessonKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The folder that a site is written to.
///
/// What differs is written aside; when all of it is there, one exchange of names puts the new site in the place
/// of the old. So the folder holds a complete site at every moment. Files that did not change are the same files
/// as before, with their time stamps, and what no build made is kept.
struct OutputFolder {
  private let path: String
  private var staging: StagingFolder
  /// What the build before wrote; nil where there is nothing yet that could be in the way.
  private let earlier: SiteManifest?
  private var hasChanged = false
  private var unchangedCount = 0
  /// Files that the publisher gives as they are; no page takes their place.
  private var given: Set<String> = []
  /// Those of them that a page of the site had to make way for; a 404.html is meant to.
  private var replacing: Set<String> = []
  var replaced: [String] { replacing.sorted() }
  /// The folder in which the last target stands; no link leads there.
  private var plainFolder: Substring?
  /// Whether the new site is on its way to its place, so that nothing of it may be taken back.
  private var isFinishing = false

  init(_ path: String) throws {
    // A link to a folder stays a link; the folder is what is exchanged.
    let path =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil
      ? path : URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    self.path = path
    var isFolder = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder {
      throw CommandFailure("`\(path)` is a file; name a folder with --output")
    }
    let made = SiteManifest(in: path)
    if try made == nil && !Self.isEmpty(path) {
      throw CommandFailure(
        "`\(path)` is not empty and was not made by Stepwise, so nothing was written; name another folder with --output, or empty it yourself"
      )
    }
    // A repository is kept as all that is not ours.
    let isRepository = access(path + "/" + Self.repository, F_OK) == 0
    earlier = made ?? (isRepository ? .empty : nil)
    staging = try StagingFolder(for: path)
  }

  private static let repository = ".git"

  /// Whether nothing is in a folder but what a disk, a build that was killed or a new working tree of git leaves there.
  static func isEmpty(_ path: String) throws -> Bool {
    try FileManager.default.contents(ofFolder: path)
      .allSatisfy { [StagingFolder.nameInside, "lost+found", repository].contains($0) }
  }

  // MARK: - Writing

  mutating func write(_ page: Page) throws { try write(Data(page.text.utf8), to: page.path) }

  mutating func take(_ item: Publication.Item, from content: ContentFolder) throws {
    switch item {
    case .page(let page): try write(page)
    case .long(let page): try write(page)
    case .file(let source, let target): try copy(content.root + "/" + source, to: target)
    }
  }

  /// Copies a file once, however often it is asked for.
  mutating func copy(_ source: String, to target: String) throws {
    guard !staging.holds(target), access(source, F_OK) == 0 else { return }
    guard let data = FileManager.default.contents(atPath: source) else {
      throw CommandFailure(
        "`\(source)` cannot be read, so the site would lack it: \(String(cString: strerror(errno)))"
      )
    }
    try write(data, to: target)
  }

  /// Copies a file that wins over every page of its name.
  mutating func give(_ source: String, as target: String) throws {
    try copy(source, to: target)
    given.insert(target)
  }

  private mutating func write(_ data: Data, to target: String) throws {
    guard try takes(target) else { return }
    if earlier != nil, FileManager.default.contents(atPath: path + "/" + target) == data {
      return try keep(target)
    }
    hasChanged = true
    try staging.write(data, to: target)
  }

  private mutating func write(_ page: LongPage) throws {
    guard try takes(page.path) else { return }
    try staging.write(to: page.path, page.write)
    if earlier != nil, staging.isEqual(page.path, to: path + "/" + page.path) {
      staging.remove(page.path)
      return try keep(page.path)
    }
    hasChanged = true
  }

  private mutating func keep(_ target: String) throws {
    let file = path + "/" + target
    // Of two texts for one file the last is the site's.
    if staging.holds(target), !staging.isSame(target, as: file) { staging.remove(target) }
    if try staging.keep(file, as: target) { unchangedCount += 1 }
  }

  /// Whether a page may stand at a place, where the publisher's own file does not.
  private mutating func takes(_ target: String) throws -> Bool {
    if given.contains(target) {
      if !target.hasSuffix("404.html") { replacing.insert(target) }
      return false
    }
    guard !target.hasPrefix("/"), !target.split(separator: "/").contains("..") else {
      throw CommandFailure("`\(target)` would leave `\(path)`, so it was not written")
    }
    guard !target.contains(where: \.isNewline) else {
      throw CommandFailure(
        "`\(target.map { $0.isNewline ? "⏎" : "\($0)" }.joined())` has a line break in its name, which the list of the site's files cannot hold; rename it"
      )
    }
    if let earlier {
      try refuseLinks(above: target)
      try refuse(target, ofOthersThan: earlier)
    }
    return true
  }

  /// Nothing is written through a symbolic link that somebody put into the folder.
  private mutating func refuseLinks(above target: String) throws {
    let folder = target[..<(target.lastIndex(of: "/") ?? target.startIndex)]
    if folder == plainFolder { return }
    if let link = StagingFolder.linkOnTheWay(to: target, in: path) {
      throw CommandFailure(
        "`\(link)` is a symbolic link; remove it, so that nothing is written elsewhere")
    }
    plainFolder = folder
  }

  /// Nor over a file or a link of somebody else.
  private func refuse(_ target: String, ofOthersThan earlier: SiteManifest) throws {
    if earlier.contains(target) { return }
    var place = path
    for part in target.split(separator: "/") {
      // A file of others where a folder is needed.
      if place != path, ContentFolder.isPlainFile(place) {
        if earlier.contains(String(place.dropFirst(path.count + 1))) { return }
        break
      }
      place += "/" + part
    }
    var isFolder = false
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil
    guard isLink || FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) else {
      return
    }
    // A folder that is ours alone goes with the old site.
    if try isLink || !isFolder || holdsForeign(target, besides: earlier) {
      throw CommandFailure(
        "`\(place)` was not made by Stepwise and stands where a page must go; move it away, or keep it in `static/` of the content"
      )
    }
  }

  private func holdsForeign(_ folder: String, besides earlier: SiteManifest) throws -> Bool {
    try FileManager.default.contents(ofFolder: path + "/" + folder).contains { name in
      let item = folder + "/" + name
      return earlier.contains(folder: item)
        ? try holdsForeign(item, besides: earlier) : !earlier.contains(item)
    }
  }

  // MARK: - The end

  /// Puts the new site in the place of the old one. Nothing is touched where nothing changed.
  mutating func finish() throws {
    if !hasChanged, let earlier, unchangedCount == earlier.count { return staging.discard() }
    try staging.writeManifest()
    isFinishing = true
    try staging.takePlace(of: path, after: earlier)
  }

  /// Leaves everything as it was; what was on its way to its place when something failed stays where it is.
  func abandon() { if !isFinishing { staging.discard() } }
}
