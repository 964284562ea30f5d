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
  ])
  func prints(_ program: String, _ lines: [String]) {
    var settings = RunSettings()
    settings.samples = false
    settings.files = ["/functions/data.json": #"{"a":1}"#]
    let outcome = FunctionRunner().outcome(
      of: Run(program: program, profile: .twilioNode5, settings: settings))
    #expect(outcome.console.map(\.text) == lines)
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
