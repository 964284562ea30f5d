import Markdown

/// A way to report what was judged, fed lesson by lesson in reading order: a pure function of what it is given.
package protocol ReportFormat {
  /// - Parameters:
  ///   - result: the lesson as it was judged; nil for findings that belong to none.
  ///   - findings: in the order of their places.
  /// - Returns: what can be said at once.
  mutating func add(_ result: LessonResult?, _ findings: [Diagnostic]) -> String

  /// - Returns: what can be said only when everything has been judged.
  mutating func end(_ summary: Summary) -> String
}

/// How a report names places, and the text that stands there.
package struct Places: Sendable {
  /// The content root, relative to the working directory.
  package let root: String
  /// Whether the root has a `stepwise.yml`, by which a path below it finds it.
  package let isConfigured: Bool
  /// The root's path below its repository; empty where they are the same.
  private let repositoryPrefix: String
  private let read: @Sendable (String) -> String?

  /// - Parameters:
  ///   - repositoryPrefix: the root's path below its repository.
  ///   - read: the text of a lesson by its path below the root.
  package init(
    root: String, isConfigured: Bool = false, repositoryPrefix: String = "",
    read: @escaping @Sendable (String) -> String?
  ) {
    self.root = root
    self.isConfigured = isConfigured
    self.repositoryPrefix = repositoryPrefix
    self.read = read
  }

  /// A path below the root as the user would write it.
  package func display(_ path: String) -> String { root == "." ? path : root + "/" + path }

  /// A path below the root as the repository has it; of an empty one, what every path below the root begins with.
  package func repositoryPath(_ path: String) -> String { inRepository(path) }

  /// A path of the repository as one below the root, which may begin with `..`.
  package func pathBelowRoot(_ path: String) -> String {
    let home = repositoryPrefix.split(separator: "/")
    let parts = path.split(separator: "/")
    let shared = zip(home, parts).prefix { $0 == $1 }.count
    let steps = home.dropFirst(shared).map { _ in ".." } + parts.dropFirst(shared)
    return steps.joined(separator: "/")
  }

  func inRepository(_ path: String) -> String {
    repositoryPrefix.isEmpty ? path : repositoryPrefix + "/" + path
  }

  /// The text that a finding may point into: the lesson's own, or that of an earlier page.
  func source(of path: String, near lesson: Lesson?) -> SourceText? {
    if let lesson, lesson.path == path { return lesson.source }
    return read(path).map(SourceText.init)
  }
}
