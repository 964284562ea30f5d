import Functions
package import JavaScript

/// As what a snippet parses. The author's label never decides: what parses runs.
package enum Reading: Sendable, Hashable {
  case script
  /// `import`, `export` or a top-level `await`.
  case module
  /// Members of an object or a class, quoted out of their braces; or an object by itself.
  case members
  case jsx
  case typeScript
  /// JavaScript once the reader has filled in what stands for it: `<your SID>`, `...`.
  case editMe(String)
  /// What a program prints, a call with what it gives below it, or lines with their numbers.
  case output
  /// Nothing accepts it.
  case invalid(message: String, line: Int?)

  var isInvalid: Bool {
    if case .invalid = self { true } else { false }
  }
}

/// Tries the readings in turn; each try compiles and runs nothing.
package final class SyntaxReader {
  private var context = ScriptContext(in: ScriptEngine())
  /// A program that was put together is asked for once to see whether it parses, and once when it has its place.
  private var last: (text: String, language: String?, reading: Reading)?
  /// How many texts the context has compiled. The machine counts only what it makes of them as its memory and would
  /// never collect the texts, so a new machine takes its place before they are many.
  private var compiled = 0

  package init() {}

  /// Most text is a script, which is seen without splitting it into lexemes.
  func reading(of text: String, language: String?) -> Reading {
    if let last, last.language == language, last.text == text { return last.reading }
    let reading =
      compile(text).map { self.reading(of: lex(text), language: language, after: $0) } ?? .script
    last = (text, language, reading)
    return reading
  }

  package func reading(of source: LexedSource, language: String?) -> Reading {
    guard let failure = compile(source.source) else { return .script }
    return reading(of: source, language: language, after: failure)
  }

  private func reading(
    of source: LexedSource, language: String?, after failure: ScriptError
  ) -> Reading {
    if language == "jsx" || language == "tsx"
      || source.lexemes.contains(where: { $0.kind == .jsxText })
    {
      return .jsx
    }
    if language == "typescript" { return .typeScript }
    if compile("return async function () {\n\(ModuleSyntax.rewritten(source).withoutHashbang)\n}")
      == nil
    {
      return .module
    }
    if compile("({\n\(source.source)\n})") == nil
      || compile("(class {\n\(source.source)\n})") == nil
      || compile("(\n\(source.source)\n)") == nil
    {
      return .members
    }
    if let placeholder = placeholder(in: source) { return .editMe(placeholder) }
    if isOutput(source.source) { return .output }
    return .invalid(message: failure.message, line: failure.line.map { max($0 - 2, 1) })
  }

  /// Whether all its lines have numbers, or it begins as an object does when it is printed (`Map(2) {`), or is a program down to a line that says that
  /// its output follows.
  private func isOutput(_ text: String) -> Bool {
    let lines = text.split(separator: "\n")
    if lines.count > 1, zip(lines, 1...).allSatisfy({ $0.0.hasPrefix("\($0.1):") }) { return true }
    if text.prefixMatch(of: /\s*[A-Z][\w$]*(\(\d+\))? [{\[](\s|$)/) != nil { return true }
    guard let sign = text.firstMatch(of: Self.outputSign),
      !text[sign.range.upperBound...].contains(Self.code)
    else { return false }
    let code = text[..<sign.range.lowerBound]
    return compile(String(code)) == nil || compile("return async function () {\n\(code)\n}") == nil
  }

  private nonisolated(unsafe) static let outputSign =
    /\n[ \t]*(=>|\/\/ *(=>|[Oo]utputs?:?|[Rr]esult:?|[Pp]rints:?|[Rr]eturns:?))[ \t]*\r?\n/

  /// What a program has and hardly prints.
  private nonisolated(unsafe) static let code =
    /exports\.|\bTwilio\.\w|\brequire\(|\b(?:function|const)\b|=>|(?:^|\n)[ \t]*(?:let|var|return)\b/

  /// The first placeholder of a text that is JavaScript without them.
  private func placeholder(in source: LexedSource) -> String? {
    var text = ""
    var first: String?
    var end = source.source.startIndex
    for match in source.source.matches(of: Self.placeholders) {
      first = first ?? String(match.0)
      // A value for a name, nothing for dots.
      text += source.source[end..<match.range.lowerBound] + (match.0.hasPrefix("<") ? " 0" : " ")
      end = match.range.upperBound
    }
    guard let first else { return nil }
    text += source.source[end...]
    let isAccepted =
      compile(text) == nil || compile("return async function () {\n\(text)\n}") == nil
    return isAccepted ? first : nil
  }

  /// `<your account SID>`, `... your code ...`, and dots that nothing follows on their line but what closes.
  private nonisolated(unsafe) static let placeholders =
    /<[A-Za-z][A-Za-z0-9_ .'|-]*>|\.{2,3} [A-Za-z][^\n]*? \.{2,3}|(?:\.\.\.|…)(?=\s*(?:[)}\],;]|\n|$))/

  private func compile(_ body: String) -> ScriptError? {
    if compiled == 1024 {
      context = ScriptContext(in: ScriptEngine())
      compiled = 0
    }
    compiled += 1
    do {
      _ = try context.compile(body.withoutHashbang, url: "stepwise:reading")
      return nil
    } catch {
      return error
    }
  }
}
