import Markdown

/// Images, pages and headings that a lesson points to must exist.
struct LinkRules {
  private let lesson: Lesson
  private let site: Site
  private let pages: LinkedPages

  init(_ lesson: Lesson, site: Site, pages: LinkedPages) {
    self.lesson = lesson
    self.site = site
    self.pages = pages
  }

  /// - Parameter references: what the lesson points to.
  func findings(in references: [Reference]) -> [Diagnostic] {
    references.flatMap { link -> [Diagnostic] in
      // An address that a template fills in is not known here.
      if ["{{", "{%", "${", "<%"].contains(where: link.destination.contains) { return [] }
      return link.shows.map { findings(in: link, showing: $0) }
        ?? [finding(link: link)].compactMap { $0 }
    }
  }

  private func findings(in image: Reference, showing kind: String) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if image.destination.isEmpty {
      findings.append(
        found(
          .missingAsset,
          "this \(kind) has no address, so the page shows a gap; write it \(image.isHTML ? "as `src=\"…\"`" : "between the parentheses")",
          image))
    } else if let path = site.path(of: image.destination, from: lesson.path),
      !site.exists(path)
    {
      findings.append(
        found(
          .missingAsset,
          "there is no \(kind) `\(site.display(path))`, so the page shows a gap; add the file or correct the path",
          image))
    }
    if image.text?.trimmed.isEmpty ?? !image.isHTML {
      findings.append(
        found(
          .missingAlt,
          "this image has no text, so a reader who cannot see it learns nothing of it; say what it shows: \(image.isHTML ? "`alt=\"what it shows\"`" : "`![what it shows](…)`")",
          image))
    }
    return findings
  }

  /// Errors only of what is certain: nothing at all, files whose name says that they are files, and headings of pages
  /// that are there. Other addresses may be made by the host that serves the pages.
  private func finding(link: Reference) -> Diagnostic? {
    if link.destination.isEmpty {
      return found(
        .brokenLink, "this link leads nowhere: write its address between the parentheses", link)
    }
    guard let path = site.path(of: link.destination, from: lesson.path) else {
      return link.destination.hasPrefix("#") ? finding(anchorOf: link, in: lesson.path) : nil
    }
    if site.isFolder(path) {
      return site.hasLesson(below: path)
        ? nil
        : found(
          .folderLink,
          "`\(site.display(path))` is a folder: GitHub lists what is in it, but the site has no page for it and shows this text without a link; link to a file in it, or add a `README.md`",
          link)
    }
    guard site.exists(path) else {
      if site.hasOriginal(ofMissing: path) { return nil }
      guard let kind = Self.kind(of: path) else { return finding(unserved: link, path) }
      let near = pages.path(like: path).map { "; did you mean `\(site.display($0))`?" }
      return found(
        .brokenLink,
        "there is no \(kind) `\(site.display(path))`\(near ?? "; correct the link or add the \(kind)")",
        link)
    }
    return finding(anchorOf: link, in: path)
  }

  private func finding(unserved link: Reference, _ path: String) -> Diagnostic? {
    // What lies outside is no address of the site.
    guard !link.destination.hasPrefix("/"), !path.hasPrefix(".."), !pages.serve(path) else {
      return nil
    }
    let near = pages.lesson(like: path).map { "did you mean `\(site.display($0))`?" }
    return found(
      .unservedLink,
      "neither the content nor its site has `\(site.display(path))`, so unless the host makes this address the reader meets an error page; \(near ?? "correct the link, or put what it means into `static/`")",
      link)
  }

  /// `page` or `file`; nil where the host may make the address, or it names a folder.
  private static func kind(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    if ["md", "markdown"].contains(ending) { return "page" }
    let isEnding =
      (1...5).contains(ending.count)
      && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    let isMade = ["html", "htm", "php", "asp", "aspx", "jsp", "cgi"].contains(ending)
    return isEnding && ending.contains(where: \.isLetter) && !isMade ? "file" : nil
  }

  private func finding(anchorOf link: Reference, in path: String) -> Diagnostic? {
    guard let hash = link.destination.firstIndex(of: "#") else { return nil }
    let anchor = LocalPath.decoded(link.destination[link.destination.index(after: hash)...])
    // The top of the page, a text fragment, a line of code, and the addresses of pages that scripts make.
    if anchor.isEmpty || anchor == "top"
      || [":~:", "/", "!", "?"].contains(where: anchor.hasPrefix)
    {
      return nil
    }
    guard let known = pages.anchors(of: path, lesson), known.identifier(for: anchor) == nil,
      anchor.wholeMatch(of: /L\d+(-L?\d+)?/) == nil,
      // The site leads to the translation where that has the heading.
      pages.translation(of: path, in: lesson.locale).flatMap({ pages.anchors(of: $0, lesson) })?
        .identifier(for: anchor) == nil
    else { return nil }
    let place = path == lesson.path ? "on this page" : "in `\(site.display(path))`"
    // Of so many headings, comparing each with each wrong link would take longer than all the rest.
    let near =
      known.names.count > 500 ? nil : anchor.lowercased().nearest(among: known.names)
    return found(
      .brokenAnchor,
      "there is no heading `#\(anchor)` \(place), so the link opens the page at its top"
        + (near.map { "; did you mean `#\($0)`?" } ?? ""), link)
  }

  private func found(_ rule: Rule, _ message: String, _ link: Reference) -> Diagnostic {
    Diagnostic(rule, message, path: lesson.path, range: link.range)
  }
}
