import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What of a content root is read.
extension ContentFolder {
  static func collect(
    _ folder: String, in root: String, output: String?, skipped: Set<String>,
    _ files: inout [String]
  ) {
    let full = folder.isEmpty ? root : root + "/" + folder
    for name in ((try? FileManager.default.contentsOfDirectory(atPath: full)) ?? []).sorted() {
      let path = folder.isEmpty ? name : folder + "/" + name
      if folder.isEmpty, name == "static" || name == Theme.folder { continue }
      if name.hasPrefix(".") || name == "node_modules" || skipped.contains(path) { continue }
      let place = root + "/" + path
      let link = try? FileManager.default.destinationOfSymbolicLink(atPath: place)
      var isFolder = false
      let exists = FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
      if exists, isFolder {
        let isSite = FileManager.default.fileExists(atPath: place + "/" + SiteManifest.name)
        let isOutput = output.map { absolute($0) == absolute(place) } ?? false
        if link != nil || isSite || isOutput { continue }
        collect(path, in: root, output: output, skipped: skipped, &files)
      } else if name.lowercased().hasSuffix(".md") || name.lowercased().hasSuffix(".markdown") {
        if link != nil, exists, !isInside(place, root) { continue }
        files.append(path)
      }
    }
  }

  static func read(_ path: String) -> Result<[UInt8], ReadFailure> {
    guard FileManager.default.fileExists(atPath: path) else {
      return .failure(ReadFailure(reason: "it is a link to nothing"))
    }
    guard isPlainFile(path) else {
      return .failure(ReadFailure(reason: "it is no plain file"))
    }
    guard let handle = fopen(path, "rb") else {
      return .failure(ReadFailure(reason: String(cString: strerror(errno))))
    }
    defer { fclose(handle) }
    var bytes = [UInt8](repeating: 0, count: Site.largestFile + 1)
    let count = fread(&bytes, 1, bytes.count, handle)
    if ferror(handle) != 0 {
      return .failure(ReadFailure(reason: String(cString: strerror(errno))))
    }
    return .success(Array(bytes[..<count]))
  }

  /// Whether a link may point to this file: it is one, shows itself (no `.git`, no `.env`), and lies in the
  /// repository; below the root it must really lie there, whatever symbolic links say.
  static func isPublic(_ path: String, of root: String, repository: String) -> Bool {
    let place = root + "/" + path
    guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") && $0 != ".." }),
      isPlainFile(place)
    else { return false }
    return isInside(place, absolute(place).hasPrefix(absolute(root) + "/") ? root : repository)
  }

  /// The same of a folder. It may be the root or the repository itself.
  static func isPublicFolder(_ path: String, of root: String, repository: String) -> Bool {
    let place = root + "/" + path
    guard kind(of: place) == .folder else { return false }
    return real(place) == real(repository) || isInside(place, repository)
  }

  static func isInside(_ place: String, _ folder: String) -> Bool {
    guard let target = real(place), let home = real(folder) else { return false }
    return target.hasPrefix(home == "/" ? "/" : home + "/")
  }

  /// Without symbolic links.
  static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The nearest folder upwards that is a repository, else the root itself.
  static func repository(of root: String) -> String { gitFolder(of: root) ?? absolute(root) }

  static func gitFolder(of root: String) -> String? {
    var folder = absolute(root)
    while folder != "/" {
      if FileManager.default.fileExists(atPath: folder + "/.git") { return folder }
      folder = parent(of: folder)
    }
    return nil
  }

  static func theme(in root: String) throws -> Theme {
    let top = root + "/" + Theme.folder
    let names = files(in: Theme.folder, of: root).filter { path in
      !path.split(separator: "/").contains { $0.hasPrefix(".") }
    }
    do {
      return try Theme(names: names) { name in
        guard let data = FileManager.default.contents(atPath: top + "/" + name),
          let text = String(validating: data, as: UTF8.self)
        else { throw CommandFailure("`\(top)/\(name)` is not UTF-8, or cannot be read") }
        return text
      }
    } catch let failure as Theme.Failure {
      throw CommandFailure("\(root)/\(failure.path):\(failure.line): \(failure.message)")
    }
  }

  static func expectations(in root: String) -> [String: String] {
    var result: [String: String] = [:]
    for path in files(in: "expected", of: root) where path.hasSuffix(".json") {
      if let data = FileManager.default.contents(atPath: root + "/expected/" + path) {
        let id = String(path.dropLast(".json".count))
        result[id == "index" ? "" : id] = String(decoding: data, as: UTF8.self)
      }
    }
    return result
  }
}
