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

/// A folder beside the output, in which the next site grows: `.NAME.next` beside `NAME`, or inside it where
/// nothing may be written beside. It is locked while a build runs, and a build that was killed leaves one that
/// the next build clears away.
struct StagingFolder {
  private let path: String
  private let output: String
  private let lock: CInt
  private var folders: Set<Substring> = []

  /// - Throws: if another build writes to the same output.
  init(for output: String) throws {
    var parts = output.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    let name = parts.popLast() ?? ""
    guard !name.isEmpty, name != ".", name != ".." else {
      throw CommandFailure(
        "`\(output)` cannot be written as a whole; name a folder below it with --output")
    }
    let parent = (output.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    self.output = output
    let beside = (parent.isEmpty ? "." : parent) + "/.\(name).next"
    do {
      try Self.makeFolder(beside)
      path = beside
    } catch {
      path = output + "/.stepwise-next"
      try Self.makeFolder(path)
    }
    lock = open(path, O_RDONLY | O_CLOEXEC)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw CommandFailure(
        "another build is writing to `\(output)`; wait for it, or name another folder with --output"
      )
    }
    try recover()
  }

  /// After the exchange of a build that was killed, the folder holds the site before, and what was not ours in it.
  private func recover() throws {
    let manifest = path + "/" + OutputFolder.manifestName
    if let data = FileManager.default.contents(atPath: manifest) {
      let files = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
      try moveForeign(owned: Set(files + [OutputFolder.manifestName]))
    }
    for name in try FileManager.default.contents(ofFolder: path) {
      try? FileManager.default.removeItem(atPath: path + "/" + name)
    }
  }

  // MARK: - Filling

  mutating func write(_ data: Data, to target: String) throws {
    let file = path + "/" + target
    if folders.insert(target[..<(target.lastIndex(of: "/") ?? target.startIndex)]).inserted {
      try Self.makeFolder(ofFile: file)
    }
    guard Self.write(data, to: file) else {
      throw CommandFailure(
        "`\(output)/\(target)` cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  /// Foundation would wait for the disk at every file; a build that is killed loses nothing without.
  private static func write(_ data: Data, to file: String) -> Bool {
    guard let stream = fopen(file, "we") else { return false }
    let count = data.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) }
    return fclose(stream) == 0 && count == data.count
  }

  /// The same file under the same name in the new site; a copy with its time where there are no links.
  func keep(_ file: String, as target: String) throws {
    let place = path + "/" + target
    try Self.makeFolder(ofFile: place)
    if link(file, place) == 0 { return }
    do {
      try FileManager.default.copyItem(atPath: file, toPath: place)
      let time = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate]
      if let time {
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: place)
      }
    } catch { throw CommandFailure("`\(output)/\(target)` cannot be written") }
  }

  // MARK: - The exchange

  /// - Parameters:
  ///   - owned: what of the old site is ours; the rest moves into the new one.
  ///   - changed: the files that differ from the old site.
  func takePlace(of output: String, owning owned: Set<String>, changed: Set<String>) throws {
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
    guard exchange(path, output) else {
      return try replaceOneByOne(owned: owned, changed: changed)
    }
    try moveForeign(owned: owned)
    discard()
  }

  func discard() {
    try? FileManager.default.removeItem(atPath: path)
    close(lock)
  }

  /// What is in this folder and not ours goes to the output.
  private func moveForeign(owned: Set<String>) throws {
    var folders: Set<String> = []
    for file in owned {
      var parts = file.split(separator: "/")
      while parts.popLast() != nil, !parts.isEmpty {
        if !folders.insert(parts.joined(separator: "/")).inserted { break }
      }
    }
    func move(_ folder: String) throws {
      for name in try FileManager.default.contents(ofFolder: path + folder) {
        let item = folder + "/" + name
        let key = String(item.dropFirst())
        if folders.contains(key) {
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
  private func replaceOneByOne(owned: Set<String>, changed: Set<String>) throws {
    let order = changed.sorted { left, right in
      let depths = [left, right].map { $0.split(separator: "/").count }
      return depths[0] != depths[1] ? depths[0] > depths[1] : left < right
    }
    let manifest = OutputFolder.manifestName
    let files = FileManager.default.contents(atPath: path + "/" + manifest).map {
      Set(String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init))
    }
    for file in order + [manifest] {
      try Self.makeFolder(ofFile: output + "/" + file)
      guard rename(path + "/" + file, output + "/" + file) == 0 else { throw failure() }
    }
    for file in owned.subtracting(files ?? []).subtracting([manifest]).sorted()
    where !file.split(separator: "/").contains("..") {
      unlink(output + "/" + file)
      var folder = file[..<(file.lastIndex(of: "/") ?? file.startIndex)]
      while !folder.isEmpty, rmdir(output + "/" + folder) == 0 {
        folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
      }
    }
    discard()
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

  private func failure() -> CommandFailure {
    CommandFailure("`\(output)` cannot be written: \(String(cString: strerror(errno)))")
  }

  private static func makeFolder(ofFile file: String) throws {
    if let slash = file.lastIndex(of: "/"), slash > file.startIndex {
      try makeFolder(String(file[..<slash]))
    }
  }

  private static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure("the folder `\(path)` cannot be made")
    }
  }
}

extension FileManager {
  /// Nothing where there is no such folder.
  func contents(ofFolder path: String) throws -> [String] {
    fileExists(atPath: path) ? try contentsOfDirectory(atPath: path).sorted() : []
  }
}
