import JavaScript
import Testing

@Suite struct ScriptContextTests {
  private func call(_ body: String, limit: Double = 1) throws -> ScriptValue {
    let context = ScriptContext(in: ScriptEngine(timeLimit: limit))
    return try context.call(context.compile(body, url: "test"))
  }

  private func text(_ body: String) throws -> String? {
    if case .text(let text) = try call(body) { text } else { nil }
  }

  @Test(arguments: [
    ("return 'a' + 'b'", "ab"), ("return '\\u0000'.length + ' 日本 🎉'", "1 日本 🎉"),
    ("return JSON.stringify('\\ud83d')", "\"\\ud83d\""),
    ("return String(new Date(0).getTimezoneOffset())", "0"),
    ("return typeof WebAssembly", "undefined"),
  ])
  func stringsCrossUnharmed(_ body: String, _ expected: String) throws {
    #expect(try text(body) == expected)
  }

  @Test func hostFunctionsTakeAndGiveText() throws {
    let context = ScriptContext(in: ScriptEngine(timeLimit: 1))
    let host = context.hostFunction { .text("<\($0)\($1)>") }
    let function = try context.compile(
      "return host('a\\0b', 1) + typeof host", parameters: ["host"], url: "test")
    guard case .text(let text) = try context.call(function, .function(host)) else {
      Issue.record("no text came back")
      return
    }
    #expect(text == "<a\0b>function")
  }

  @Test func syntaxErrorsHaveALine() {
    let context = ScriptContext(in: ScriptEngine(timeLimit: 1))
    #expect { try context.compile("const a = 1;\nconst = 2;", url: "test") } throws: { error in
      (error as? ScriptError)?.name == "SyntaxError" && (error as? ScriptError)?.line == 4
    }
    #expect(throws: ScriptError.self) { try context.compile("}); (function () {", url: "test") }
  }

  @Test func anEndlessLoopEndsAndTheEngineGoesOn() throws {
    let engine = ScriptEngine(timeLimit: 0.1)
    let context = ScriptContext(in: engine)
    #expect { try context.call(context.compile("for (;;) {}", url: "test")) } throws: { error in
      (error as? ScriptError)?.kind == .terminated
    }
    let next = ScriptContext(in: engine)
    guard case .text("fine") = try next.call(next.compile("return 'fine'", url: "test")) else {
      Issue.record("the engine did not go on")
      return
    }
  }

  @Test func contextsShareNothing() throws {
    let engine = ScriptEngine(timeLimit: 1)
    let first = ScriptContext(in: engine)
    _ = try first.call(
      first.compile("globalThis.leak = 'x'; Array.prototype.leak = 1", url: "test"))
    let second = ScriptContext(in: engine)
    guard
      case .text(let text) = try second.call(
        second.compile("return typeof leak + typeof [].leak", url: "test"))
    else { return }
    #expect(text == "undefinedundefined")
  }
}
