import Functions
import Testing
import TokenEngine

@Suite struct FunctionRunnerTests {
  /// A program, and what it comes to under twilio-node 5: status, then error, body or console.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var program: String
    var status: Outcome.Status
    var detail: String = ""
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "a string is text/plain",
      program: "exports.handler = (c, e, callback) => callback(null, 'hi')",
      status: .completed, detail: "200 Content-Type: text/plain; charset=utf-8 | hi"),
    Case(
      name: "an object is JSON",
      program: "exports.handler = (c, e, callback) => callback(null, {a: 1})",
      status: .completed, detail: "200 Content-Type: application/json; charset=utf-8 | {\"a\":1}"),
    Case(
      name: "a Response with headers",
      program: """
        exports.handler = function (context, event, callback) {
          const r = new Twilio.Response();
          r.appendHeader('Content-Type', 'application/json');
          r.appendHeader('X-A', 'b');
          r.setStatusCode(201).setBody({ ok: true });
          callback(null, r);
        };
        """, status: .completed,
      detail: "201 Content-Type: application/json; charset=utf-8, X-A: b | {\"ok\":true}"),
    Case(name: "no callback", program: "exports.handler = () => {}", status: .incomplete),
    Case(
      name: "a handler that throws", program: "exports.handler = () => {\n  null.x\n}",
      status: .threw,
      detail: "TypeError: Cannot read properties of null (reading 'x') at 2:8"),
    Case(
      name: "an async handler that rejects",
      program: "exports.handler = async () => {\n  throw new RangeError('no')\n}", status: .threw,
      detail: "RangeError: no at 2:9"),
    Case(
      name: "undefined names in V8's words",
      program: "exports.handler = () => {\n  const a = foo.bar;\n}",
      status: .threw, detail: "ReferenceError: foo is not defined at 2:13"),
    Case(
      name: "assignment to a constant", program: "exports.handler = () => { const c = 1; c = 2 }",
      status: .threw, detail: "TypeError: Assignment to constant variable. at 1:40"),
    Case(
      name: "assignment to a member of what is frozen",
      program:
        "'use strict';\nconst c = Object.freeze({ a: 1 });\nexports.handler = () => {\n  c.a = 2;\n}",
      status: .threw,
      detail: "TypeError: Cannot assign to read only property 'a' of object '#<Object>' at 4:5"),
    Case(
      name: "assignment to a getter",
      program:
        "'use strict';\nclass A {\n  get a() { return 1; }\n}\nconst o = new A();\no.a = 2;",
      status: .threw,
      detail: "TypeError: Cannot set property a of #<A> which has only a getter at 6:3"),
    Case(
      name: "not a constructor, at `new`",
      program: "exports.handler = () => {\n  new Twilio.jwt.Nope()\n}",
      status: .threw, detail: "TypeError: Twilio.jwt.Nope is not a constructor at 2:3"),
    Case(
      name: "not a constructor, over several lines",
      program: "exports.handler = () => {\n  const Nope = 1;\n  new Nope({\n    a: 1,\n  });\n}",
      status: .threw, detail: "TypeError: Nope is not a constructor at 3:3"),
    Case(
      name: "not an object, over several lines",
      program: "exports.handler = () => {\n  const none = {};\n  none.list\n    .map(1);\n}",
      status: .threw,
      detail: "TypeError: Cannot read properties of undefined (reading 'map') at 4:6"),
    Case(
      name: "not a function, at the method", program: "exports.handler = () => {\n  ({}).a.b(); }",
      status: .threw, detail: "TypeError: Cannot read properties of undefined (reading 'b') at 2:10"
    ),
    Case(name: "a syntax error", program: "exports.handler = (\n\n  =>", status: .threw),
    Case(
      name: "the identity that 5 demands",
      program:
        "exports.handler = () => {\n  const t = new Twilio.jwt.AccessToken('AC1', 'SK1', 's');\n}",
      status: .threw, detail: "Error: identity is required to be specified in options at 2:13"),
    Case(
      name: "a plain program prints",
      program: "console.log('a %d', 1, { b: [1, 'x'] }); console.error(undefined)",
      status: .completed, detail: "log a 1 { b: [ 1, 'x' ] } / error undefined"),
    Case(
      name: "timers run on the virtual clock",
      program:
        "exports.handler = (c, e, callback) => { const s = Date.now(); setTimeout(() => callback(null, String(Date.now() - s)), 9000) }",
      status: .completed, detail: "200 Content-Type: text/plain; charset=utf-8 | 9000"),
    Case(
      name: "dates and formats beside words that reach every global",
      program:
        "console.log(globalThis.Date.now(), new Intl.DateTimeFormat('en').format(), typeof require)",
      status: .completed, detail: "log 1704067200000 1/1/2024 function"),
    Case(
      name: "waiting for ever", program: "exports.handler = () => { setInterval(() => {}, 100) }",
      status: .timedOut),
    Case(
      name: "a REST client is not here",
      program: "exports.handler = (context) => { context.getTwilioClient().messages.create({}) }",
      status: .notRun, detail: "The REST call “client.messages.create” is not available here"),
    Case(
      name: "caught or not, what is not here is not run",
      program: "let x; try { x = require('axios') } catch {}", status: .notRun,
      detail: "The module “axios” is not available here"),
    Case(
      name: "a Function of the service that the lesson does not show",
      program: "const { make } = require(Runtime.getFunctions()['helper'].path)", status: .notRun,
      detail: "The Function “helper” of the service is not available here"),
    Case(
      name: "an asset of the service that the lesson does not show",
      program: "exports.handler = () => { Runtime.getAssets()['/x.json'].open() }", status: .notRun,
      detail: "The asset “/x.json” of the service is not available here"),
    Case(
      name: "an error in a list that takes many apart",
      program:
        "const a = [], u = null; try { [\(String(repeating: "...a,", count: 12_000))...u] } catch (e) { console.log(e.name) }",
      status: .completed, detail: "log TypeError"),
    Case(
      name: "what Node has and this engine has not",
      program:
        "exports.handler = (c, e, callback) => callback(null, new SharedArrayBuffer(8).byteLength)",
      status: .notRun, detail: "The global “SharedArrayBuffer” is not available here"),
    Case(
      name: "streams of the web", program: "exports.handler = () => { new ReadableStream({}) }",
      status: .notRun, detail: "The global “ReadableStream” is not available here"),
    Case(
      name: "members of a module that are not here",
      program: "const { join } = require('path'), { parseArgs } = require('node:util')",
      status: .notRun, detail: "util.parseArgs is not available here"),
    Case(
      name: "members of a module that Node has not", program: "console.log(require('util').nope)",
      status: .completed, detail: "log undefined"),
    Case(
      name: "what is typed in", program: "process.stdin.on('data', () => {})", status: .notRun,
      detail: "process.stdin is not available here"),
    Case(
      name: "what a process does to others", program: "process.kill(process.pid)", status: .notRun,
      detail: "process.kill is not available here"),
    Case(
      name: "whether the process has it may be asked",
      program:
        "console.log(typeof process.getuid, typeof process.stdin, process.stdin.isTTY, typeof process.getuid?.(), typeof process.kill)",
      status: .completed, detail: "log function object undefined number function"),
    Case(
      name: "whether there is one may be asked",
      program:
        "console.log('helper' in Runtime.getFunctions(), Object.keys(Runtime.getAssets()), Runtime.getAssets())",
      status: .completed, detail: "log false [] {}"),
    Case(
      name: "what promises have to do when the program has failed",
      program: "Promise.resolve().then(() => console.log('late')); throw new Error('y')",
      status: .threw, detail: "Error: y at 1:58"),
    Case(
      name: "the first reply stands",
      program:
        "exports.handler = (c, e, callback) => { callback(null, 'a'); callback(null, 'b'); throw new Error('late') }",
      status: .completed, detail: "200 Content-Type: text/plain; charset=utf-8 | a"),
    Case(
      name: "an error handed to callback",
      program: "exports.handler = (c, e, callback) => callback(new Error('bad'))",
      status: .completed, detail: "Error: bad at 1:48"),
    Case(
      name: "lone surrogates cross",
      program: "exports.handler = (c, e, callback) => callback(null, String('a\\uD83Db'.length))",
      status: .completed, detail: "200 Content-Type: text/plain; charset=utf-8 | 3"),
  ]

  @Test(arguments: cases) func outcome(_ sample: Case) {
    let outcome = FunctionRunner().outcome(of: Run(program: sample.program, profile: .twilioNode5))
    #expect(outcome.status == sample.status, "\(outcome)")
    if !sample.detail.isEmpty { #expect(Self.detail(outcome) == sample.detail) }
    if sample.status == .threw { #expect(outcome.console.isEmpty) }
  }

  static func detail(_ outcome: Outcome) -> String {
    if let reply = outcome.response {
      let headers = reply.headers.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
      return "\(reply.status) \(headers) | \(reply.body)"
    }
    if let failure = outcome.failure {
      let place = failure.position.map { " at \($0.line)\($0.column.map { ":\($0)" } ?? "")" } ?? ""
      return "\(failure.name): \(failure.message)\(place)"
    }
    if let reason = outcome.reason { return reason }
    return outcome.console.map { "\($0.level) \($0.text)" }.joined(separator: " / ")
  }

  @Test func anEndlessLoopIsEnded() {
    let outcome = FunctionRunner(timeLimit: 0.2).outcome(
      of: Run(program: "exports.handler = () => { while (true) {} }", profile: .twilioNode5))
    #expect(outcome.status == .timedOut)
  }

  @Test func theNextRunIsUntouchedByTheOneBefore() {
    let runner = FunctionRunner(timeLimit: 0.2)
    let hostile = """
      Array.prototype.push = Object.prototype.toString = JSON.stringify = null;
      globalThis.Twilio = 1; Object.freeze(Object.prototype);
      while (true) {}
      """
    _ = runner.outcome(of: Run(program: hostile, profile: .twilioNode5))
    let outcome = runner.outcome(
      of: Run(
        program:
          "exports.handler = (c, e, callback) => callback(null, typeof Twilio.jwt.AccessToken)",
        profile: .twilioNode5))
    #expect(outcome.response?.body == "function")
  }

  @Test func callsCarryTheirPlace() {
    let program = """
      exports.handler = function (context, event, callback) {
        const { AccessToken } = Twilio.jwt;
        const grant = new AccessToken.SyncGrant({ serviceSid: context.SYNC_SERVICE_SID });
        const 日本 = '🎉', token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: event.user });
        token.addGrant(grant);
          token.ttl = 60;
        callback(null, token.toJwt());
      };
      """
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(
      outcome.calls.map { "\($0.call) \($0.position!.line):\($0.position!.column!)" } == [
        "SyncGrant.init 3:17", "AccessToken.init 4:34", "AccessToken.addGrant 5:9",
        "AccessToken.set 6:11", "AccessToken.toJwt 7:24",
      ])
    #expect(outcome.response?.body == outcome.tokens.first?.jwt)
    #expect(
      outcome.reads.map(\.name) == [
        "SYNC_SERVICE_SID", "ACCOUNT_SID", "API_KEY", "API_SECRET", "user",
      ])
    #expect(!outcome.consultedProfile)
  }

  @Test func aTokenNeverAskedForIsImplicit() {
    let program =
      "const t = new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret'); t.identity = 'a'; t.addGrant(new Twilio.jwt.AccessToken.VideoGrant({ room: 'r' }))"
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode3))
    #expect(outcome.tokens.map(\.isImplicit) == [true])
    let claims = outcome.tokens[0].payload
    #expect(claims["grants"]?.compact == #"{"identity":"a","video":{"room":"r"}}"#)
    #expect(outcome.consultedProfile)
  }

  @Test func samplesAreUndefinedWhenSwitchedOff() {
    var settings = RunSettings()
    settings.samples = false
    let outcome = FunctionRunner().outcome(
      of: Run(
        program: "console.log(process.env.API_KEY)", profile: .twilioNode5, settings: settings))
    #expect(outcome.console.first?.text == "undefined")
  }
}
