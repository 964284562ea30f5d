import JavaScript
import TokenEngine

/// What a program's world consists of at the start: the globals it may name and the parts it surely asks for.
struct World {
  /// The part of the prelude that makes each global of Node and of the Functions runtime.
  private static let partOfGlobal = [
    "AbortController": "web", "AbortSignal": "web", "Blob": "web", "BroadcastChannel": "web",
    "Buffer": "buffer", "CompressionStream": "web", "CustomEvent": "web", "DOMException": "web",
    "Date": "time", "DecompressionStream": "web", "Event": "web", "EventTarget": "web",
    "File": "web", "FormData": "web", "Functions": "runtime", "Headers": "web", "Intl": "time",
    "MessageChannel": "web", "MessageEvent": "web", "PerformanceObserver": "web",
    "ReadableStream": "web", "Request": "web", "Response": "response", "Runtime": "runtime",
    "SharedArrayBuffer": "web", "TextDecoder": "encoding", "TextDecoderStream": "web",
    "TextEncoder": "encoding", "TextEncoderStream": "web", "TransformStream": "web",
    "Twilio": "twilio", "URL": "url", "URLSearchParams": "url", "WebAssembly": "web",
    "WebSocket": "web", "WritableStream": "web", "atob": "encoding", "btoa": "encoding",
    "clearImmediate": "timers", "clearInterval": "timers", "clearTimeout": "timers",
    "console": "console", "crypto": "crypto", "fetch": "web", "performance": "time",
    "process": "process", "queueMicrotask": "timers", "setImmediate": "timers",
    "setInterval": "timers", "setTimeout": "timers", "structuredClone": "web",
  ]

  /// What would tell of the machine: replaced in every world, as a program may hide how it gets there.
  private static let ofTheMachine = [
    "Date": "time", "Intl": "time", "WeakRef": "weak", "FinalizationRegistry": "weak",
  ]

  /// Of what this engine has not, the program that names it hears so.
  private static let onlyNamed: Set<String> = ["SharedArrayBuffer", "WebAssembly"]

  /// Words by which a program may reach a global without naming it.
  private static let reachingAll: Set<String> = [
    "Function", "Reflect", "constructor", "eval", "global", "globalThis", "this", "require",
    "import",
  ]

  /// Parts that a program which names them is going to need: they are evaluated before it can patch anything.
  private static let partsOfWords = [
    ("Twilio", "twilio"), ("twilio", "twilio"), ("nextTick", "timers"), ("Date", "time"),
    ("Intl", "time"), ("JSON", "json"), ("stack", "errors"), ("getOwnPropertyNames", "errors"),
    ("getOwnPropertyDescriptors", "errors"), ("ownKeys", "errors"),
  ]

  /// What the engine, and not V8, makes members of an error.
  private static let placesOfErrors: Set<String> = ["line", "column", "sourceURL"]

  /// What is evaluated before it needs no guard.
  private static let last = "guard"

  private(set) var globals: [String: String] = [:]
  private(set) var parts = ["caught", "reply"]
  /// By which it may ask for the lesson's other files.
  private var loads: [Substring] = []
  /// Whether it is what Node was started with, as far as it exports no handler.
  private var isMain = true

  init(of source: LexedSource) {
    var words: Set<String> = []
    var strings: [Substring] = []
    for lexeme in source.lexemes {
      switch lexeme.kind {
      case .identifier, .keyword: words.insert(String(source.text(lexeme)))
      case .string, .template: strings.append(source.text(lexeme))
      default: break
      }
    }
    isMain = !Self.exportsHandler(source)
    let mayReachAll =
      !words.isDisjoint(with: Self.reachingAll)
      || words.contains { $0.utf8.contains(UInt8(ascii: "\\")) }
      || strings.contains { $0.contains(bytes: "constructor") }
    globals = Self.partOfGlobal.filter {
      words.contains($0.key) || mayReachAll && !Self.onlyNamed.contains($0.key)
    }
    .merging(Self.ofTheMachine) { own, _ in own }
    for (word, part) in Self.partsOfWords where !parts.contains(part) {
      if words.contains(word) || strings.contains(where: { $0.contains(bytes: word) }) {
        parts.append(part)
      }
    }
    if !parts.contains("errors"),
      !words.isDisjoint(with: Self.placesOfErrors)
        || strings.contains(where: {
          Self.placesOfErrors.contains(String($0.dropFirst().dropLast()))
        })
    {
      parts.append("errors")
    }
    if words.contains("require"), !words.isDisjoint(with: ["main", "resolve"]) {
      parts.append("modules")
    }
    if !words.isDisjoint(with: ["Map", "Set"]),
      !words.isDisjoint(with: ["entries", "keys", "values"])
    {
      parts.append("iterators")
    }
    if BuiltInReach(of: source).isPossible { parts.append(Self.last) }
    if !words.isDisjoint(with: ["require", "import", "export"]) { loads = strings }
  }

  /// Whether it exports a handler, however that is written: `exports.handler = …`, `module.exports = { handler }`,
  /// `export const handler = …`.
  private static func exportsHandler(_ source: LexedSource) -> Bool {
    let code = source.code
    func text(_ index: Int) -> Substring {
      code.indices.contains(index) ? source.text(code[index]) : ""
    }
    return code.indices.contains { index in
      switch text(index) {
      case "exports":
        if text(index + 1) == ".", text(index + 2) == "handler" { return text(index + 3) == "=" }
        guard text(index + 1) == "=", text(index + 2) == "{",
          let end = source.closing(index + 2, in: code)
        else { return false }
        return (index + 2...end).contains { text($0) == "handler" && text($0 - 1) != "." }
      case "export":
        if text(index + 1) == "{", let end = source.closing(index + 1, in: code) {
          return (index + 1...end).contains { text($0) == "handler" }
        }
        return (index + 2...index + 3).contains { text($0) == "handler" }
      default: return false
      }
    }
  }

  /// Together with what one of the lesson's own files asks for, which the program may load.
  func with(_ file: World) -> World {
    var world = self
    world.globals.merge(file.globals) { own, _ in own }
    let all = parts + file.parts.filter { !parts.contains($0) }
    world.parts = all.filter { $0 != Self.last } + all.filter { $0 == Self.last }.prefix(1)
    world.loads += file.loads
    return world
  }

  /// Whether it may ask for one of the lesson's files: it says its name.
  func mayLoad(_ file: String) -> Bool {
    let name = file.split(separator: "/").last?.prefix { $0 != "." } ?? ""
    return loads.contains { $0.contains(bytes: String(name)) }
  }

  /// The settings of a run as the prelude reads them.
  func settings(of run: Run, virtualLimit: Double) -> String {
    let given = run.settings
    var globals = self.globals
    if given.environment["ACCOUNT_SID"]?.stringValue?.hasPrefix("AC") ?? false,
      !(given.environment["AUTH_TOKEN"]?.stringValue ?? "").isEmpty
    {
      globals["twilioClient"] = "client"
    }
    let settings: JSONValue = [
      "profile": .string(JSONString(run.profile.rawValue)),
      "time": .number(given.time * 1000),
      "virtualLimit": .number(virtualLimit),
      "seed": .number(Double(given.seed)),
      "path": .string(JSONString(given.path)),
      "file": .string(JSONString(Self.file(of: given))),
      "files": .object(Self.strings(given.files)),
      "environment": .object(given.environment),
      "event": .object(given.event),
      "isMain": .bool(isMain),
      "globals": .object(Self.strings(globals)),
      "parts": .array(parts.map { .string(JSONString($0)) }),
    ]
    return settings.compact
  }

  /// Where the program of a URL path stands in a deployed service.
  static func file(of settings: RunSettings) -> String { "/functions\(settings.path).js" }

  private static func strings(_ map: [String: String]) -> JSONObject {
    var object = JSONObject()
    for key in map.keys.sorted() { object[JSONString(key)] = .string(JSONString(map[key] ?? "")) }
    return object
  }
}
