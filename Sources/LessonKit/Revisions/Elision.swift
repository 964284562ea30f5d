import JavaScript

/// Lines such as `// ...` that stand for lines of the program before.
enum Elision {
  static func isElision(_ line: NormalLine) -> Bool {
    if line.code == "..." || line.code == "…" || line.code == ". . ." { return true }
    guard !line.isCode, line.comments.count == 1 else { return false }
    return isElision(comment: line.comments[0])
  }

  private static func isElision(comment: String) -> Bool {
    let text = words(of: comment)
    if let rest = afterDots(text) { return rest.isEmpty || speaksOfCode(rest) }
    let word = text.filter { !"()（）[]<> 　。、〜～~".contains($0) }
    return omitting.contains(word)
      || text.hasSuffix("...") && speaksOfCode(text) || text.hasSuffix("…") && speaksOfCode(text)
  }

  /// Whether it can mean nothing else; `// ... other headers` may invite the reader to write some.
  static func isSure(_ line: NormalLine) -> Bool {
    if line.isCode { return true }
    let text = words(of: line.comments.first ?? "")
    return afterDots(text)?.isEmpty ?? omitting.contains(text.filter { !"()（）[]".contains($0) })
  }

  private static func words(of comment: String) -> String {
    var text = comment[...]
    if text.hasSuffix("*/") { text = text.dropLast(2) }
    text = text.drop { $0 == "/" || $0 == "*" || $0 == "#" || $0 == " " }
    return text.trimmed.lowercased()
  }

  private static func afterDots(_ text: String) -> String? {
    for dots in ["...", "…", "・・・", "。。。", "．．．", "[...]", "(...)"] where text.hasPrefix(dots) {
      return text[text.index(text.startIndex, offsetBy: dots.count)...].trimmed
        .trimmingPrefix("...").trimmed
    }
    return nil
  }

  private static let omitting: Set<String> = [
    "省略", "中略", "前略", "後略", "以下省略", "途中省略", "以下略", "略", "同じ", "変更なし", "そのまま", "snip", "snipped",
    "omitted", "unchanged", "sameasbefore", "sameasabove", "[...]", "existingcode", "restofcode",
    "restofthecode", "previouscode", "codeomitted", "othercode",
  ]

  /// Whether the words after the dots mean code that is there; "your code here" means none.
  private static func speaksOfCode(_ text: String) -> Bool {
    if ["your", "todo", "add ", "here", "write", "ここに", "追加"].contains(where: text.contains) {
      return text.contains("existing") || text.contains("rest of")
    }
    return [
      "existing", "rest", "same", "unchanged", "before", "omit", "snip", "previous", "earlier",
      "above",
      "other", "more", "code", "省略", "略", "既存", "そのまま", "同じ", "変更なし", "同様", "上記", "前と", "先ほど",
      "...",
    ].contains { text.contains($0) }
  }

  // MARK: - Bodies

  /// Of a line that leaves out the body it opens (`function token() { ... }`), what stands before that body, with
  /// the brace.
  static func opening(of line: NormalLine) -> String? {
    let isCommented = line.comments.count == 1 && isElision(comment: line.comments[0])
    guard
      let body = line.code.firstRange(ofBytes: "{ ... }")
        ?? (isCommented ? line.code.firstRange(ofBytes: "{ }") : nil),
      body.lowerBound > line.code.startIndex
    else { return nil }
    return line.code[..<body.lowerBound] + "{"
  }

  /// The listing, with such bodies as the program has them.
  static func expanded(_ listing: [ProgramLine], from program: [ProgramLine]) -> [ProgramLine] {
    listing.flatMap { line -> [ProgramLine] in
      guard let opening = opening(of: line.normal),
        let start = program.firstIndex(where: { $0.normal.code == opening })
      else { return [line] }
      var depth = 0
      for index in start..<program.count {
        let code = program[index].normal.code.utf8
        depth += code.count { $0 == UInt8(ascii: "{") } - code.count { $0 == UInt8(ascii: "}") }
        if depth <= 0 { return Array(program[start...index]) }
      }
      return [line]
    }
  }

  // MARK: - Likeness

  /// Whether one line is the other with a change: half of their tokens are the same.
  static func isAlike(_ a: NormalLine, _ b: NormalLine) -> Bool {
    let x = Set(a.code.split(separator: " "))
    let y = Set(b.code.split(separator: " "))
    return x.intersection(y).count * 2 >= max(x.count, y.count)
  }
}
