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
/// nothing may be written beside, or the output is a disk of its own. It is locked while a build runs, and a build
/// that was killed leaves one that the next build clears away.
struct StagingFolder {
  let path: String
  let output: String
  let lock: CInt

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
    if (try? Self.makeFolder(beside)) != nil, !Self.isAnotherDisk(output, than: beside) {
      path = beside
    } else {
      rmdir(beside)
      path = output + "/" + Self.nameInside
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

  static let nameInside = ".stepwise-next"

  static func isAnotherDisk(_ one: String, than other: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev != second.st_dev
  }

  /// After the exchange of a build that was killed, the folder holds the site before, and what was not ours in it.
  private func recover() throws {
    if let manifest = SiteManifest(in: path) {
      let left = try moveForeign(besides: manifest)
      if !left.isEmpty { throw failure(toMove: left) }
    }
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

  func isSame(_ target: String, as file: String) -> Bool { Self.isSame(path + "/" + target, file) }

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

  /// Of all that is in the folder. It is there as a whole or not at all: what it lacked would be somebody else's.
  func writeManifest() throws {
    let unfinished = SiteManifest.name + "~"
    try write(to: unfinished) { take in
      try visit { file in
        if file != SiteManifest.name, file != unfinished { try take(file + "\n") }
      }
    }
    guard rename(path + "/" + unfinished, path + "/" + SiteManifest.name) == 0 else {
      throw failure()
    }
  }

  /// Every file, in the order of the bytes of their paths.
  func visit(_ file: (String) throws -> Void) throws {
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

  func failure(at target: String? = nil) -> CommandFailure {
    let place = target.map { output + "/" + $0 } ?? output
    return CommandFailure("`\(place)` cannot be written: \(String(cString: strerror(errno)))")
  }

  static func makeFolder(ofFile file: String) throws {
    if let slash = file.lastIndex(of: "/"), slash > file.startIndex {
      try makeFolder(String(file[..<slash]))
    }
  }

  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure(
        "the folder `\(path)` cannot be made (\(String(cString: strerror(errno)))), so no site can be written; name another with --output"
      )
    }
  }
}

extension FileManager {
  /// Nothing where there is no such folder.
  func contents(ofFolder path: String) throws -> [String] {
    fileExists(atPath: path) ? try contentsOfDirectory(atPath: path).sorted() : []
  }
}
