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

/// A content root on the disk.
struct ContentFolder {
  /// As the user would write it, relative to the working directory.
  let root: String
  /// What of it is to be reported: paths below the root; empty for all.
  private(set) var selection: Set<String>
  /// Whether options left nothing to judge.
  private(set) var isNarrowedToNothing = false
  /// Whether findings that belong to no lesson are reported.
  private var reportsRest: Bool
  private(set) var site: Site

  /// - Parameters:
  ///   - paths: folders or Markdown files below one root; the nearest ancestor with a `stepwise.yml` is the root.
  ///   - levels: of rules, above those of the configuration.
  ///   - mayBeEmpty: whether it is all right that there is no lesson yet.
  init(
    _ paths: [String], output: String? = nil, levels: [Rule: Diagnostic.Severity?] = [:],
    baseURL: String? = nil, mayBeEmpty: Bool = false
  ) throws {
    let (root, places) = try Self.places(of: paths)
    self.root = root
    var configuration = try Self.configuration(in: root)
    configuration.rules.merge(levels) { $1 }
    if let baseURL {
      do throws(SettingsError) { try configuration.setBaseURL(baseURL) } catch {
        throw CommandFailure("--base-url: \(error.message)")
      }
    }
    let skipped = Self.ignoredByGit(root)
    var files: [String] = []
    Self.collect("", in: root, output: output, skipped: skipped, &files)
    files = files.filter(configuration.reads).sorted()
    let selected = Set(
      places.flatMap { place -> [String] in
        guard let inside = place.inside else { return [] }
        return files.filter { $0 == inside || $0.hasPrefix(inside + "/") }
      })
    for (place, path) in zip(places, paths) where place.inside != nil && !mayBeEmpty {
      let hasOne = selected.contains { $0 == place.inside || $0.hasPrefix(place.inside! + "/") }
      if !hasOne { throw CommandFailure("`\(path)` holds no Markdown file") }
    }
    if files.isEmpty, !mayBeEmpty {
      throw CommandFailure("`\(root)` holds no Markdown file, so there is no lesson to read")
    }
    selection = places.contains { $0.inside == nil } ? [] : selected
    reportsRest = selection.isEmpty
    let base = root
    let repository = Self.repository(of: root)
    site = Site(
      configuration: configuration,
      files: files.map { path in SourceFile(path: path) { Self.read(base + "/" + path) } },
      expected: Self.expectations(in: root), theme: try Self.theme(in: root),
      languages: try Self.languages(in: root), records: Self.records(in: root), root: root,
      repositoryPrefix: Self.below(repository, root) ?? "",
      isConfigured: Self.isConfigured(root),
      exists: { path in Self.isPublic(path, of: base, repository: repository) },
      textOfFile: { path in
        guard Self.isPublic(path, of: base, repository: repository),
          case .success(let bytes) = Self.read(base + "/" + path), bytes.count <= Site.largestFile
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
      },
      beginning: { path in try? Self.read(base + "/" + path).get() })
  }

  /// The same folder, some of its lessons with another text than on the disk.
  func replacing(_ texts: [String: String]) -> ContentFolder {
    var folder = self
    folder.site = site.replacing(texts)
    return folder
  }

  /// The content root of paths, as the user would write it.
  static func root(of paths: [String]) throws -> String { try places(of: paths).root }

  private static func places(of paths: [String]) throws -> (root: String, places: [Place]) {
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
    let root = places[0].root
    return (root, places)
  }

  /// Only those of the selected lessons that are among `paths`.
  func narrowed(to paths: Set<String>, withRest: Bool) -> ContentFolder {
    var folder = self
    folder.selection = selection.isEmpty ? paths : selection.intersection(paths)
    folder.isNarrowedToNothing = folder.selection.isEmpty
    folder.reportsRest = reportsRest && withRest
    return folder
  }

  /// Whether what is found in a file is reported.
  func reports(_ path: String) -> Bool {
    if isNarrowedToNothing { return reportsRest && !site.hasLesson(path) }
    if selection.contains(path) || (selection.isEmpty && reportsRest) { return true }
    return reportsRest && !site.hasLesson(path)
  }

  /// - Throws: which locales there are, if this is none of them.
  func require(locale: String?) throws {
    guard let locale, !site.locales.contains(where: { $0.text == locale }) else { return }
    let all = site.locales.map(\.text)
    throw CommandFailure(
      "there is no lesson in `\(locale)`; there are \(all.map { "`\($0)`" }.joined(separator: ", "))"
    )
  }

  /// How many lessons are judged: all of the workshops that hold a selected one.
  var lessonCount: Int {
    if isNarrowedToNothing { return 0 }
    return site.workshops.map(\.pages).filter { pages in
      selection.isEmpty || pages.contains { selection.contains($0.path) }
    }.reduce(0) { $0 + $1.count }
  }

  var places: Places {
    // Without a repository, what stands in for it is the working directory.
    let base = Self.gitFolder(of: root) ?? Self.absolute(".")
    let full = Self.absolute(root)
    let prefix = full.hasPrefix(base + "/") ? String(full.dropFirst(base.count + 1)) : ""
    return Places(
      root: root, isConfigured: Self.isConfigured(root), repositoryPrefix: prefix,
      read: { [site] in site.text(of: $0) })
  }

  // MARK: - The root

  private struct Place {
    var path: String
    var root: String
    /// The path below the root; nil for the root itself.
    var inside: String?
  }

  private static func place(of path: String) throws -> Place {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    guard let kind = kind(of: trimmed) else { throw CommandFailure(missing(trimmed)) }
    let folder = kind == .folder ? trimmed : parent(of: trimmed)
    var candidate = folder
    for _ in 0..<64 {
      if isConfigured(candidate) {
        return Place(path: path, root: candidate, inside: below(candidate, trimmed))
      }
      let next = parent(of: candidate)
      if next == candidate || absolute(next) == absolute(candidate) { break }
      candidate = next
    }
    return Place(path: path, root: folder, inside: kind == .folder ? nil : below(folder, trimmed))
  }

  private static func isConfigured(_ root: String) -> Bool {
    FileManager.default.fileExists(atPath: root + "/stepwise.yml")
  }

  private static func commonFolder(_ folders: [String]) -> String {
    var common = folders[0]
    while !folders.allSatisfy({ (absolute($0) + "/").hasPrefix(absolute(common) + "/") }) {
      common = parent(of: common)
    }
    return common
  }

  private enum Kind { case folder, file }

  private static func kind(of path: String) -> Kind? {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      // A link to nothing is there, but cannot be read.
      return (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil ? nil : .file
    }
    return isFolder ? .folder : .file
  }

  private static func below(_ root: String, _ path: String) -> String? {
    let root = absolute(root)
    let path = absolute(path)
    return path == root ? nil : String(path.dropFirst(root.count + 1))
  }

  private static func parent(of path: String) -> String {
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

  private static func missing(_ path: String) -> String {
    let folder = parent(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let siblings = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let near = name.nearest(among: siblings.sorted()).map { folder == "." ? $0 : folder + "/" + $0 }
    return "there is no file or folder `\(path)`" + (near.map { "; did you mean `\($0)`?" } ?? "")
  }

  private static func configuration(in root: String) throws -> SiteConfiguration {
    let path = root + "/stepwise.yml"
    guard let data = FileManager.default.contents(atPath: path) else { return SiteConfiguration() }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw CommandFailure("`\(path)` is not UTF-8")
    }
    do { return try SiteConfiguration(yaml: text) } catch {
      throw CommandFailure("\(path):\(error.line): \(error.message)")
    }
  }

  // MARK: - Files

  private static func collect(
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
        let isSite = FileManager.default.fileExists(atPath: place + "/" + OutputFolder.manifestName)
        let isOutput = output.map { absolute($0) == absolute(place) } ?? false
        if link != nil || isSite || isOutput { continue }
        collect(path, in: root, output: output, skipped: skipped, &files)
      } else if name.lowercased().hasSuffix(".md") || name.lowercased().hasSuffix(".markdown") {
        if link != nil, exists, !isInside(place, root) { continue }
        files.append(path)
      }
    }
  }

  private static func read(_ path: String) -> Result<[UInt8], ReadFailure> {
    guard FileManager.default.fileExists(atPath: path) else {
      return .failure(ReadFailure(reason: "it is a link to nothing"))
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
  private static func isPublic(_ path: String, of root: String, repository: String) -> Bool {
    let place = root + "/" + path
    var isFolder = false
    guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") && $0 != ".." }),
      FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), !isFolder
    else { return false }
    return isInside(place, absolute(place).hasPrefix(absolute(root) + "/") ? root : repository)
  }

  static func isInside(_ place: String, _ folder: String) -> Bool {
    guard let target = real(place), let home = real(folder) else { return false }
    return target.hasPrefix(home == "/" ? "/" : home + "/")
  }

  /// Without symbolic links.
  private static func real(_ path: String) -> String? {
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

  private static func theme(in root: String) throws -> Theme {
    var names: [String] = []
    func collect(_ folder: String) {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      where !name.hasPrefix(".") {
        let place = folder + "/" + name
        var isFolder = false
        guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder),
          isInside(place, root)
        else { continue }
        if isFolder { collect(place) } else { names.append(String(place.dropFirst(top.count + 1))) }
      }
    }
    let top = root + "/" + Theme.folder
    collect(top)
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

  private static func expectations(in root: String) -> [String: String] {
    var result: [String: String] = [:]
    func collect(_ folder: String) {
      let full = root + "/expected" + (folder.isEmpty ? "" : "/" + folder)
      for name in (try? FileManager.default.contentsOfDirectory(atPath: full)) ?? [] {
        let path = folder.isEmpty ? name : folder + "/" + name
        var isFolder = false
        guard
          FileManager.default.fileExists(atPath: root + "/expected/" + path, isDirectory: &isFolder)
        else { continue }
        if isFolder {
          collect(path)
        } else if name.hasSuffix(".json"),
          let data = FileManager.default.contents(atPath: root + "/expected/" + path)
        {
          let id = String(path.dropLast(".json".count))
          result[id == "index" ? "" : id] = String(decoding: data, as: UTF8.self)
        }
      }
    }
    collect("")
    return result
  }
}
