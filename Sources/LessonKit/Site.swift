import JavaScript
import Markdown

/// A content root: what is in it, by workshop and in reading order, and its settings.
package struct Site: Sendable {
  package struct Page: Sendable, Hashable {
    package var path: String
    package var place: ContentLayout.Place
    package var locale: LocaleTag
  }

  /// A folder of lessons in one locale.
  package struct Workshop: Sendable {
    package var id: String
    package var locale: LocaleTag
    package var pages: [Page]
  }

  /// Beyond this many bytes a file is not parsed: cmark-gfm takes quadratic time on hostile input.
  package static let largestFile = 256 * 1024

  package let configuration: SiteConfiguration
  package let theme: Theme
  package let languages: Languages
  package let workshops: [Workshop]
  /// The locales that occur, the source first.
  package let locales: [LocaleTag]
  /// The pages of the source locale by lesson.
  private let originals: [String: Page]
  private let foldersOfLessons: Set<String>
  /// The lessons that other locales have.
  private let translated: Set<String>
  /// Recorded expectations by lesson id: the text of each file.
  package let expected: [String: String]
  /// The publisher's own files: their places on the site.
  let given: [String]
  /// What translations were made from: the text of each record, by `LOCALE/LESSON`.
  let records: [String: String]
  /// Whether a file exists, by its path below the root (which may begin with `..`).
  package let exists: @Sendable (String) -> Bool
  /// Whether there is a folder at such a path.
  let isFolder: @Sendable (String) -> Bool
  /// The text of a file that lessons start from, by its path below the root.
  package let textOfFile: @Sendable (String) -> String?
  /// The beginning of a file, by its path below the root.
  private let beginning: @Sendable (String) -> [UInt8]?
  /// Pages whose place another file has already.
  let collisions: [Diagnostic]
  let layout: ContentLayout
  /// The content root as the user would write it.
  private let root: String
  /// The content root below the root of its repository; empty where they are the same.
  let repositoryPrefix: String
  /// Whether the root has a `stepwise.yml`, by which a path alone finds it.
  package let isConfigured: Bool
  var files: [String: SourceFile]
  /// Whether a change that is judged has taken all recorded expectations away.
  package var hasLostExpectations = false

  package init(
    configuration: SiteConfiguration, files: [SourceFile], expected: [String: String] = [:],
    given: [String] = [], theme: Theme = .builtIn, languages: Languages = .builtIn,
    records: [String: String] = [:],
    root: String = ".", repositoryPrefix: String = "", isConfigured: Bool = false,
    exists: @escaping @Sendable (String) -> Bool = { _ in true },
    isFolder: @escaping @Sendable (String) -> Bool = { _ in false },
    textOfFile: @escaping @Sendable (String) -> String? = { _ in nil },
    beginning: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
  ) {
    self.configuration = configuration
    self.theme = theme
    self.languages = languages
    self.records = records
    self.root = root
    self.repositoryPrefix = repositoryPrefix
    self.isConfigured = isConfigured
    self.expected = expected
    self.given = given
    self.exists = exists
    self.isFolder = isFolder
    self.textOfFile = textOfFile
    self.beginning = beginning
    self.files = Dictionary(files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let layout = ContentLayout(locales: configuration.locales, known: languages.known)
    self.layout = layout
    let places = files.map { ($0.path, layout.place(of: $0.path)) }
    let unhinted = zip(files, places).filter { $0.1.1.locale == nil }.map(\.0)
    let (fallback, declared) = Self.languages(of: unhinted, configuration)
    var pages: [Page] = []
    var taken: [Page.Place: String] = [:]
    var collisions: [Diagnostic] = []
    for (path, place) in places {
      let locale = place.locale ?? declared[path] ?? fallback
      let page = Page(path: path, place: place, locale: locale)
      if let other = taken.updateValue(path, forKey: page.output) {
        taken[page.output] = other
        collisions.append(
          Diagnostic(
            .duplicatePage,
            "this file and `\(other)` would be the same page, so it is left out; rename one of them",
            path: path, range: .start,
            notes: [.init(message: "the other is here", path: other, range: .start)]))
      } else {
        pages.append(page)
      }
    }
    self.collisions = collisions
    foldersOfLessons = Self.folders(of: pages.map(\.path))
    let order = Self.localeOrder(configuration)
    let reading = ReadingOrder(first: configuration.order)
    workshops = Dictionary(grouping: pages) { page in
      WorkshopKey(locale: page.locale, folder: page.folder)
    }.map { key, pages in
      Workshop(
        id: key.folder, locale: key.locale,
        pages: pages.sorted {
          ($0.place.isFolderPage ? 0 : 1) != ($1.place.isFolderPage ? 0 : 1)
            ? $0.place.isFolderPage
            : reading.areInOrder($0.place.lesson, $1.place.lesson, $0.path, $1.path)
        })
    }.sorted { left, right in
      if left.locale != right.locale {
        return (order(left.locale), left.locale.text) < (order(right.locale), right.locale.text)
      }
      return reading.areInOrder(left.id, right.id, left.id, right.id)
    }
    locales = workshops.reduce(into: []) { if $0.last != $1.locale { $0.append($1.locale) } }
    let source = workshops.first?.locale
    originals = Dictionary(
      workshops.filter { $0.locale == source }.flatMap(\.pages).map { ($0.place.lesson, $0) },
      uniquingKeysWith: { first, _ in first })
    translated = Set(
      workshops.filter { $0.locale != source }.flatMap(\.pages).map(\.place.lesson))
  }

  /// All that are above some of the paths; the root is the empty one.
  private static func folders(of paths: [String]) -> Set<String> {
    var folders: Set<String> = []
    for path in paths {
      var folder = path[...]
      repeat {
        folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
      } while folders.insert(String(folder)).inserted && !folder.isEmpty
    }
    return folders
  }

  private struct WorkshopKey: Hashable {
    var locale: LocaleTag
    var folder: String
  }

  func strings(of locale: LocaleTag) -> Strings { languages.strings(of: locale) }

  /// Whether something in another language will be compared with this lesson of the source language.
  func isTranslated(_ lesson: Lesson) -> Bool { translated.contains(lesson.id) }

  /// The record of what a translation was made from; nil if there is none.
  func record(ofTranslation lesson: String, in locale: LocaleTag) -> String? {
    records["\(locale)/\(lesson.isEmpty ? "index" : lesson)"]
  }

  /// Whether a path is the place of a translation that is not there yet, of a lesson that is: the page of the
  /// original stands in for it.
  func hasOriginal(ofMissing path: String) -> Bool {
    configuration.fallback != .omit && leadsToOriginal(path)
  }

  /// Whether a link to the place of such a translation leads somewhere, be it to another language.
  func leadsToOriginal(_ path: String) -> Bool {
    let place = layout.place(of: path)
    guard let source = locales.first, let locale = place.locale, locale != source else {
      return false
    }
    return originals[place.lesson] != nil
  }

  /// What a link means: a path below the content root; nil if it leads to none.
  func path(of destination: String, from page: String) -> String? {
    LocalPath.resolve(destination, from: page, repository: repositoryPrefix) { path in
      exists(path) || files[path] != nil || isFolder(path)
    }
  }

  /// Whether lessons of this root are to have expectations.
  var recordsExpectations: Bool { !expected.isEmpty || hasLostExpectations }

  package var hasBaseURL: Bool { configuration.baseURL != nil }

  /// In pixels of its own; nil where the file does not say.
  func imageSize(of file: String) -> ImageSize? { beginning(file).flatMap { ImageSize($0) } }

  /// A path below the root, which may begin with `..`, as the user would write it.
  func display(_ path: String) -> String {
    var folders = root == "." ? [] : root.split(separator: "/", omittingEmptySubsequences: false)
    var names = path.split(separator: "/")
    while names.first == "..", let last = folders.last, !["", ".."].contains(last) {
      folders.removeLast()
      names.removeFirst()
    }
    return (folders + names).joined(separator: "/")
  }

  /// The command that records the expectations of a lesson.
  func updateCommand(for path: String) -> String {
    "stepwise update \(isConfigured ? display(path) : root)"
  }

  /// The same root, some of its files with another text.
  package func replacing(_ texts: [String: String]) -> Site {
    var site = self
    for (path, text) in texts {
      site.files[path]?.read = { .success(Array(text.utf8)) }
    }
    return site
  }

  package func hasLesson(_ path: String) -> Bool { files[path] != nil }

  /// - Parameter id: as addresses have it.
  package func hasLesson(named id: String) -> Bool {
    workshops.contains { $0.pages.contains { $0.id == id } }
  }

  func hasLesson(below folder: String) -> Bool { foldersOfLessons.contains(folder) }

  func isTranslation(_ lesson: Lesson) -> Bool {
    lesson.locale != locales.first && originals[lesson.id] != nil
  }

  /// The page that a lesson translates, if it allows anything.
  func allowingOriginal(of lesson: Lesson) -> (page: Page, text: String)? {
    guard isTranslation(lesson), let page = originals[lesson.id], let text = text(of: page.path),
      text.contains(bytes: "stepwise: allow")
    else { return nil }
    return (page, text)
  }

  /// The lesson that another translates, if it allows anything.
  func original(of lesson: Lesson) -> Lesson? {
    guard let (page, text) = allowingOriginal(of: lesson) else { return nil }
    var findings: [Diagnostic] = []
    return LessonParser(defaults: configuration.lesson, reader: SyntaxReader()).parse(
      text, of: page, &findings)
  }
}

extension Site.Page {
  struct Place: Hashable {
    var locale: LocaleTag
    var lesson: String
  }

  /// What its place in the output depends on.
  var output: Place { Place(locale: locale, lesson: place.lesson) }

  /// As addresses name it.
  package var id: String { place.lesson.isEmpty ? "index" : place.lesson }

  package var folder: String {
    if place.isFolderPage { return place.lesson }
    return place.lesson.lastIndex(of: "/").map { String(place.lesson[..<$0]) } ?? ""
  }
}
