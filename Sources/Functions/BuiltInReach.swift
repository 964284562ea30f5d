import JavaScript

/// Whether a program may lay hands on the language's built-ins: replace `Array.prototype.map`, say.
///
/// Decides nothing but cost: only such programs get the guard, which keeps what they replace from our own parts.
/// So it says yes wherever a name may be hidden: in a computed member, an escape, another file.
struct BuiltInReach {
  private static let words: Set<String> = [
    "prototype", "__proto__", "constructor", "eval", "Function", "Reflect", "global", "globalThis",
    "getPrototypeOf", "setPrototypeOf", "getOwnPropertyDescriptor", "getOwnPropertyDescriptors",
    "getOwnPropertyNames", "getFunctions", "getAssets", "__lookupGetter__", "__lookupSetter__",
  ]
  private static let builtIns: Set<String> = [
    "Object", "Array", "String", "Number", "Boolean", "Symbol", "BigInt", "Error", "TypeError",
    "RangeError", "SyntaxError", "Promise", "RegExp", "Date", "Map", "Set", "WeakMap", "WeakSet",
    "ArrayBuffer", "DataView", "Uint8Array", "Proxy", "JSON", "Math", "parseInt", "parseFloat",
    "isNaN", "encodeURIComponent", "decodeURIComponent", "encodeURI",
  ]
  private static let assignments: Set<String> = [
    "=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=",
    "??=", "++", "--",
  ]

  /// What follows a member that stands in a pattern (`[Object.keys] = …`), in parentheses, or before a loop's list.
  private static let endsOfTargets: Set<String> = ["]", "}", ")", ",", "of", "in"]

  private let code: [Lexeme]
  private let source: LexedSource

  init(of source: LexedSource) {
    self.source = source
    code = source.code
  }

  var isPossible: Bool { code.indices.contains(where: reaches) }

  private func text(_ index: Int) -> String {
    code.indices.contains(index) ? String(source.text(code[index])) : ""
  }

  private func reaches(_ index: Int) -> Bool {
    switch code[index].kind {
    case .identifier, .keyword:
      let text = text(index)
      if text.utf8.contains(UInt8(ascii: "\\")) { return true }
      // The constructor of a class of its own.
      if text == "constructor", self.text(index + 1) == "(" {
        return [".", "?."].contains(self.text(index - 1))
      }
      return Self.words.contains(text) || Self.builtIns.contains(text) && !isOnlyUsed(index)
    case .string:
      let inner = source.text(code[index]).dropFirst().dropLast()
      return Self.isNamed(in: inner) || inner.hasPrefix(".") || hidesWords(inner)
        || inner.hasPrefix("/") && text(index - 2) == "require"
    case .template: return Self.isNamed(in: source.text(code[index]))
    case .punctuator:
      switch source.text(code[index]) {
      case "]": return text(index + 1) == ":"
      case "[": return isMember(index) && !isPlainKey(index + 1)
      default: return false
      }
    default: return false
    }
  }

  private static func isNamed(in text: Substring) -> Bool {
    words.contains { text.contains(bytes: $0) }
  }

  /// `Object.keys(…)`, `new Map(…)`, `instanceof Error`: neither replaced, removed nor handed on.
  private func isOnlyUsed(_ index: Int) -> Bool {
    switch text(index + 1) {
    case "(": true
    case ".":
      !["++", "--", "delete"].contains(text(index - 1))
        && !Self.assignments.contains(text(index + 3))
        && !Self.endsOfTargets.contains(text(index + 3))
    default: ["new", "instanceof", "extends"].contains(text(index - 1)) && text(index + 1) != "="
    }
  }

  /// Whether escapes write letters, as in `'\x5f_proto__'`.
  private func hidesWords(_ text: Substring) -> Bool {
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped, !"nrtbfv\\'\"`/".utf8.contains(byte) { return true }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return false
  }

  /// Whether a bracket takes a member of what stands before it.
  private func isMember(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    switch code[index - 1].kind {
    case .identifier, .string, .template, .privateName, .number, .regularExpression: return true
    case .keyword: return ["this", "super"].contains(text(index - 1))
    default: return [")", "]", "}", "?."].contains(text(index - 1))
    }
  }

  private func isPlainKey(_ index: Int) -> Bool {
    guard text(index + 1) == "]" else { return false }
    return code[index].kind == .number || code[index].kind == .string && !text(index).contains("\\")
  }
}
