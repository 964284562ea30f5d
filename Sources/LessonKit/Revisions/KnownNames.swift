import Functions

/// The names a program may use without declaring them, and what the others say about it.
enum KnownNames {
  static let globals: Set<String> = language.union(node).union(functions)

  static let language: Set<String> = [
    "Array", "ArrayBuffer", "BigInt", "Boolean", "DataView", "Date", "Error", "Function",
    "Infinity",
    "Intl", "JSON", "Map", "Math", "NaN", "Number", "Object", "Promise", "Proxy", "RangeError",
    "ReferenceError", "Reflect", "RegExp", "Set", "String", "Symbol", "SyntaxError", "TypeError",
    "URIError", "Uint8Array", "WeakMap", "WeakSet", "arguments", "async", "decodeURIComponent",
    "encodeURIComponent", "eval", "globalThis", "isNaN", "isFinite", "of", "get", "set", "static",
    "parseFloat", "parseInt", "undefined", "let", "await", "yield", "encodeURI", "decodeURI",
    "escape",
    "unescape", "AggregateError", "Atomics", "EvalError", "FinalizationRegistry", "Float32Array",
    "Float64Array", "Int16Array", "Int32Array", "Int8Array", "Iterator", "Uint16Array",
    "Uint32Array", "Uint8ClampedArray", "WeakRef",
  ]

  static let node: Set<String> = [
    "AbortController", "Buffer", "TextDecoder", "TextEncoder", "URL", "URLSearchParams",
    "clearInterval", "clearTimeout", "console", "crypto", "exports", "fetch", "global", "module",
    "process", "queueMicrotask", "require", "setImmediate", "setInterval", "setTimeout",
    "structuredClone", "__dirname", "__filename", "AbortSignal", "Blob", "FormData", "Headers",
    "Request",
    "performance", "btoa", "atob",
  ]

  private static let functions: Set<String> = ["Twilio", "Runtime", "Response", "Functions"]

  private static let browser: Set<String> = [
    "document", "window", "navigator", "localStorage", "sessionStorage", "location", "alert",
    "XMLHttpRequest", "HTMLElement", "$", "jQuery", "MediaStream", "AudioContext",
  ]

  /// With those of a browser.
  static let everywhere = globals.union(browser)

  /// Whether it can be no part of a Function: code of a page, JSX or an ES module.
  static func isForBrowser(_ snippet: Snippet) -> Bool {
    switch snippet.reading {
    case .jsx, .module, .typeScript: true
    default: !snippet.names.free.isDisjoint(with: browser)
    }
  }

  /// Why a snippet that belongs to nothing cannot run alone; nil where it can.
  static func reasonNotToRun(_ snippet: Snippet) -> String? {
    if let reason = reasonNotToRun(snippet.reading) { return reason }
    if case .invalid = snippet.reading { return "it does not parse as JavaScript" }
    if let reason = reasonNotToRunPlain(snippet) { return reason }
    if snippet.isData { return "data, and no program" }
    let unknown = snippet.names.free.subtracting(globals).sorted()
    if !unknown.isEmpty {
      return
        "it needs \(unknown.prefix(3).map { "`\($0)`" }.joined(separator: ", ")) from elsewhere"
    }
    return nil
  }

  /// What keeps a plain program from running, whatever the snippets around it declare.
  ///
  /// - Parameter ownFiles: whether the lesson's own files may be there; the run itself says which are not.
  static func reasonNotToRunPlain(_ snippet: Snippet, ownFiles: Bool = false) -> String? {
    if !snippet.names.free.isDisjoint(with: browser) { return "browser code" }
    if snippet.names.isForAnotherHost { return "code for another host" }
    return snippet.names.modules.first {
      !FunctionModules.has($0) && !(ownFiles && $0.hasPrefix("."))
    }.map {
      "it needs the module `\($0)`"
    }
  }

  /// What keeps a program that parses so from being run; one that does not parse at all is tried, and fails.
  static func reasonNotToRun(_ reading: Reading) -> String? {
    switch reading {
    case .script, .module, .invalid: nil
    case .members: "members quoted out of an object or a class"
    case .jsx: "JSX"
    case .typeScript: "TypeScript"
    case .output: "it shows output or line numbers"
    case .editMe(let placeholder): "the reader must first fill in `\(placeholder)`"
    }
  }
}

extension Snippet {
  /// Whether it neither declares nor calls anything: output that happens to parse.
  fileprivate var isData: Bool {
    names.declared.isEmpty && names.free.isEmpty && names.modules.isEmpty
      && !lines.contains { $0.code.split(separator: " ").contains { $0 == "(" || $0 == "=" } }
  }
}
