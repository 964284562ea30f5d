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
  private(set) var reportsRest: Bool
  private(set) var site: Site
  private(set) var leftOut = LeftOut()
  /// How the root was found, where nothing says which it is.
  let guess: RootGuess?
  /// What is wrong with the publisher's words.
  let wordsFault: CommandFailure?

  /// - Parameters:
  ///   - paths: folders or Markdown files below one root; the nearest ancestor with a `stepwise.yml` is the root.
  ///   - levels: of rules, above those of the configuration.
  ///   - mayBeEmpty: whether it is all right that there is no lesson yet.
  init(
    _ paths: [String], output: String? = nil, levels: [Rule: Diagnostic.Severity?] = [:],
    baseURL: String? = nil, mayBeEmpty: Bool = false
  ) throws {
    let (root, places, guess) = try Self.places(of: paths)
    self.root = root
    self.guess = guess
    var configuration = try Self.configuration(in: root)
    configuration.rules.merge(levels) { $1 }
    leftOut.note(configuration.rules, levels: levels)
    if let baseURL {
      do throws(SettingsError) { try configuration.setBaseURL(baseURL) } catch {
        throw CommandFailure("--base-url: \(error.message)")
      }
    }
    let skipped = Self.ignoredByGit(root)
    var files: [String] = []
    Self.collect("", in: root, output: output, skipped: skipped, &files, &leftOut)
    leftOut.unselected = files.filter { !configuration.reads($0) }.sorted()
    files = files.filter(configuration.reads).sorted()
    let selected = Set(
      places.flatMap { place -> [String] in
        guard let inside = place.inside else { return [] }
        return files.filter { $0 == inside || $0.hasPrefix(inside + "/") }
      })
    for (place, path) in zip(places, paths) where place.inside != nil && !mayBeEmpty {
      let hasOne = selected.contains { $0 == place.inside || $0.hasPrefix(place.inside! + "/") }
      if !hasOne { throw CommandFailure(leftOut.whyNothing(of: path, place.inside)) }
    }
    if files.isEmpty, !mayBeEmpty {
      throw CommandFailure(leftOut.whyNothing(of: root, nil))
    }
    selection = places.contains { $0.inside == nil } ? [] : selected
    reportsRest = selection.isEmpty
    var links: [String] = []
    let given = Self.staticFiles(in: root) { links.append($0) }
    let leadsOut = { (link: String) in Self.leadsOut(root + "/" + link, of: root) }
    leftOut.links += links.filter(leadsOut)
    leftOut.linkedFolders = links.filter { !leadsOut($0) }
    let (languages, wordsFault) = try Self.languages(in: root)
    self.wordsFault = wordsFault
    let base = root
    let repository = Self.repository(of: root)
    site = Site(
      configuration: configuration,
      files: files.map { path in SourceFile(path: path) { Self.read(base + "/" + path) } },
      expected: Self.expectations(in: root),
      given: given.map(\.target), theme: try Self.theme(in: root),
      languages: languages, records: Self.records(in: root), root: root,
      repositoryPrefix: Self.below(repository, root) ?? "",
      isConfigured: Self.isConfigured(root),
      exists: { path in Self.isPublic(path, of: base, repository: repository) },
      isFolder: { path in Self.isPublicFolder(path, of: base, repository: repository) },
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

  /// Only those of the selected lessons that are among `paths`.
  ///
  /// - Parameter gone: lessons and expectations that were there at a reference.
  func narrowed(
    to paths: Set<String>, withRest: Bool, gone: (paths: [String], since: String) = ([], "")
  ) -> ContentFolder {
    var folder = self
    // Those of lessons that have gone with them are missed by nobody.
    folder.site.hasLostExpectations = gone.paths.contains { path in
      Self.isExpectation(path)
        && site.hasLesson(named: String(path.dropFirst("expected/".count).dropLast(".json".count)))
    }
    if !gone.paths.isEmpty { (folder.leftOut.gone, folder.leftOut.reference) = gone }
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

  /// A line for each reason for which something was not judged.
  var leftOutLines: [String] { leftOut.lines(places.display) }

  func informOfGuess() {
    if let guess { Terminal.inform(guess.notice) }
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
}
