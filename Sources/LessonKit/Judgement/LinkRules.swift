import Markdown

/// Images and pages that a lesson points to must exist.
struct LinkRules {
  private let lesson: Lesson
  private let site: Site

  init(_ lesson: Lesson, site: Site) {
    self.lesson = lesson
    self.site = site
  }

  func findings() -> [Diagnostic] {
    lesson.document.links.flatMap { link -> [Diagnostic] in
      link.isImage ? findings(image: link) : findings(link: link)
    }
  }

  private func findings(image: Link) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if let path = LocalPath.resolve(image.destination, from: lesson.path), !site.exists(path) {
      findings.append(
        Diagnostic(
          .missingAsset,
          "there is no image `\(path)`, so the page shows a gap; add the file or correct the path",
          path: lesson.path, range: image.range))
    }
    if image.text.trimmed.isEmpty {
      findings.append(
        Diagnostic(
          .missingAlt,
          "this image has no text, so a reader who cannot see it learns nothing of it; say what it shows: `![what it shows](…)`",
          path: lesson.path, range: image.range))
    }
    return findings
  }

  /// Only what is certain: nothing at all, and Markdown files that are not there. Other addresses may be made
  /// by the host that serves the pages.
  private func findings(link: Link) -> [Diagnostic] {
    if link.destination.isEmpty {
      return [
        Diagnostic(
          .brokenLink, "this link leads nowhere: write its address between the parentheses",
          path: lesson.path, range: link.range)
      ]
    }
    guard let path = LocalPath.resolve(link.destination, from: lesson.path),
      path.hasSuffix(".md") || path.hasSuffix(".markdown"), !site.exists(path)
    else { return [] }
    return [
      Diagnostic(
        .brokenLink, "there is no page `\(path)`; correct the link or add the page",
        path: lesson.path, range: link.range)
    ]
  }
}
