package import JavaScript

/// As what a snippet parses. The author's label never decides: what parses runs.
package enum Reading: Sendable, Hashable {
  case script
  /// `import`, `export` or a top-level `await`.
  case module
  /// Members of an object or a class, quoted out of their braces.
  case members
  case jsx
  case typeScript
  /// JavaScript once the reader has filled in what stands for it: `<your SID>`, `...`.
  case editMe(String)
  /// Nothing accepts it.
  case invalid(message: String, line: Int?)
}

/// Tries the readings in turn; each try compiles and runs nothing.
package final class SyntaxReader {
  private let context = ScriptContext(in: ScriptEngine(timeLimit: 2))

  package init() {}

  package func reading(of source: LexedSource, language: String?) -> Reading {
    let failure: ScriptError
    switch compile(source.source) {
    case nil: return .script
    case let error?: failure = error
    }
    if language == "jsx" || language == "tsx"
      || source.lexemes.contains(where: { $0.kind == .jsxText })
    {
      return .jsx
    }
    if language == "typescript" { return .typeScript }
    if compile("return async function () {\n\(withoutModuleSyntax(source))\n}") == nil {
      return .module
    }
    if compile("({\n\(source.source)\n})") == nil
      || compile("(class {\n\(source.source)\n})") == nil
    {
      return .members
    }
    if let placeholder = placeholder(in: source) { return .editMe(placeholder) }
    return .invalid(message: failure.message, line: failure.line.map { max($0 - 2, 1) })
  }

  /// The first placeholder of a text that is JavaScript without them.
  private func placeholder(in source: LexedSource) -> String? {
    var text = source.source
    var found: [String] = []
    for match in text.matches(of: Self.placeholders).reversed() {
      found.append(String(match.0))
      // A value, unless it stands as a statement of its own or among those of a list.
      text.replaceSubrange(match.range, with: match.0.hasPrefix("<") ? " 0" : " ")
    }
    guard let first = found.last else { return nil }
    let isAccepted =
      compile(text) == nil || compile("return async function () {\n\(text)\n}") == nil
    return isAccepted ? first : nil
  }

  /// `<your account SID>`, and dots that nothing follows on their line but what closes.
  private nonisolated(unsafe) static let placeholders =
    /<[A-Za-z][A-Za-z0-9_ .'-]*>|(?:\.\.\.|…)(?=\s*(?:[)}\],;]|\n|$))/

  private func compile(_ body: String) -> ScriptError? {
    do {
      _ = try context.compile(body, url: "stepwise:reading")
      return nil
    } catch {
      return error
    }
  }

  /// Blanks `import` declarations and `export` keywords, on the same lines, to see whether the rest parses.
  private func withoutModuleSyntax(_ source: LexedSource) -> String {
    var bytes = Array(source.source.utf8)
    let code = source.lexemes.filter { !$0.isComment }
    func blank(_ range: Range<Int>) {
      for index in range where bytes[index] != UInt8(ascii: "\n") {
        bytes[index] = UInt8(ascii: " ")
      }
    }
    var index = 0
    while index < code.count {
      switch source.text(code[index]) {
      case "import"
      where index + 1 < code.count && !["(", "."].contains(source.text(code[index + 1])):
        let end = code[index...].firstIndex { $0.kind == .string } ?? index
        blank(code[index].range.lowerBound..<code[end].range.upperBound)
        index = end
      case "export":
        blank(code[index].range)
        if index + 1 < code.count, source.text(code[index + 1]) == "default" {
          blank(code[index + 1].range)
          let assignment = Array("var _=".utf8)
          let start = code[index].range.lowerBound
          bytes.replaceSubrange(start..<start + assignment.count, with: assignment)
        }
      default: break
      }
      index += 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
