/// The names a program may use without declaring them, and what the others say about it.
enum KnownNames {
  static let globals: Set<String> = language.union(node).union(functions)

  private static let language: Set<String> = [
    "Array", "ArrayBuffer", "BigInt", "Boolean", "DataView", "Date", "Error", "Function",
    "Infinity",
    "Intl", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise", "Proxy", "RangeError",
    "ReferenceError", "Reflect", "RegExp", "Set", "String", "Symbol", "SyntaxError", "TypeError",
    "URIError", "Uint8Array", "WeakMap", "WeakSet", "arguments", "async", "decodeURIComponent",
    "encodeURIComponent", "eval", "globalThis", "isNaN", "isFinite", "of", "get", "set", "static",
    "parseFloat", "parseInt", "undefined", "let", "await", "yield",
  ]

  private static let node: Set<String> = [
    "AbortController", "Buffer", "TextDecoder", "TextEncoder", "URL", "URLSearchParams",
    "clearInterval", "clearTimeout", "console", "crypto", "exports", "fetch", "global", "module",
    "process", "queueMicrotask", "require", "setImmediate", "setInterval", "setTimeout",
    "structuredClone", "__dirname", "__filename",
  ]

  private static let functions: Set<String> = ["Twilio", "Runtime", "Response"]

  private static let browser: Set<String> = [
    "document", "window", "navigator", "localStorage", "sessionStorage", "location", "alert",
    "XMLHttpRequest", "HTMLElement", "$", "jQuery", "MediaStream", "AudioContext",
  ]

  /// Modules of the program itself, of Node or of the network that are not here.
  static func reasonNotToRun(_ snippet: Snippet) -> String? {
    switch snippet.reading {
    case .script: break
    case .module: return "an ES module"
    case .members: return "members quoted out of an object or a class"
    case .jsx: return "JSX"
    case .typeScript: return "TypeScript"
    case .invalid: return "it does not parse as JavaScript"
    }
    if let reason = reasonNotToRunPlain(snippet) { return reason }
    let unknown = snippet.names.free.subtracting(globals).sorted()
    if !unknown.isEmpty {
      return
        "it needs \(unknown.prefix(3).map { "`\($0)`" }.joined(separator: ", ")) from elsewhere"
    }
    return nil
  }

  /// What keeps a plain program from running, whatever the snippets around it declare.
  static func reasonNotToRunPlain(_ snippet: Snippet) -> String? {
    if !snippet.names.free.isDisjoint(with: browser) { return "browser code" }
    return snippet.names.modules.first { $0 != "twilio" }.map { "it needs the module `\($0)`" }
  }
}
