import Functions
import Testing
import TokenEngine

/// What Node and the Functions runtime do where it is easily done otherwise: a program and what it prints.
struct NodeLikenessTests {
  @Test(arguments: [
    (
      "Promise.resolve().then(() => console.log('promise')); process.nextTick(() => console.log('tick')); console.log('now')",
      ["now", "tick", "promise"]
    ),
    (
      "exports.handler = (context) => { try { context.getTwilioClient(); } catch (error) { console.log(error.stack.split('\\n').at(-1)); } }",
      ["--- at context.getTwilioClient()"]
    ),
    (
      "try { Runtime.getSync({ serviceName: 'x' }); } catch (error) { console.log(error.stack.split('\\n').at(-1)); }",
      ["--- at Runtime.getSync({\"serviceName\":\"x\"})"]
    ),
    (
      "const T = Twilio.jwt.AccessToken, o = { identity: 'i' }; console.log(new T('A', 'K', Buffer.from('é'), o).toJwt() === new T('A', 'K', 'é', o).toJwt())",
      ["true"]
    ),
    (
      "export const a = 1; console.log(this, import.meta.dirname, import.meta.filename)",
      ["undefined /functions /functions/token.js"]
    ),
    (
      "import data from './data.json' with { type: 'json' }; console.log(data.a)", ["1"]
    ),
    (
      "const say = new Twilio.twiml.VoiceResponse().say('a'); say.prosody({ rate: 'slow' }, 'b').prosody('c'); console.log(`${say}`.slice(38))",
      [
        "<Response><Say>a<prosody rate=\"slow\">b<prosody>c</prosody></prosody></Say></Response>"
      ]
    ),
    ("class E extends Error {} console.log(`${new E('a').stack}`.split('\\n')[0])", ["Error: a"]),
    (
      "console.log(new Error('a', { cause: 'b' }).cause, [new (class Own extends Error {})('m')].length)",
      ["b 1"]
    ),
    // An error as it is printed, the line it was made on first.
    (
      "[1].forEach(() => {\n  console.log(new Error('x')); });",
      [
        "Error: x\n    at /functions/token.js:2:15\n    at Object.<anonymous> (/functions/token.js:1:5)"
      ]
    ),
    (
      "const error = new Error('denied');\nerror.status = 401;\nconsole.log(error);",
      ["Error: denied\n    at Object.<anonymous> (/functions/token.js:1:15) {\n  status: 401\n}"]
    ),
    // A declaration of a module ends on its line, whatever the next one begins with.
    ("import { join } from 'path'\n(() => console.log(join('a', 'b')))()", ["a/b"]),
    ("import path from 'path'\n[1, 2].forEach((n) => console.log(n))", ["1", "2"]),
    ("import 'path'\n`x`.at(0)\nconsole.log(1)", ["1"]),
    ("import def, * as ns from 'path'\n+console.log(def === ns.default)", ["true"]),
    ("const a = 1\nexport { a }\n(() => console.log(a))()", ["1"]),
    ("const a = 1\nexport * from 'path'\n(() => console.log(a))()", ["1"]),
    ("export default function (a, { b } = {}) { return a }\n(() => console.log(2))()", ["2"]),
    ("export default class extends Map { }\n(() => console.log(3))()", ["3"]),
    ("export default async () => 1\nconsole.log(4)", ["4"]),
    (
      "import { 'join' as j } from 'path'\nconst X = 5; export { X as \"the X\" }; console.log(j('a', 'b'), X)",
      ["a/b 5"]
    ),
    ("console.log(join('a', 'b')); import { join } from 'path'; import 'util'", ["a/b"]),
    ("'use strict'\nconsole.log(join('a', 'b'))\nimport { join } from 'path'", ["a/b"]),
    // What waits outside of its functions is a module, wherever that stands; all else is a script.
    (
      "try { await Promise.reject(new Error('z')) } catch (e) { console.log(e.message) }", ["z"]
    ),
    (
      "const all = [await 1, await (async () => 2)()]\nif (all) console.log(`${await all}`)",
      ["1,2"]
    ),
    ("console.log((await import('path')).sep)", ["/"]),
    (
      "total = 1; const get = async (x) => await x; get(2).then((x) => console.log(x + total))",
      ["3"]
    ),
    ("const get = async (x) => await x\nawait get(1)\nconsole.log(this)", ["undefined"]),
    (
      "const get = async (x) =>\n  await x, o = Object.freeze({ a: 1 })\no.a = 2; console.log(o.a)",
      ["1"]
    ),
    (
      "exports.handler = async (context, event, callback) => await reply(callback)\nasync function reply(cb) { total = 1; console.log(total); cb(null, '') }",
      ["1"]
    ),
    // What only a file of the lesson's own names is there for it.
    (
      "console.log(require('./helper.protected').parse('{x'))",
      ["Expected property name or '}' in JSON at position 1"]
    ),
    (
      "console.log(require('./outer').own(() => null.x))",
      ["stack,message TypeError: Cannot read properties of null (reading 'x')"]
    ),
    // Names that are hidden are the same names, and the machine's clock is nowhere.
    (
      "console.log(new D\\u0061te().toISOString(), [].at['constructor']('return new Da'.concat('te().getTime()'))())",
      ["2024-01-01T00:00:00.000Z 1704067200000"]
    ),
    ("setT\\u0069meout(() => console.log('late'), 5)", ["late"]),
    ("\\u0063onsole.log('seen')", ["seen"]),
    // Nothing that is held weakly is lost, whatever else runs beside it.
    (
      "const held = new WeakRef({}); new FinalizationRegistry(() => console.log('lost')).register({}); setTimeout(() => console.log(typeof held.deref()), 1)",
      ["object"]
    ),
    (
      "Object.defineProperty(Array.prototype, '0', { set() {}, configurable: true }); process.nextTick(() => console.log('tick'))",
      ["tick"]
    ),
    ("export const { 'x-y': a, 0: b, c, d: e = 1 } = { c: 2 };\nconsole.log(c, e)", ["2 1"]),
    ("export const { 'k': z, y: [w] } = { k: 1, y: [2] };\nconsole.log(z, w)", ["1 2"]),
    (
      "import { 'a b' as c, d } from './names.mjs'; console.log(c, d)", ["1 2"]
    ),
    // An error has Node's words wherever the program takes hold of it.
    (
      "try { null.x } catch (e) { console.log(e.message === `${e.message}`, e.message) }",
      ["true Cannot read properties of null (reading 'x')"]
    ),
    (
      "try { null.x } catch ({ name,\n message: words = 'none' }) { console.log(name, words) }",
      ["TypeError Cannot read properties of null (reading 'x')"]
    ),
    (
      "(async () => nope)().catch((e) => console.log(e.message))", ["nope is not defined"]
    ),
    (
      "Promise.allSettled([(async () => nope)()]).then(([r]) => console.log(r.reason.message))",
      ["nope is not defined"]
    ),
    (
      "try { require('./broken.js') } catch (e) { console.log(e.message) }",
      ["Cannot read properties of undefined (reading 'b')"]
    ),
    (
      "try { null.x } catch (e) { console.log(e.stack.split('\\n')[0]) }",
      ["TypeError: Cannot read properties of null (reading 'x')"]
    ),
    // V8 stands on the name, also where nothing but the console looks.
    (
      "try { foo.bar() } catch (e) { console.log(e) }",
      ["ReferenceError: foo is not defined\n    at Object.<anonymous> (/functions/token.js:1:7)"]
    ),
    // What the lesson shows of its service is there.
    ("console.log(require(Runtime.getFunctions()['helper'].path).make())", ["made"]),
    ("console.log(JSON.parse(Runtime.getAssets()['/names.json'].open()).a)", ["1"]),
    ("console.log(Runtime.getAssets()['/open.json'])", ["undefined"]),
    // A Function is loaded by Twilio's own program.
    ("console.log(require.main === module); exports.handler = 1", ["false"]),
    (
      "const handler = () => 1; require('events').handler = 1; console.log(require.main === module)",
      ["true"]
    ),
    ("console.log(require.main === module); module.exports = { handler() {} }", ["false"]),
    ("console.log(require.main === module); export async function handler() {}", ["false"]),
    // What is put into the program stands in one order, also where one stands within another.
    (
      "(async () => { for await (const x of import('path')) {} })().catch((e) => console.log(e.name))",
      ["TypeError"]
    ),
    (
      "import path from 'path'; console.log(path.sep); try { null.x } catch (e) { console.log(e.message) } import util from 'util';",
      ["/", "Cannot read properties of null (reading 'x')"]
    ),
    (
      "import path from 'path';\nconsole.log(new Error('x').stack.split('\\n')[1]); import util from 'util';",
      ["    at /functions/token.js:2:13"]
    ),
    (
      "'use strict'; setTimeout(() => { try { keep.name = 'x' } catch (e) { console.log(e.name) } }); const keep = Object.freeze",
      ["TypeError"]
    ),
    (
      "console.log(eval('({catch($error){throw $caught($error)}})').catch.toString().length > 0); try {} catch ({ a }) {}",
      ["true"]
    ),
    // Only what an exporting file loads names the global.
    ("export * from './hex.js'", ["78"]),
    (
      "Object.prototype.value = 4; console.log({ get a() { return 1; } }, [1])",
      ["{ a: [Getter] } [ 1 ]"]
    ),
    // An own error keeps its own words, whatever they look like.
    (
      "try { throw new Error(\"Can't find variable: a\") } catch (e) { console.log(e.message) }",
      ["Can't find variable: a"]
    ),
    // What is put in does not move what stands behind it.
    (
      "try { throw 1 } catch (e) { console.log(new Error('a').stack.split('\\n')[1]) }",
      ["    at Object.<anonymous> (/functions/token.js:1:41)"]
    ),
    // An async function is one frame, as others are.
    (
      "exports.handler = async () => {\n  const f = async () => {\n    throw new Error('x'); };\n  await f().catch((e) => console.log(e.stack)); }",
      [
        "Error: x\n    at f (/functions/token.js:3:11)\n    at exports.handler (/functions/token.js:4:9)"
      ]
    ),
    (
      "const f = async () => {\n  null.x; };\n[1].forEach(() => f().catch((e) => console.log(e)));",
      [
        "TypeError: Cannot read properties of null (reading 'x')\n    at f (/functions/token.js:2:8)\n    at /functions/token.js:3:19\n    at Object.<anonymous> (/functions/token.js:3:5)"
      ]
    ),
    (
      "Promise.any([Promise.reject(1)]).catch((e) => console.log(e.message))",
      ["All promises were rejected"]
    ),
    // Of what is awaited nobody knows more than its value.
    (
      "(async () => { const [first] = await (async () => null)(); })().catch((e) => console.log(e.message))",
      ["null is not an object (evaluating '(async () => null)()')"]
    ),
    (
      "const load = async () => null; (async () => { const [first] = await load(); })().catch((e) => console.log(e.message))",
      ["(intermediate value) is not iterable"]
    ),
    (
      "const load = async () => null; (async () => { for (const one of await load()); })().catch((e) => console.log(e.message))",
      ["(intermediate value) is not iterable"]
    ),
    (
      "const load = async () => 5; (async () => { const [first] = await load(); })().catch((e) => console.log(e.message))",
      ["(intermediate value) is not iterable"]
    ),
    (
      "const load = async () => ({ rows: null }); (async () => { const [row] = (await load()).rows; })().catch((e) => console.log(e.message))",
      ["null is not an object (evaluating '(await load()).rows')"]
    ),
    (
      "(async () => { const [a, b] = await Promise.all([[1], null]);\nfor (const r of b) console.log(r); })().catch((e) => console.log(e.message))",
      ["b is not iterable"]
    ),
    // The engine says the same of `o` and of `a`, in the same place.
    (
      "(() => { try { const o = {}, a = o.rows; for (const r of a); } catch (e) { console.log(e.message); } })()",
      ["undefined is not an object (evaluating 'o.rows')"]
    ),
    // A function says what its author wrote.
    (
      "const f = (x) => { try { x(); } catch (e) { return e; } }; console.log(f.toString())",
      ["(x) => { try { x(); } catch (e) { return e; } }"]
    ),
    (
      "function g() { try { } catch ({ message,\n    name: n }) { return 'é'; } }\nconsole.log(`${g}`)",
      ["function g() { try { } catch ({ message,\n    name: n }) { return 'é'; } }"]
    ),
    (
      "'é'; class K { a() { try { } catch (e) { } } b() { return import('./x'); } } console.log(K + '', String(new K().b))",
      [
        "class K { a() { try { } catch (e) { } } b() { return import('./x'); } } b() { return import('./x'); }"
      ]
    ),
    (
      "console.log(`${require('./caught.js')}`)", ["() => { try { } catch (e) { } }"]
    ),
    // twilio-node asks `Date.now()` when a token is issued.
    (
      "Date.now = () => 5000; const t = new Twilio.jwt.AccessToken('A', 'K', 's', { identity: 'i' }); console.log(JSON.parse(Buffer.from(t.toJwt().split('.')[1], 'base64')).iat)",
      ["5"]
    ),
  ])
  func prints(_ program: String, _ lines: [String]) {
    var settings = RunSettings()
    settings.samples = false
    settings.files = [
      "/functions/data.json": #"{"a":1}"#, "/assets/names.private.json": #"{"a":1}"#,
      "/assets/open.json": "{}",
      "/functions/helper.protected.js":
        "exports.make = () => 'made'; exports.parse = (t) => { try { return JSON.parse(t) } catch (e) { return e.message } }",
      "/functions/outer.js": "exports.own = require('./inner').own",
      "/functions/inner.js":
        "exports.own = (f) => { try { f() } catch (e) { return Object.getOwnPropertyNames(e) + ' ' + e.stack.split('\\n')[0] } }",
      "/functions/names.mjs": "const q = 1; export { q as 'a b' }; export let d = 2",
      "/functions/caught.js": "module.exports = () => { try { } catch (e) { } }",
      "/functions/hex.js":
        "export const hex = Buffer.from('x').toString('hex'); console.log(hex)",
      "/functions/broken.js": "let a; try { a.b } catch (e) { throw e }",
    ]
    let outcome = FunctionRunner().outcome(
      of: Run(program: program, profile: .twilioNode5, settings: settings))
    #expect(outcome.console.map(\.text) == lines)
  }

  /// Source that breaks off is a mistake of the program, not of ours.
  @Test(arguments: [
    "export {", "const a = 1;\nexport { a", "export {a as", "export const {:}",
    "export let {`a`: b}", "export { a as 'b", "try {} catch ({", "try {} catch (",
  ])
  func brokenModules(_ program: String) {
    #expect(
      FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5)).status == .threw)
  }

  /// The token that a program never issued is made after all else, and nothing that happens then has happened.
  @Test(arguments: ["require('left-pad')", "console.log('ghost')", "callback(null, 'late')"])
  func whatComesAfterTheEnd(_ statement: String) {
    let program = """
      exports.handler = (context, event, callback) => {
        const token = new Twilio.jwt.AccessToken('AC', 'SK', 's', { identity: 'i' });
        token.addGrant({ key: 'k', toPayload() { \(statement); return {}; } });
        callback(null, 'done');
      };
      """
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(
      outcome.status == .completed && outcome.response?.body == "done" && outcome.console.isEmpty)
  }

  /// What a program does to the token that it never issued may not end; its own outcome stands.
  @Test(arguments: ["for (;;) {}", "while (true) { try { null.x } catch (e) {} }"])
  func anEndWithoutEnd(_ statement: String) {
    let program = """
      exports.handler = (context, event, callback) => {
        const token = new Twilio.jwt.AccessToken('AC', 'SK', 's', { identity: 'i' });
        token.addGrant({ key: 'k', toPayload() { \(statement); } });
        callback(null, 'done');
      };
      """
    let runner = FunctionRunner(timeLimit: 0.2)
    let outcome = runner.outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(outcome.status == .completed && outcome.response?.body == "done")
    #expect(outcome.tokens.isEmpty && outcome.truncated == ["tokens"])
    #expect(runner.wasStopped)
  }

  /// A reason that cannot be looked at is a rejection all the same.
  @Test(arguments: [
    "throw Object.assign(() => {}, { toString() { throw 1 } })",
    "Object.defineProperty(Error, Symbol.hasInstance, { value() { throw 1 } }); throw new Error('lost')",
  ])
  func rejections(_ statement: String) {
    let program = "exports.handler = async () => { \(statement); };"
    #expect(
      FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5)).status == .threw)
  }

  /// What a program reports is bounded in sum, whatever it is made of.
  @Test(arguments: [
    "const e = new Error('x'); e.name = 'n'.repeat(5e6); throw e",
    "try { require('m'.repeat(5e6)) } catch {}",
    "const r = new Twilio.Response(); for (let i = 0; i < 2e4; i++) r.appendHeader('x' + i, 'h'.repeat(100)); callback(null, r)",
    "for (let i = 0; i < 5e4; i++) console.log('')",
    "for (let i = 0; i < 40; i++) new Twilio.jwt.AccessToken('AC', 'SK', 's', { identity: 'i'.repeat(5e5) }).toJwt()",
    "for (let i = 0; i < 2e4; i++) context['K' + i]",
  ])
  func reportsAreBounded(_ statement: String) {
    let program = "exports.handler = (context, event, callback) => { \(statement); };"
    let outcome = FunctionRunner(timeLimit: 60).outcome(
      of: Run(program: program, profile: .twilioNode5))
    #expect(outcome.wireBytes.count < 24 << 20)
    #expect(outcome.console.count < 20_000 && outcome.reads.count <= 2_000)
    #expect(
      (outcome.response?.headers.count ?? 0) < 10_000 && (outcome.failure?.name.count ?? 0) < 2_000)
  }

  /// jsonwebtoken looks at the type of a lifetime, then at the kind of a key, then reads a lifetime that is text.
  @Test(arguments: [
    ("[]", "\"expiresIn\" should be a number of seconds or string representing a timespan"),
    ("'soon'", "\"alg\" parameter for \"ec\" key type must be one of: ES256, ES384, ES512."),
    ("60", "\"alg\" parameter for \"ec\" key type must be one of: ES256, ES384, ES512."),
  ])
  func ellipticKeys(_ ttl: String, _ words: String) {
    let program = """
      const token = new (require('twilio').jwt.ValidationToken)({
        accountSid: 'AC', credentialSid: 'CR', signingKey: 'SK', privateKey: '-----BEGIN PRIVATE KEY-----\\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvpAVEGm1+8oeprQS\\nbk3l4SPbJ3SHsWThUFFXkFAAFO+hRANCAAQNeh5Z0UFOb7vcyihYifu6Y6T3CA4M\\nmIJOkaxWIqRY69EBgEAkiM4N6Z91bNd2Tq0dPNvcNQ5Lwg0FmXTtBXxa\\n-----END PRIVATE KEY-----'
      });
      token.ttl = \(ttl);
      try {
        token.fromHttpRequest({ url: 'https://a.b/c', method: 'GET', headers: {} });
      } catch (error) { console.log(error.message); }
      """
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(outcome.console.map(\.text) == ["Error generating JWT token Error: \(words)"])
  }

  /// Too much of something is cut and named, or refused for what it is.
  @Test(
    arguments: [
      (
        "const r = new Twilio.Response(); r.appendHeader('x', 'h'.repeat(9e6)); callback(null, r)",
        ["headers"], nil
      ),
      ("process.emitWarning('w'.repeat(9e6)); callback(null, 'ok')", ["console"], nil),
      ("context['K'.repeat(9e6)]; callback(null, 'ok')", [], nil),
      ("const e = new Error('x'); e.stack = 's'.repeat(9e6); callback(e)", [], nil),
      (
        "require('crypto').createHash('sha256').update('x'.repeat(9e6)).digest('hex'); callback(null, 'ok')",
        [], "it hashes more text than Stepwise takes"
      ),
      (
        "new Twilio.jwt.AccessToken('AC', 'SK', 's'.repeat(9e6), { identity: 'i' }).toJwt(); callback(null, 'ok')",
        [], "it hands the token engine more text than any token can hold"
      ),
    ] as [(String, [String], String?)])
  func tooMuch(_ statement: String, _ truncated: [String], _ reason: String?) {
    let outcome = FunctionRunner(timeLimit: 20).outcome(
      of: Run(
        program: "exports.handler = (context, event, callback) => { \(statement) };",
        profile: .twilioNode5))
    #expect(outcome.truncated == truncated)
    #expect(outcome.reason == reason)
    #expect(outcome.status == (reason == nil ? .completed : .notRun))
  }

  /// Bytes that are no text have no place in a listing: the run says so.
  @Test func aSecretOfOtherBytesIsNotGuessed() {
    let program = "new Twilio.jwt.AccessToken('A', 'K', Buffer.from([255, 0]), { identity: 'i' })"
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(outcome.status == .notRun)
    #expect(outcome.reason == "A secret whose bytes are no text is not available here")
  }

  /// An error of a class of the program's own is made where that is called.
  @Test func ownErrorsStandAtTheirCall() {
    let program = """
      class Mine extends Error {
        constructor(text) { super(text); this.name = 'Mine'; }
      }
      throw new Mine('a');
      """
    let failure = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5)).failure
    #expect(failure?.position?.line == 4)
    #expect(failure?.position?.column == 7)
  }

  /// A `stack` that the program wrote is the reply's, as in Node.
  @Test func aWrittenStackIsKept() {
    let program = "try { null.x; } catch (error) { error.stack = 'mine'; throw error; }"
    let failure = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5)).failure
    #expect(failure?.ownStack == "mine")
  }
}
