import Markdown

/// Which file of the output each lesson is: the one of its name, unless its front matter asks for another that is free.
struct Addresses {
  /// By the path of the lesson.
  private(set) var files: [String: String] = [:]
  /// Addresses that lessons had before, in reading order.
  private(set) var aliases: [(file: String, page: Site.Page)] = []
  /// The files of pages that stand in for a missing translation.
  private(set) var standIns: [Site.Page.Place: String] = [:]
  /// Wishes that were not granted, and lessons that are in each other's way.
  private(set) var collisions: [Diagnostic] = []
  private var occupancy = Occupancy()
  /// What keeps its place whatever lessons ask for.
  private let fixed: Set<String>

  /// - Parameters:
  ///   - wishes: what front matter asks for, by the path of the lesson.
  ///   - unreadable: files that become no page.
  init(_ site: Site, _ wishes: [String: AddressWishes], without unreadable: Set<String>) {
    let pages = site.workshops.flatMap(\.pages).filter { !unreadable.contains($0.path) }
    let style = AddressStyle(site)
    let ofPrograms = style.filesOfPrograms(in: site.locales)
    fixed = Set(site.given + ofPrograms)
    var names = Occupancy()
    // The publisher's own files win over every page.
    for file in site.given {
      let owner = Occupancy.Owner(lesson: "static/" + file, range: .start)
      names.take(file, for: owner)
      occupancy.take(file, for: owner)
    }
    for file in ofPrograms where names.conflict(at: file) == nil {
      names.take(file, for: nil)
      occupancy.take(file, for: nil)
    }
    for page in pages { settle(page, at: style.path(of: page, in: page.locale), &names) }
    // Nobody may ask for the place of another, whichever is read first, nor for one of the site's own pages.
    for file in style.ownFiles(in: site.locales) where names.conflict(at: file) == nil {
      names.take(file, for: nil)
    }
    for page in pages {
      guard let wish = wishes[page.path]?.url, let own = files[page.path], wish.file != own else {
        continue
      }
      if let conflict = Self.conflict(at: wish.file, names) {
        refuse(wish, of: page, conflict, "so this lesson stays at `\(Self.address(own))`")
      } else {
        Self.take(wish.file, for: .init(lesson: page.path, range: wish.range), &names)
        files[page.path] = wish.file
      }
    }
    for page in pages {
      guard let file = files[page.path] else { continue }
      let range = wishes[page.path]?.url?.range ?? .start
      Self.take(file, for: .init(lesson: page.path, range: range), &occupancy)
    }
    for page in pages {
      for alias in wishes[page.path]?.aliases ?? [] where alias.file != files[page.path] {
        let conflict =
          occupancy.conflict(at: alias.file)
          ?? names.conflict(at: alias.file).flatMap { $0.owner == nil ? $0 : nil }
        if let conflict {
          refuse(alias, of: page, conflict, "so it does not lead here")
        } else {
          occupancy.take(alias.file, for: .init(lesson: page.path, range: alias.range))
          aliases.append((alias.file, page))
        }
      }
    }
    if site.configuration.fallback == .show { standIn(for: pages, style, site.locales) }
  }

  /// Lessons of the source that another locale lacks are shown there, too.
  private mutating func standIn(
    for pages: [Site.Page], _ style: AddressStyle, _ locales: [LocaleTag]
  ) {
    let known = Set(pages.map(\.output))
    for locale in locales.dropFirst() {
      for page in pages where page.locale == locales[0] && !page.place.lesson.isEmpty {
        let place = Site.Page.Place(locale: locale, lesson: page.place.lesson)
        if known.contains(place) { continue }
        let standard = style.path(of: page, in: locale)
        let file = Self.free(near: standard, occupancy)
        // Two of them that are in each other's way are so in the source, where it is said.
        if let owner = Self.conflict(at: standard, occupancy)?.owner {
          collisions.append(
            Diagnostic(
              .duplicatePage,
              "`\(Self.address(standard))` is where `\(page.path)` is shown to readers of `\(locale)`, which has no translation of it; that page goes to `\(Self.address(file))` now, choose another address here or there",
              path: owner.lesson, range: owner.range,
              notes: [.init(message: "the other is here", path: page.path, range: .start)],
              severity: .warning))
        }
        Self.take(file, for: nil, &occupancy)
        standIns[place] = file
      }
    }
  }

  /// A lesson at the place of its name, or beside it where that cannot be.
  private mutating func settle(_ page: Site.Page, at standard: String, _ names: inout Occupancy) {
    let file = Self.free(near: standard, names, besidesOtherCase: true)
    if let conflict = Self.conflict(at: standard, names) {
      let other = conflict.owner?.lesson ?? conflict.path
      if conflict.owner == nil {
        collide(
          "a page cannot stand at `\(Self.address(standard))`, because programs look for the site's own `/\(other)` there; this one goes to `\(Self.address(file))`, rename it",
          at: .start, of: page, conflict)
      } else if file == standard {
        collide(
          "this page and that of `\(other)` differ in upper and lower case only, so many disks and hosts keep one of them; rename one",
          at: .start, of: page, conflict, severity: .warning)
      } else {
        collide(
          "a page cannot stand at `\(Self.address(standard))`, because `\(other)` is at `\(Self.address(conflict.path))`; this one goes to `\(Self.address(file))`, rename one of them",
          at: .start, of: page, conflict)
      }
    }
    Self.take(file, for: .init(lesson: page.path, range: .start), &names)
    files[page.path] = file
  }

  private mutating func refuse(
    _ wish: AddressWishes.Wish, of page: Site.Page, _ conflict: Occupancy.Conflict,
    _ consequence: String
  ) {
    guard let owner = conflict.owner else {
      return collide(
        "`\(wish.text)` is needed by the site itself, \(consequence); choose another",
        at: wish.range, of: page, conflict)
    }
    // The same address twice in one lesson does no harm.
    if owner.lesson == page.path { return }
    collide(
      "`\(wish.text)` is the address of `\(owner.lesson)` already, \(consequence); give one of them another",
      at: wish.range, of: page, conflict)
  }

  private mutating func collide(
    _ message: String, at range: SourceRange, of page: Site.Page, _ conflict: Occupancy.Conflict,
    severity: Diagnostic.Severity? = nil
  ) {
    let notes = conflict.owner.map {
      Diagnostic.Note(message: "the other is here", path: $0.lesson, range: $0.range)
    }
    collisions.append(
      Diagnostic(
        .duplicatePage, message, path: page.path, range: range, notes: notes.map { [$0] } ?? [],
        severity: severity))
  }

  /// Where pages of the site itself stand for which lessons leave no room, by the places they would have.
  func ownPages(_ files: [String]) -> [String: String] {
    files.reduce(into: [:]) { moved, file in
      var place = file
      // What a publisher gives in its place stands there alone.
      while !fixed.contains(place), occupancy.conflict(at: place) != nil {
        place = Self.aside(place)
      }
      if place != file { moved[file] = place }
    }
  }

  /// A page has a folder of its own, for what belongs to it: `a.html` one beside it.
  static func folder(of file: String) -> String {
    let served = served(file)
    return served == file ? withoutExtension(file) + "/" : served
  }

  /// What stands in an address for a file: `en/a/` for `en/a/index.html`, and the file itself for any other.
  static func served(_ file: String) -> String {
    let folder = PageMap.folder(of: file)
    return file.dropFirst(folder.count) == "index.html" ? folder : file
  }

  static func withoutExtension(_ file: String) -> String {
    file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
  }

  static func conflict(at file: String, _ occupancy: Occupancy) -> Occupancy.Conflict? {
    occupancy.conflict(at: file) ?? occupancy.conflict(at: folder(of: file) + "lesson.json")
  }

  static func take(
    _ file: String, for owner: Occupancy.Owner?, _ occupancy: inout Occupancy
  ) {
    occupancy.take(file, for: owner)
    occupancy.take(folder(of: file) + "lesson.json", for: owner)
  }

  /// - Parameter besidesOtherCase: whether a place counts as free whose name differs in upper and lower case only.
  private static func free(
    near standard: String, _ occupancy: Occupancy, besidesOtherCase: Bool = false
  ) -> String {
    var file = standard
    while let conflict = conflict(at: file, occupancy),
      !besidesOtherCase || conflict.path == file
        || conflict.path.lowercased() != file.lowercased()
    {
      // Beside the file that stands where it needs a folder: below that one nothing is free.
      let isFolder = file.lowercased().hasPrefix(conflict.path.lowercased() + "/")
      let part = isFolder ? file.prefix(conflict.path.count) : file[...]
      file = aside(String(part)) + file.dropFirst(part.count)
    }
    return file
  }

  /// `en/a/_index.html` of `en/a/index.html`.
  static func aside(_ file: String) -> String {
    let folder = PageMap.folder(of: file)
    return folder + "_" + file.dropFirst(folder.count)
  }

  /// As a reader sees it: `/en/a/`.
  private static func address(_ file: String) -> String {
    "/" + served(file)
  }
}
