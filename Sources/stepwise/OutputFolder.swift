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
  static let manifestName = ".stepwise-manifest"

  private let path: String
  private var staging: StagingFolder
  /// Whether there is nothing yet that could be in the way.
  private let isNew: Bool
  /// What the build before wrote.
  private let earlier: Set<String>
  private var changed: Set<String> = []
  private var unchanged: Set<String> = []
  /// Files that the publisher gives as they are; no page takes their place.
  private var given: Set<String> = []

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
    if let data = FileManager.default.contents(atPath: path + "/" + Self.manifestName) {
      earlier = Set(String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init))
      isNew = false
    } else {
      earlier = []
      isNew = true
      if try !FileManager.default.contents(ofFolder: path).isEmpty {
        throw CommandFailure(
          "`\(path)` is not empty and was not made by Stepwise, so nothing was written; name another folder with --output, or empty it yourself"
        )
      }
    }
    staging = try StagingFolder(for: path)
  }

  // MARK: - Writing

  mutating func write(_ page: Page) throws { try write(Data(page.text.utf8), to: page.path) }

  mutating func take(_ item: Publication.Item, from content: ContentFolder) throws {
    switch item {
    case .page(let page): try write(page)
    case .file(let source, let target): try copy(content.root + "/" + source, to: target)
    }
  }

  /// Copies a file once, however often it is asked for.
  mutating func copy(_ source: String, to target: String) throws {
    guard !changed.contains(target), !unchanged.contains(target),
      let data = FileManager.default.contents(atPath: source)
    else { return }
    try write(data, to: target)
  }

  /// Copies a file that wins over every page of its name.
  mutating func give(_ source: String, as target: String) throws {
    try copy(source, to: target)
    given.insert(target)
  }

  private mutating func write(_ data: Data, to target: String) throws {
    if given.contains(target) { return }
    guard !target.hasPrefix("/"), !target.split(separator: "/").contains("..") else {
      throw CommandFailure("`\(target)` would leave `\(path)`, so it was not written")
    }
    if !isNew { try refuseForeign(target) }
    if !isNew, !changed.contains(target),
      FileManager.default.contents(atPath: path + "/" + target) == data
    {
      unchanged.insert(target)
      return
    }
    unchanged.remove(target)
    changed.insert(target)
    try staging.write(data, to: target)
  }

  /// Nothing is written through a symbolic link, nor over a file, that somebody put into the folder.
  private func refuseForeign(_ target: String) throws {
    if earlier.contains(target) { return }
    var place = path
    for part in target.split(separator: "/") {
      place += "/" + part
      if (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil {
        throw CommandFailure(
          "`\(place)` is a symbolic link; remove it, so that nothing is written elsewhere")
      }
    }
    if target != Self.manifestName, FileManager.default.fileExists(atPath: place) {
      throw CommandFailure(
        "`\(place)` was not made by Stepwise and stands where a page must go; move it away, or keep it in `static/` of the content"
      )
    }
  }

  // MARK: - The end

  /// Puts the new site in the place of the old one. Nothing is touched where nothing changed.
  mutating func finish() throws {
    let files = changed.union(unchanged)
    if changed.isEmpty, files == earlier { return staging.discard() }
    for file in unchanged.sorted() { try staging.keep(path + "/" + file, as: file) }
    let manifest = files.sorted().map { $0 + "\n" }.joined()
    try staging.write(Data(manifest.utf8), to: Self.manifestName)
    try staging.takePlace(of: path, owning: earlier.union([Self.manifestName]), changed: changed)
  }

  /// Leaves everything as it was.
  func abandon() { staging.discard() }
}
