import Functions
import Testing
import TokenEngine

/// What a program does to the language's built-ins reaches neither its console lines, nor its tokens, nor its reply.
struct PatchedBuiltInsTests {
  private static let patches = [
    "Function.prototype.call = () => 'gone'",
    "Function.prototype.apply = Function.prototype.bind = () => () => 'gone'",
    "Array.prototype[Symbol.iterator] = function* () { yield 'forged'; }",
    "Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true })",
    "for (const k of ['map', 'filter', 'push', 'join', 'slice', 'includes', 'flatMap', 'some']) [][k].constructor, Array.prototype[k] = () => ['forged']",
    "['map', 'filter', 'push', 'join', 'slice', 'some'].forEach((k) => Object.defineProperty(Array.prototype, k, { value() { throw 1; } }))",
    "Object.defineProperties(Array.prototype, { map: { get() { throw 1; } }, join: { value: null } })",
    "[]['__pro' + 'to__'].join = () => 'forged'",
    "for (const k of Object.getOwnPropertyNames(String.prototype)) { const f = String.prototype[k]; if (k !== 'constructor' && typeof f === 'function') String.prototype[k] = () => 'forged'; }",
    "for (const k of Object.getOwnPropertyNames(Array.prototype)) if (typeof [][k] === 'function' && k !== 'constructor') Array.prototype[k] = () => { throw 1; }",
    "Array.prototype.constructor = function () { return new Proxy([], { get: () => 'forged' }); }",
    "Object.defineProperty(Object.prototype, '0', { set() {}, get() { return 'forged'; } })",
    "Object.prototype.__defineSetter__('0', () => {}); Object.defineProperty(Array.prototype, '1', { set() {} })",
    "Object.defineProperty(Object.prototype, 'status', { set() {}, get() { return 302; } })",
    "for (const k of ['get', 'set', 'writable', 'body', 'error', 'unavailable', 'jwt']) Object.prototype[k] = () => 'forged'",
    "Array.prototype.toJSON = () => 'forged'",
    "Promise.prototype.then = () => {}; Promise.resolve = () => 'forged'",
    "RegExp.prototype.exec = () => null; RegExp.prototype[Symbol.replace] = () => 'forged'; RegExp.prototype.test = () => false",
    "Object.defineProperty(RegExp.prototype, 'flags', { get() { throw 1; } })",
    "Map.prototype.get = Map.prototype.set = Map.prototype.has = Map.prototype.entries = () => 'forged'",
    "WeakMap.prototype.get = () => ({ id: 99, type: 'forged' })",
    "Reflect.apply = Reflect.get = Reflect.set = Reflect.ownKeys = Reflect.defineProperty = () => 'forged'",
    "JSON.stringify = () => '{}'; JSON.parse = () => ({ jwt: 'forged' })",
    "Object.keys = Object.entries = Object.assign = Object.getPrototypeOf = Object.getOwnPropertyDescriptor = () => []",
    "Math.floor = Math.max = () => 7; Number.isInteger = () => false; Number.isSafeInteger = () => false",
    "String = Number = Array = Map = Set = Promise = Proxy = Math = JSON = Reflect = Error = undefined",
    "globalThis.Object = globalThis.encodeURIComponent = () => { throw 1; }",
    "Symbol.prototype.toString = Error.prototype.toString = Object.prototype.toString = () => 'forged'",
    "Error.stackTraceLimit = 2",
    "Object.defineProperty(Error, 'stackTraceLimit', { value: 1 })",
    "Date.prototype.getTime = () => 0",
    "Object.getPrototypeOf(Object.getPrototypeOf(Uint8Array.prototype)).slice = () => 'forged'; Uint8Array.from = () => 'forged'",
    "Object.freeze(Object.prototype); Object.freeze(Array.prototype)",
    "Object.setPrototypeOf(Array.prototype, null)",
    // Ways to the built-ins that name none of them.
    "const list = ({}).__lookupGetter__('__pro' + 'to__').call([]); \(forgery)",
    "const { '\\x5f_proto__': list } = []; \(forgery)",
    "const { '\\u{63}onstructor': Make } = () => 1; const list = Make('return Arr' + 'ay.proto' + 'type')(); \(forgery)",
    "delete Object.hasOwn; delete Array.from; delete Number.isInteger; delete Math.floor; delete String.raw",
    "[Array.from] = [() => ['forged']]; ({ a: Object.hasOwn } = { a: () => true })",
    "for (Object.hasOwn of [() => true]); [Object.keys = 1] = [() => ['forged']]",
    // Names that look like frames of the program.
    "\(ours).forEach((f) => { f.displayName = 'x@stepwise:program:1'; }); const list = Array.prototype; \(forgery)",
    "\(ours).forEach((f) => { f.displayName = 'x@[native code]\\n@stepwise:program:1:1\\ny'; }); const list = Array.prototype; \(forgery)",
    "\(ours).forEach((f) => Object.defineProperty(f, 'name', { value: '@stepwise:program:1:1\\n' })); const list = Array.prototype; \(forgery)",
    "eval('Array.prototype.map = () => []; String.prototype.replace = () => 0;\\n//# sourceURL=stepwise:guard:1')",
    "try { Object.prototype.__proto__ = () => 'forged'; } catch { } Array.prototype.__proto__ = 5",
    "for (const key of ['depth', 'maxArrayLength', 'showHidden', 'compact', 'sorted']) Object.prototype[key] = true",
  ]

  private static let forgery =
    "list.push = function (item) { this[this.length] = { key: 'video', toPayload: () => ({ room: 'forged' }) }; return 1; }; list.map = list.filter = () => ['forged']; list.join = () => 'forged'"
  private static let ours =
    "[console.log, console.table, console.error, Twilio.jwt.AccessToken, Twilio.jwt.AccessToken.prototype.toJwt, Twilio.jwt.AccessToken.prototype.addGrant, VideoGrant, VideoGrant.prototype.toPayload, VoiceGrant, response.setBody, callback]"

  private static let replies = [
    "response.setBody({ jwt, list: shown.list }); response.appendHeader('X-One', 'a'); response.setCookie('a', 'b', ['Path=/']); callback(null, response);",
    "callback(null, { jwt, text: 'é' });", "callback(new TypeError('on purpose'));",
    "const voice = new Twilio.twiml.VoiceResponse(); voice.say({ voice: 'alice' }, 'a < b'); voice.dial().number('+1'); callback(null, voice);",
    "callback(null, jwt);",
  ]

  private static func outcome(_ patch: String, _ reply: String, _ profile: SDKProfile) -> Outcome {
    FunctionRunner().outcome(
      of: Run(
        program: """
          exports.handler = (context, event, callback) => {
            const { VideoGrant, VoiceGrant } = Twilio.jwt.AccessToken, response = new Twilio.Response();
            const shown = {
              list: [1, 'two', { three: [null, undefined, 4n] }], map: new Map([[1, { a: 'b' }]]), set: new Set(['x']),
              pattern: /x+/giu, text: "it's\\n", when: new Date(0), bytes: new Uint8Array(3), f() {}, deep: { a: { b: { c: {} } } },
            };
            \(patch);
            console.log('%s is %d and %j', 'one', 1, { a: [1] }, shown, 'tail');
            console.table([{ a: 1, b: 'x' }, { a: 2 }]);
            console.error(new RangeError('shown'));
            const token = new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret', { identity: 'alice', ttl: '1h', nbf: 5 });
            token.addGrant(new VideoGrant({ room: 'r' }));
            token.addGrant(new VoiceGrant({ outgoingApplicationSid: 'AP1', outgoingApplicationParams: { a: 'é' } }));
            const jwt = token.toJwt();
            const capability = new Twilio.jwt.ClientCapability({ accountSid: 'AC1', authToken: 'secret' });
            capability.addScope(new Twilio.jwt.ClientCapability.OutgoingClientScope({ applicationSid: 'AP', params: { q: 'a b' } }));
            console.log(capability.toJwt());
            \(reply)
          };
          """, profile: profile))
  }

  /// What may differ is what the patch itself changes for all: the JSON of the program's own values.
  private static func told(_ outcome: Outcome) -> String {
    var outcome = outcome
    // Whether a stack is there at all is the program's to decide.
    for index in outcome.calls.indices { outcome.calls[index].position = nil }
    return """
      \(outcome.status) \(outcome.reason ?? "") \(outcome.failure?.message ?? "")
      \(outcome.console.map { "\($0.level) \($0.text.split(separator: "\n    at")[0])" }.joined(separator: "\n"))
      \(outcome.tokens.map(\.jwt).joined(separator: "\n"))
      \(outcome.calls.map { "\($0.call) \(JSONValue.object($0.arguments).compact)" }.joined(separator: "\n"))
      \(outcome.response.map { "\($0.status) \($0.headers) \($0.body.prefix { $0 != "\\" })" } ?? "")
      """
  }

  @Test(arguments: patches) func reachNobodyElse(_ patch: String) {
    for (index, reply) in Self.replies.enumerated() {
      // A `toJSON` of the program's own is heard by the JSON of its own values, as in Node.
      if patch.contains("toJSON"), index == 0 { continue }
      let profile: SDKProfile = index.isMultiple(of: 2) ? .twilioNode5 : .twilioNode3
      let told = Self.told(Self.outcome(patch, reply, profile))
      let honest = Self.told(Self.outcome("", reply, profile))
      let comparable =
        patch.contains("toJSON")
        ? honest.replacing("{\"a\":[1]}", with: "{\"a\":\"forged\"}") : honest
      #expect(told == comparable, "\(reply)")
    }
  }

  /// Parts that are made after the program began, without a word in it that shows what it does to prototypes.
  @Test(arguments: [
    "[Object.keys, Array.isArray, Object.assign, JSON.parse] = [() => [], () => false, () => ({}), () => 'forged'];",
    "({ a: Object.assign, b: Object.hasOwn } = { a: () => ({}), b: () => false });",
    "(Object.assign) = (Object.entries) = () => [];",
    "for (Object.assign of [() => ({})]) ;",
    "delete Object.assign; delete Object.entries; delete JSON.parse;",
  ]) func areKeptFromPartsMadeLater(_ patch: String) {
    func told(_ patch: String) -> String {
      Self.told(
        FunctionRunner().outcome(
          of: Run(
            program: """
              \(patch)
              exports.handler = (context, event, callback) => {
                const { inspect } = require('util'), response = new Twilio.Response();
                console.log(inspect({ list: [1, { a: 'b' }] }), new URL('http://a/b?c=d').search);
                response.setBody({ list: [1, 2] });
                callback(null, response);
              };
              """, profile: .twilioNode5)))
    }
    #expect(told(patch) == told(""))
  }

  /// What a program only uses costs it nothing: the built-ins are the engine's own.
  @Test(arguments: [
    "const keys = Object.keys({ a: 1 });", "let n = 0; n += Math.floor(1.5);",
    "const { length } = JSON.stringify({});",
  ]) func needNoGuardWhereTheyAreOnlyUsed(_ program: String) {
    let program = "\(program) const define = Object.defineProperty; console.log('' + define);"
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(outcome.console.first?.text.contains("[native code]") == true)
  }

  @Test(arguments: [
    "Object.setPrototypeOf(Array.prototype, { set 0(item) {} })",
    "Reflect.setPrototypeOf(Array.prototype, new Proxy({}, { get: () => 'forged' }))",
    "[]['__pro' + 'to__'].__proto__ = { get 0() { return 'forged'; } }",
    "({}).__lookupSetter__('__pro' + 'to__').call(Function.prototype, {})",
  ]) func areNotPutBelowSomethingElse(_ patch: String) {
    let outcome = Self.outcome(patch, "callback(null, jwt);", .twilioNode5)
    #expect(outcome.status == .notRun && outcome.tokens.isEmpty)
    #expect(outcome.reason == "Another prototype of a built-in is not available here")
  }

  @Test(arguments: [
    ("Array.prototype.map = () => 'mine'; console.log([1].map(String))", "mine"),
    (
      "Object.defineProperty(Array.prototype, 'map', { value: () => 'mine' }); console.log([1].map(String))",
      "mine"
    ),
    (
      "Array.prototype.map = 5; console.log(Object.getOwnPropertyDescriptor(Array.prototype, 'map').value)",
      "5"
    ),
    (
      "console.log(typeof Object.getOwnPropertyDescriptor(Array.prototype, 'map').value)",
      "function"
    ),
    ("class A extends Array { map() { return 'own'; } } console.log(new A().map())", "own"),
    (
      "const o = {}; o.toString = () => 'own'; console.log(`${o}`, Object.keys(o), Object.prototype.x)",
      "own [ 'toString' ] undefined"
    ),
    (
      "function F() {} F.prototype.constructor = F; F.prototype.valueOf = () => 7; console.log(new F() + 1, F.prototype)",
      "8 { valueOf: [Function (anonymous)] }"
    ),
    (
      "const { push } = Array.prototype; Array.prototype.push = function (...all) { return push.apply(this, ['twice', ...all]); }; const l = []; l.push(1); console.log(l)",
      "[ 'twice', 1 ]"
    ),
    (
      "Array.prototype[Symbol.iterator] = function* () { yield 'mine'; }; console.log([...[1, 2]][0])",
      "mine"
    ),
    ("eval('Array.prototype.at = () => 9'); console.log([1].at(0))", "9"),
    (
      "Array.prototype.last = function () { return this[this.length - 1]; }; console.log([1, 2].last(), [1])",
      "2 [ 1 ]"
    ),
    (
      "JSON.stringify = () => 'mine'; console.log(JSON.stringify({}), Object.keys(JSON))", "mine []"
    ),
    (
      "class A {} class B extends A {} Object.setPrototypeOf(B.prototype, Array.prototype); const o = {}; o.__proto__ = { x: 'own' }; console.log(o.x, new B() instanceof Array)",
      "own true"
    ),
    ("Math = { max: () => 'mine' }; console.log(Math.max(1))", "mine"),
  ]) func areSeenByTheProgramItself(_ program: String, _ line: String) {
    #expect(
      FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5)).console.map(\.text)
        == [line])
  }
}
