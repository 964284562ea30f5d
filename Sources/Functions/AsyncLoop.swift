import JavaScript
import TokenEngine

/// What `for await` goes through: JavaScriptCore's own way through a list comes to no end where one of its promises
/// rejects, so it is given another.
enum AsyncLoop {
  /// The function of the prelude that makes a way through a list, and says of what has none what Node calls it.
  private static let each = "\(CatchClause.caught).each"

  static func edits(in source: LexedSource) -> [SourceEdit] {
    let code = source.code
    func text(_ index: Int) -> Substring {
      code.indices.contains(index) ? source.text(code[index]) : ""
    }
    return code.indices.flatMap { index -> [SourceEdit] in
      guard text(index) == "for", code[index].kind == .keyword, text(index + 1) == "await",
        text(index + 2) == "(", let end = source.closing(index + 2, in: code)
      else { return [] }
      let first = ["const", "let", "var"].contains(text(index + 3)) ? index + 4 : index + 3
      var depth = 0
      let of = code[..<end].indices.dropFirst(first).first { index in
        switch text(index) {
        case "(", "[", "{": depth += 1
        case ")", "]", "}": depth -= 1
        default: break
        }
        // A variable may be called `of`, too.
        return depth == 0 && index > first && text(index) == "of"
          && ![".", "?."].contains(text(index - 1))
      }
      guard let of, of + 1 < end else { return [] }
      let list = code[of + 1].range.lowerBound..<code[end - 1].range.upperBound
      let written = String(source.source.utf8.dropFirst(list.lowerBound).prefix(list.count)) ?? ""
      let name = JSONValue.string(JSONString(CallPrinter.print(written))).compact
      return [
        .insertion("\(each)(", at: list.lowerBound), .insertion(",\(name))", at: list.upperBound),
      ]
    }
  }
}
