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
    if let manifest = SiteManifest(in: path) { try moveForeign(besides: manifest) }
    for name in try FileManager.default.contents(ofFolder: path) {
      try? FileManager.default.removeItem(atPath: path + "/" + name)
    }
  }

  // MARK: - Filling

  func holds(_ target: String) -> Bool { access(path + "/" + target, F_OK) == 0 }

  func write(_ data: Data, to target: String) throws {
    try write(to: target) { stream in
      data.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, stream) == $0.count }
    }
  }

  /// A text that comes piece by piece.
  func write(to target: String, _ text: ((String) throws -> Void) throws -> Void) throws {
    try write(to: target) { stream in
      var isWritten = true
      try text { piece in
        var piece = piece
        piece.withUTF8 {
          isWritten = fwrite($0.baseAddress, 1, $0.count, stream) == $0.count && isWritten
        }
      }
      return isWritten
    }
  }

  func remove(_ target: String) { unlink(path + "/" + target) }

  /// Whether a file that is here has the bytes of another.
  func isEqual(_ target: String, to file: String) -> Bool {
    FileManager.default.contentsEqual(atPath: path + "/" + target, andPath: file)
  }

  /// Foundation would wait for the disk at every file; a build that is killed loses nothing without.
  ///
  /// - Parameter fill: says whether all could be written.
  private func write(
    to target: String, fill: (UnsafeMutablePointer<FILE>) throws -> Bool
  ) throws {
    guard let stream = Self.create(path + "/" + target) else { throw failure(at: target) }
    var isWritten = false
    defer { if !isWritten { fclose(stream) } }
    isWritten = try fill(stream)
    guard isWritten, fclose(stream) == 0 else { throw failure(at: target) }
  }

  /// Never through a name that stands there: the file may be one of the site before.
  private static func create(_ file: String) -> UnsafeMutablePointer<FILE>? {
    if let stream = fopen(file, "wxe") { return stream }
    switch errno {
    case ENOENT: try? makeFolder(ofFile: file)
    case EEXIST: unlink(file)
    default: return nil
    }
    return fopen(file, "wxe")
  }

  /// The same file under the same name in the new site; a copy with its time where there are no links.
  ///
  /// - Returns: whether it is there only since now.
  func keep(_ file: String, as target: String) throws -> Bool {
    let place = path + "/" + target
    if link(file, place) == 0 { return true }
    if errno == ENOENT {
      try Self.makeFolder(ofFile: place)
      if link(file, place) == 0 { return true }
    }
    if errno == EEXIST { return false }
    do {
      try FileManager.default.copyItem(atPath: file, toPath: place)
      let time = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate]
      if let time {
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: place)
      }
    } catch { throw failure(at: target) }
    return true
  }

  /// Of all that is in the folder.
  func writeManifest() throws {
    try write(to: SiteManifest.name) { take in
      try visit { file in
        if file != SiteManifest.name { try take(file + "\n") }
      }
    }
  }

  /// Every file, in the order of the bytes of their paths.
  private func visit(_ file: (String) throws -> Void) throws {
    func walk(_ folder: String) throws {
      let items = try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder).map {
        name -> String in
        var status = stat()
        let isFolder =
          lstat(path + "/" + folder + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
        return isFolder ? name + "/" : name
      }
      for item in items.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
        if item.hasSuffix("/") { try walk(folder + item) } else { try file(folder + item) }
      }
    }
    try walk("")
  }

  // MARK: - The exchange

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
  private func moveForeign(besides owned: SiteManifest) throws {
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

  private func failure(at target: String? = nil) -> CommandFailure {
    let place = target.map { output + "/" + $0 } ?? output
    return CommandFailure("`\(place)` cannot be written: \(String(cString: strerror(errno)))")
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
