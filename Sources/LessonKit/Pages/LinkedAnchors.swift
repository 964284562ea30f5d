import Markdown
import Synchronization

/// The anchors of pages that others link to. A page that two lanes ask for at once is read by both.
final class LinkedAnchors: Sendable {
  private let site: Site
  private let known = Mutex<[String: Anchors?]>([:])

  init(_ site: Site) { self.site = site }

  /// A fragment as the page has it: GitHub does not mind the case, browsers do.
  ///
  /// - Parameters:
  ///   - suffix: of a link, from its `?` or `#`.
  ///   - path: the file of the page it leads to.
  ///   - lesson: the one it stands in.
  func corrected(_ suffix: String, to path: String, from lesson: Lesson) -> String {
    guard let (hash, written) = Self.fragment(of: suffix),
      let identifier = anchors(of: path, lesson)?.identifier(for: written), identifier != written
    else { return suffix }
    return suffix[...hash] + identifier
  }

  /// Whether a page has the place that a link names.
  func has(_ suffix: String, in path: String, from lesson: Lesson) -> Bool {
    guard let (_, written) = Self.fragment(of: suffix) else { return true }
    return anchors(of: path, lesson)?.identifier(for: written) != nil
  }

  private static func fragment(of suffix: String) -> (hash: String.Index, written: String)? {
    guard let hash = suffix.firstIndex(of: "#") else { return nil }
    let written = LocalPath.decoded(suffix[suffix.index(after: hash)...])
    return written.isEmpty ? nil : (hash, written)
  }

  private func anchors(of path: String, _ lesson: Lesson) -> Anchors? {
    if let found = known.withLock({ $0[path] }) { return found }
    let isOwn = path == lesson.path
    let found =
      isOwn
      ? Anchors(lesson.document, in: lesson.source)
      : site.text(of: path).map { Anchors(of: $0) }
    known.withLock { $0[path] = found }
    return found
  }
}
