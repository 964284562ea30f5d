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
  /// The Markdown files below a folder; what is none of the content's is left out, and named where it may be missed.
  static func collect(
    _ folder: String, in root: String, output: String?, skipped: Set<String>,
    _ files: inout [String], _ leftOut: inout LeftOut
  ) {
    let full = folder.isEmpty ? root : root + "/" + folder
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: full) else {
      leftOut.unreadable.append(folder.isEmpty ? "." : folder)
      return
    }
    for name in names.sorted() {
      let path = folder.isEmpty ? name : folder + "/" + name
      if folder.isEmpty, name == "static" || name == Theme.folder { continue }
      if name.hasPrefix(".") || name == "node_modules" { continue }
      let place = root + "/" + path
      let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil
      let isFolder = kind(of: place) == .folder
      if !isFolder, [".mdx", ".mdown", ".mkd"].contains(where: name.lowercased().hasSuffix),
        !skipped.contains(path)
      {
        leftOut.unknown.append(path)
      }
      if isFolder ? isSite(place, output) : !isMarkdown(name) { continue }
      if skipped.contains(path) {
        if !isFolder || holdsMarkdown(place) { leftOut.ignored.append(path) }
      } else if isLink, leadsOut(place, of: root) {
        if !isFolder || holdsMarkdown(place) { leftOut.links.append(path) }
      } else if !isFolder {
        files.append(path)
      } else if !isLink {
        collect(path, in: root, output: output, skipped: skipped, &files, &leftOut)
      }
    }
  }

  /// A link to nothing is a file that cannot be read.
  static func leadsOut(_ link: String, of root: String) -> Bool {
    guard let target = real(link) else { return false }
    return target != real(root) && !isInside(link, root)
  }

  private static func isSite(_ folder: String, _ output: String?) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + SiteManifest.name)
      || output.map { absolute($0) == absolute(folder) } ?? false
  }

  static func isMarkdown(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".md") || name.hasSuffix(".markdown")
  }

  static func holdsMarkdown(_ folder: String) -> Bool {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).contains(
      where: isMarkdown)
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
