package import JavaScript

/// Rewrites the `import` and `export` of an ES module, on the same lines, as what CommonJS writes.
///
/// The rest keeps its columns: keywords are blanked, and what is exported is assigned behind the last line.
package struct ModuleSyntax {
  let source: LexedSource
  let code: [Lexeme]
  private(set) var edits: [SourceEdit] = []
  /// What stands behind the last line.
  private(set) var exports = ""
  /// Whether it imports, exports, or waits outside of its functions: the body of an async function in strict mode.
  private(set) var isModule = false
  private var awaits = false
  /// Whether it waits anywhere: it may be a module if it is no script.
  private(set) var mayWait = false
  /// Behind the imports that come before all else.
  private var endOfImports = 0

  /// - Returns: a program that is the body of an async function.
  package static func rewritten(_ source: LexedSource) -> String {
    let syntax = ModuleSyntax(of: source)
    return source.applying(syntax.edits) + syntax.exports
  }

  /// Whether a program waits outside of its functions: as another's module it cannot be loaded at once.
  package static func awaits(_ source: LexedSource) -> Bool { ModuleSyntax(of: source).awaits }

  init(of source: LexedSource) {
    self.source = source
    code = source.code
    read()
  }

  func text(_ index: Int) -> String {
    code.indices.contains(index) ? String(source.text(code[index])) : ""
  }

  private mutating func read() {
    var depth = 0
    var index = 0
    // Whether an arrow function's expression goes on here.
    var isInArrow = false
    while index < code.count {
      let lexeme = code[index]
      if depth == 0, isInArrow { isInArrow = !endsExpression(before: index) }
      switch (lexeme.kind, text(index)) {
      case (.punctuator, "{"), (.punctuator, "("), (.punctuator, "["): depth += 1
      case (.punctuator, "}"), (.punctuator, ")"), (.punctuator, "]"): depth -= 1
      // `files.import(…)`, and a method of that name where it is written.
      case (.keyword, _) where [".", "?."].contains(text(index - 1)): break
      case (.keyword, "import") where isMethod(at: index): break
      case (.keyword, "import") where ["(", "."].contains(text(index + 1)):
        edits.append(SourceEdit(range: lexeme.range, text: Self.dynamicImport))
      case (.keyword, "import") where depth == 0:
        index = readImport(at: index)
      case (.keyword, "export") where depth == 0: index = readExport(at: index)
      case (.punctuator, "=>") where depth == 0: isInArrow = text(index + 1) != "{"
      case (_, "await"):
        mayWait = true
        if depth == 0, !isInArrow { (isModule, awaits) = (true, true) }
      default: break
      }
      index += 1
    }
  }

  /// Whether what stands before is whole and this goes on with something else: behind `;` and `,`, or on a line of its
  /// own.
  private func endsExpression(before index: Int) -> Bool {
    guard ![";", ","].contains(text(index)) else { return true }
    let before = code[index - 1]
    return code[index].followsNewline && code[index].kind != .punctuator
      && (before.kind != .punctuator || [")", "]", "}"].contains(text(index - 1)))
  }

  /// Whether parameters and a body follow on a name.
  private func isMethod(at name: Int) -> Bool {
    guard text(name + 1) == "(", let end = source.closing(name + 1, in: code) else { return false }
    return text(end + 1) == "{" && !code[end + 1].followsNewline
  }

  /// As long as the keyword it stands for.
  static let dynamicImport = "$mport"

  /// `import a, { b as c } from 'm'`, `import * as a from 'm'`, `import 'm'`.
  private mutating func readImport(at start: Int) -> Int {
    // Names of exports may be strings, too.
    let end = code.indices[start...].prefix(256).first { index in
      code[index].kind == .string && (index == start + 1 || text(index - 1) == "from")
    }
    guard let end else { return start }
    isModule = true
    var parts: [String] = []
    let module = text(end)
    var index = start + 1
    while index < end {
      switch text(index) {
      case "*":
        parts.append("\(text(index + 2))=require(\(module),'namespace')")
        index += 2
      case "{":
        let close = code.indices[index..<end].first { text($0) == "}" } ?? end
        let names = pairs(index + 1..<close).map { $0 == $1 ? $0 : "\($0):\($1)" }
        parts.append("{\(names.joined(separator: ","))}=require(\(module),'namespace')")
        index = close
      case ",", "from", "type": break
      default: parts.append("\(text(index))=require(\(module),'default')")
      }
      index += 1
    }
    // The declaration ends here, whatever the next line begins with.
    let rewritten =
      parts.isEmpty ? "require(\(module));" : "const \(parts.joined(separator: ","));"
    let last = endOfAttributes(after: end)
    let range = code[start].range.lowerBound..<code[last].range.upperBound
    // What is imported is there from the first line on, wherever that is said.
    if start == endOfImports {
      edits.append(SourceEdit(range: range, text: rewritten))
      endOfImports = text(last + 1) == ";" ? last + 2 : last + 1
    } else {
      edits += [.insertion(rewritten, at: 0), SourceEdit(range: range, text: ";")]
    }
    return last
  }

  /// The last lexeme of `with { type: 'json' }` behind a module's name, else the name.
  private func endOfAttributes(after name: Int) -> Int {
    guard ["with", "assert"].contains(text(name + 1)), text(name + 2) == "{" else { return name }
    return code.indices[name...].first { text($0) == "}" } ?? name
  }

  /// `a, b as c` as pairs of a name and the name it is given.
  private func pairs(_ range: Range<Int>) -> [(String, String)] {
    var result: [(String, String)] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if text(index) == "as", !result.isEmpty {
        index += 1
        result[result.count - 1].1 = text(index)
      } else if text(index) != "," {
        result.append((text(index), text(index)))
      }
      index += 1
    }
    return result
  }

  /// Names of exports may be strings: `foo as "any text"`.
  private static func member(_ name: String) -> String {
    name.hasPrefix("\"") || name.hasPrefix("'") ? "[\(name)]" : "[\"\(name)\"]"
  }

  private mutating func readExport(at index: Int) -> Int {
    isModule = true
    let keyword = code[index].range
    func export(_ name: String, as exported: String) {
      exports += ";exports\(Self.member(exported))=\(name)"
    }
    switch text(index + 1) {
    case "default":
      var next = index + 2
      if text(next) == "async" { next += 1 }
      var name = next + 1
      if text(name) == "*" { name += 1 }
      let range = keyword.lowerBound..<code[index + 1].range.upperBound
      if ["function", "class"].contains(text(next)), code.indices.contains(name),
        code[name].kind == .identifier
      {
        edits.append(SourceEdit(range: range, text: String(repeating: " ", count: range.count)))
        export(text(name), as: "default")
      } else {
        edits.append(SourceEdit(range: range, text: "exports.default="))
        if ["function", "class"].contains(text(next)), let end = endOfBody(from: next) {
          edits.append(.insertion(";", at: end))
        }
      }
      exports += ";exports.__esModule=true"
      return index + 1
    case "{":
      guard let close = code.indices[index...].prefix(1024).first(where: { text($0) == "}" }) else {
        return index
      }
      var end = close
      var origin = ""
      if text(close + 1) == "from" {
        end = min(close + 2, code.count - 1)
        origin = "require(\(text(end)),'namespace')"
        end = endOfAttributes(after: end)
      }
      for (name, exported) in pairs(index + 2..<close) {
        export(origin.isEmpty ? name : origin + Self.member(name), as: exported)
      }
      edits.append(SourceEdit(range: keyword.lowerBound..<code[end].range.upperBound, text: ";"))
      exports += ";exports.__esModule=true"
      return end
    case "*":
      guard let end = code.indices[index...].prefix(8).first(where: { code[$0].kind == .string })
      else { return index }
      let module = "require(\(text(end)),'namespace')"
      exports +=
        text(index + 2) == "as"
        ? ";exports\(Self.member(text(index + 3)))=\(module)" : ";Object.assign(exports,\(module))"
      edits.append(SourceEdit(range: keyword.lowerBound..<code[end].range.upperBound, text: ";"))
      return end
    default:
      var next = index + 1
      if text(next) == "async" { next += 1 }
      let isVariable = ["const", "let", "var"].contains(text(next))
      next += text(next + 1) == "*" ? 2 : 1
      for name in isVariable ? declared(from: next) : [text(next)] { export(name, as: name) }
      edits.append(SourceEdit(range: keyword, text: String(repeating: " ", count: keyword.count)))
      exports += ";exports.__esModule=true"
      return index
    }
  }
}
