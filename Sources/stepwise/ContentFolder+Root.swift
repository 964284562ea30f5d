import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which folder is the content root, and where paths lie in it.
extension ContentFolder {
  /// The content root of paths, as the user would write it.
  static func root(of paths: [String]) throws -> String { try places(of: paths).root }

  /// Besides, why it was taken for the root, where that is a guess.
  static func places(
    of paths: [String]
  ) throws -> (root: String, places: [Place], guess: RootGuess?) {
    var places = try paths.map { try Self.place(of: $0) }
    let roots = Set(places.map { Self.absolute($0.root) })
    if roots.count > 1 {
      guard !places.contains(where: { Self.isConfigured($0.root) }) else {
        throw CommandFailure(
          "`\(paths.joined(separator: "`, `"))` belong to different content roots; check them one at a time"
        )
      }
      // Without configuration, what holds all of them is the root.
      let root = Self.commonFolder(places.map(\.root))
      places = zip(places, paths).map { place, path in
        Place(path: place.path, root: root, inside: Self.below(root, path))
      }
    }
    return (places[0].root, places, places.lazy.compactMap(\.guess).first)
  }

  struct Place {
    var path: String
    var root: String
    /// The path below the root; nil for the root itself.
    var inside: String?
    var guess: RootGuess?
  }

  static func place(of path: String) throws -> Place {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    guard let kind = kind(of: trimmed) else { throw CommandFailure(missing(trimmed)) }
    let folder = kind == .folder ? trimmed : parent(of: trimmed)
    var candidate = folder
    for _ in 0..<64 {
      if isConfigured(candidate) {
        return Place(path: path, root: candidate, inside: below(candidate, trimmed))
      }
      if let other = ["stepwise.yaml", ".stepwise.yml"].first(where: {
        self.kind(of: candidate + "/" + $0) == .file
      }) {
        throw CommandFailure(
          "`\(candidate)/\(other)` is not read; call it `\(candidate)/stepwise.yml`")
      }
      let next = parent(of: candidate)
      if next == candidate || absolute(next) == absolute(candidate) { break }
      candidate = next
    }
    if let guess = RootGuess(of: trimmed, isFolder: kind == .folder) {
      return Place(
        path: path, root: guess.root, inside: below(guess.root, trimmed), guess: guess)
    }
    return Place(path: path, root: folder, inside: kind == .folder ? nil : below(folder, trimmed))
  }

  static func isConfigured(_ root: String) -> Bool {
    FileManager.default.fileExists(atPath: root + "/stepwise.yml")
  }

  static func commonFolder(_ folders: [String]) -> String {
    var common = folders[0]
    while !folders.allSatisfy({ (absolute($0) + "/").hasPrefix(absolute(common) + "/") }) {
      common = parent(of: common)
    }
    return common
  }

  enum Kind { case folder, file }

  static func kind(of path: String) -> Kind? {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      // A link to nothing is there, but cannot be read.
      return (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil ? nil : .file
    }
    return isFolder ? .folder : .file
  }

  static func below(_ root: String, _ path: String) -> String? {
    let root = absolute(root)
    let path = absolute(path)
    return path == root ? nil : String(path.dropFirst(root.count + 1))
  }

  static func parent(of path: String) -> String {
    if path == "." || path == ".." || path.hasSuffix("/..") {
      return path == "." ? ".." : path + "/.."
    }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func absolute(_ path: String) -> String {
    let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var parts: [Substring] = []
    for part in full.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  static func missing(_ path: String) -> String {
    if path == "Content" {
      let folders = foldersOfMarkdown.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      return
        "there is no folder `Content` here, which is read where none is named; name the folder of the lessons (as `--content FOLDER` where an address is given)\(folders.isEmpty ? "" : "; there is Markdown in \(folders)")"
    }
    let folder = parent(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let siblings = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let near = name.nearest(among: siblings.sorted()).map { folder == "." ? $0 : folder + "/" + $0 }
    return "there is no file or folder `\(path)`" + (near.map { "; did you mean `\($0)`?" } ?? "")
  }

  /// Those here that may be meant, since they or folders in them hold a Markdown file.
  private static var foldersOfMarkdown: [String] {
    func folders(in folder: String) -> [String] {
      ((try? FileManager.default.contents(ofFolder: folder)) ?? []).filter {
        !$0.hasPrefix(".") && $0 != "node_modules" && kind(of: folder + "/" + $0) == .folder
      }
    }
    return folders(in: ".").filter { name in
      holdsMarkdown(name) || folders(in: name).contains { holdsMarkdown(name + "/" + $0) }
    }
  }

  static func configuration(in root: String) throws -> SiteConfiguration {
    let path = root + "/stepwise.yml"
    guard isConfigured(root) else { return SiteConfiguration() }
    guard case .success(let bytes) = read(path), bytes.count <= Site.largestFile else {
      throw CommandFailure("`\(path)` cannot be read, or has more than 256 KiB")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure("`\(path)` is not UTF-8")
    }
    do { return try SiteConfiguration(yaml: text) } catch {
      throw CommandFailure("\(path):\(error.line): \(error.message)")
    }
  }
}
