import Markdown

/// Request parameters that the prose gives, such as `?user=test`; the first value of a name counts.
struct ProseParameters {
  private(set) var values: [String: String] = [:]

  /// Within code all that an address may hold; in running text, which may go on without a space, ASCII only.
  private nonisolated(unsafe) static let inCode = /[?&]([A-Za-z_]\w*)=([^\s&#"'`<>()\[\]{}|]+)/
  private nonisolated(unsafe) static let inText =
    /[?&]([A-Za-z_][A-Za-z0-9_]*)=([A-Za-z0-9._~+@%-]*[A-Za-z0-9_~+@-])/

  init(_ lesson: Lesson) {
    for block in lesson.document.blocks {
      if case .code = block.kind { continue }
      guard block.text.contains("=") else { continue }
      for span in block.codeSpans {
        collect(span.text.matches(of: Self.inCode).map { ($0.1, $0.2) })
      }
      collect(block.text.matches(of: Self.inText).map { ($0.1, $0.2) })
    }
  }

  private mutating func collect(_ parameters: [(name: Substring, value: Substring)]) {
    for (name, value) in parameters where values[String(name)] == nil {
      values[String(name)] = LocalPath.decoded(value)
    }
  }
}
