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

/// The folder that a site is written to. It deletes only what an earlier build wrote, by its manifest, and
/// writes only what differs.
struct OutputFolder {
  static let manifestName = ".stepwise-manifest"

  private let path: String
  private let earlier: [String]
  private var written: Set<String> = []

  init(_ path: String) throws {
    self.path = path
    let manifest = path + "/" + Self.manifestName
    if let data = FileManager.default.contents(atPath: manifest) {
      earlier = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    } else {
      earlier = []
      let content = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      var isFolder = false
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder {
        throw CommandFailure("`\(path)` is a file; name a folder with --output")
      }
      if !content.isEmpty {
        throw CommandFailure(
          "`\(path)` is not empty and was not made by Stepwise, so nothing was written; name another folder with --output, or empty it yourself"
        )
      }
    }
    try folder(path)
    // From the first moment the folder is known as ours, also if this build comes to no end.
    if FileManager.default.contents(atPath: manifest) == nil {
      try? Data().write(to: URL(fileURLWithPath: manifest))
    }
  }

  /// Nothing is written through a symbolic link that somebody put into the folder.
  private func refuseLinks(on target: String) throws {
    var place = path
    for part in target.split(separator: "/") {
      place += "/" + part
      if (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil {
        throw CommandFailure(
          "`\(place)` is a symbolic link; remove it, so that nothing is written elsewhere")
      }
    }
  }

  mutating func write(_ page: Page) throws { try write(Data(page.text.utf8), to: page.path) }

  mutating func copy(_ source: String, to target: String) throws {
    guard !written.contains(target), let data = FileManager.default.contents(atPath: source) else {
      return
    }
    try write(data, to: target)
  }

  private mutating func write(_ data: Data, to target: String) throws {
    guard !target.hasPrefix("/"), !target.split(separator: "/").contains("..") else {
      throw CommandFailure("`\(target)` would leave `\(path)`, so it was not written")
    }
    written.insert(target)
    let file = path + "/" + target
    try refuseLinks(on: target)
    if FileManager.default.contents(atPath: file) == data { return }
    if let slash = file.lastIndex(of: "/") { try folder(String(file[..<slash])) }
    do { try data.write(to: URL(fileURLWithPath: file)) } catch {
      throw CommandFailure("`\(file)` cannot be written")
    }
  }

  /// Removes what this build no longer writes, and remembers what it did.
  mutating func finish() throws {
    for old in earlier where !written.contains(old) && !old.split(separator: "/").contains("..") {
      unlink(path + "/" + old)
      var folder = old[..<(old.lastIndex(of: "/") ?? old.startIndex)]
      while !folder.isEmpty,
        (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder))?.isEmpty == true
      {
        try? FileManager.default.removeItem(atPath: path + "/" + folder)
        folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
      }
    }
    let manifest = written.sorted().map { $0 + "\n" }.joined()
    try write(Data(manifest.utf8), to: Self.manifestName)
  }

  private func folder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure("the folder `\(path)` cannot be made")
    }
  }
}
