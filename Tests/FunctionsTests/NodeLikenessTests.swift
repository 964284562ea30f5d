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
  ])
  func prints(_ program: String, _ lines: [String]) {
    var settings = RunSettings()
    settings.samples = false
    settings.files = ["/functions/data.json": #"{"a":1}"#]
    let outcome = FunctionRunner().outcome(
      of: Run(program: program, profile: .twilioNode5, settings: settings))
    #expect(outcome.console.map(\.text) == lines)
  }

  /// Source that breaks off is a mistake of the program, not of ours.
  @Test(arguments: [
    "export {", "const a = 1;\nexport { a", "export {a as", "export const {:}",
    "export let {`a`: b}",
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
