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
    guard exchange(path, output) else { return try replaceOneByOne(after: earlier) }
    if let earlier { try moveForeign(besides: earlier) }
    discard()
  }

  func discard() {
    try? FileManager.default.removeItem(atPath: path)
    close(lock)
  }

  /// What is in this folder and not ours goes to the output.
  func moveForeign(besides owned: SiteManifest) throws {
    func move(_ folder: String) throws {
      for name in try FileManager.default.contents(ofFolder: path + folder) {
        let item = folder + "/" + name
        let key = String(item.dropFirst())
        if owned.contains(folder: key) {
          try move(item)
        } else if !owned.contains(key), !FileManager.default.fileExists(atPath: output + item) {
          try Self.makeFolder(ofFile: output + item)
          guard rename(path + item, output + item) == 0 else { throw failure() }
        }
      }
    }
    try move("")
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
    changed.sort { $0.depth != $1.depth ? $0.depth > $1.depth : $0.file < $1.file }
    for file in changed.map(\.file) + [SiteManifest.name] {
      try makeWay(for: file)
      try Self.makeFolder(ofFile: output + "/" + file)
      guard rename(path + "/" + file, output + "/" + file) == 0 else { throw failure() }
    }
    for file in earlier.map({ Array($0.paths) }) ?? []
    where manifest?.contains(file) == false && !file.split(separator: "/").contains("..") {
      unlink(output + "/" + file)
      var folder = file[..<(file.lastIndex(of: "/") ?? file.startIndex)]
      while !folder.isEmpty, rmdir(output + "/" + folder) == 0 {
        folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
      }
    }
    discard()
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
  private static func isSame(_ one: String, _ other: String) -> Bool {
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
