/// A Markdown file of the content root, read when its turn comes.
package struct SourceFile: Sendable {
  /// Relative to the content root, with `/`.
  package var path: String
  package var read: @Sendable () -> Result<[UInt8], ReadFailure>

  package init(path: String, read: @escaping @Sendable () -> Result<[UInt8], ReadFailure>) {
    self.path = path
    self.read = read
  }
}

/// Why a file could not be read, as the system says it.
package struct ReadFailure: Error, Hashable {
  package var reason: String

  package init(reason: String) { self.reason = reason }
}
