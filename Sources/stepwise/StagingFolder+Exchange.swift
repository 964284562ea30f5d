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

/// How the new site comes to its place.
extension StagingFolder {
  /// - Parameter earlier: which files of the old site are ours; the rest moves into the new one.
  func takePlace(of output: String, after earlier: SiteManifest?) throws {
    if !FileManager.default.fileExists(atPath: output) {
      try Self.makeFolder(ofFile: output)
      guard rename(path, output) == 0 else { throw failure() }
      close(lock)
      return
    }
    // Whoever serves the old folder may hold it; no second build may take it for its own meanwhile.
    let old = open(output, O_RDONLY | O_CLOEXEC)
    defer { close(old) }
    _ = flock(old, LOCK_EX | LOCK_NB)
    // A disk that stands in the folder cannot be moved with what is the user's.
    if let earlier, try holdsDisk(besides: earlier) { return try replaceOneByOne(after: earlier) }
    guard exchange(path, output) else { return try replaceOneByOne(after: earlier) }
    if let earlier {
      let left = try moveForeign(besides: earlier)
      if !left.isEmpty { throw failure(toMove: left) }
    }
    discard()
  }

  func discard() {
    try? FileManager.default.removeItem(atPath: path)
    close(lock)
  }

  /// What is in this folder and not ours goes to the output. A link is one thing, wherever it leads.
  ///
  /// - Returns: what could not be moved, and is still here.
  func moveForeign(besides owned: SiteManifest) throws -> [String] {
    var left: [String] = []
    func move(_ folder: String) throws {
      for name in try FileManager.default.contents(ofFolder: path + folder) {
        let item = folder + "/" + name
        let key = String(item.dropFirst())
        if Self.isFolder(path + item),
          owned.contains(folder: key) || Self.isFolder(output + item)
        {
          try move(item)
        } else if !owned.contains(key) {
          var status = stat()
          let isFree =
            lstat(output + item, &status) != 0
            && (try? Self.makeFolder(ofFile: output + item)) != nil
          if !isFree || rename(path + item, output + item) != 0 { left.append(key) }
        }
      }
    }
    try move("")
    return left
  }

  func failure(toMove left: [String]) -> CommandFailure {
    let names = left.prefix(3).map { "`\(path)/\($0)`" }.joined(separator: ", ")
    return CommandFailure(
      "the new site is in `\(output)`, but what is yours could not be moved there: \(names)\(left.count > 3 ? " and \(left.count - 3) more" : ""); move it yourself, then delete `\(path)`"
    )
  }

  /// Whether another disk stands among what is the user's in the output.
  private func holdsDisk(besides owned: SiteManifest) throws -> Bool {
    func holds(_ folder: String) throws -> Bool {
      for name in try FileManager.default.contents(ofFolder: output + folder) {
        let item = folder + "/" + name
        if Self.isAnotherDisk(output + item, than: output) { return true }
        let isOurs = owned.contains(folder: String(item.dropFirst()))
        if isOurs, Self.isFolder(output + item), try holds(item) { return true }
      }
      return false
    }
    return try holds("")
  }

  /// A folder itself, and no link to one.
  private static func isFolder(_ place: String) -> Bool {
    var status = stat()
    return lstat(place, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The link that leads from a folder to where a file would stand; nil where there is none.
  static func linkOnTheWay(to file: String, in folder: String) -> String? {
    var place = folder
    for part in file.split(separator: "/").dropLast() {
      place += "/" + part
      if (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil { return place }
    }
    return nil
  }

  /// Where folders cannot be exchanged (a mount point, a file system without): each file is replaced whole, new
  /// pages before those that lead to them, and what is gone last.
  private func replaceOneByOne(after earlier: SiteManifest?) throws {
    var changed: [(depth: Int, file: String)] = []
    try visit { file in
      if file != SiteManifest.name, !Self.isSame(path + "/" + file, output + "/" + file) {
        changed.append((file.split(separator: "/").count, file))
      }
    }
    let manifest = SiteManifest(in: path)
    // A build that is killed here leaves nothing that the next one would take for somebody else's.
    try announce(
      Set((manifest?.paths).map(Array.init) ?? []).union((earlier?.paths).map(Array.init) ?? []))
    changed.sort { $0.depth != $1.depth ? $0.depth > $1.depth : $0.file < $1.file }
    for file in changed.map(\.file) + [SiteManifest.name] {
      try makeWay(for: file)
      try Self.makeFolder(ofFile: output + "/" + file)
      guard rename(path + "/" + file, output + "/" + file) == 0 else { throw failure() }
    }
    for file in earlier.map({ Array($0.paths) }) ?? []
    where manifest?.contains(file) == false && !file.split(separator: "/").contains("..")
      && Self.linkOnTheWay(to: file, in: output) == nil
    {
      unlink(output + "/" + file)
      var folder = file[..<(file.lastIndex(of: "/") ?? file.startIndex)]
      while !folder.isEmpty, rmdir(output + "/" + folder) == 0 {
        folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
      }
    }
    discard()
  }

  /// Writes down which files are ours, now or soon.
  private func announce(_ files: Set<String>) throws {
    let text = files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { $0 + "\n" }
      .joined()
    let name = SiteManifest.name + "~"
    try write(Data(text.utf8), to: name)
    guard rename(path + "/" + name, output + "/" + SiteManifest.name) == 0 else { throw failure() }
  }

  /// Where the old site had a folder, or a file in place of a folder that is needed now.
  private func makeWay(for file: String) throws {
    var place = output
    var status = stat()
    for part in file.split(separator: "/").dropLast() {
      place += "/" + part
      if lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFREG { unlink(place) }
    }
    place = output + "/" + file
    if lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      try FileManager.default.removeItem(atPath: place)
    }
  }

  /// Whether two names are those of one file.
  static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    return lstat(one, &first) == 0 && lstat(other, &second) == 0
      && first.st_ino == second.st_ino && first.st_dev == second.st_dev
  }

  private func exchange(_ one: String, _ other: String) -> Bool {
    #if canImport(Glibc)
      // Glibc declares it for GNU sources only, which its module map is not.
      typealias Rename =
        @convention(c) (CInt, UnsafePointer<CChar>, CInt, UnsafePointer<CChar>, CUnsignedInt) ->
        CInt
      guard let symbol = dlsym(nil, "renameat2") else { return false }
      let exchange: CUnsignedInt = 2
      return unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, one, AT_FDCWD, other, exchange) == 0
    #else
      return renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
    #endif
  }

}
