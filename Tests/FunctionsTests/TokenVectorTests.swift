import Foundation
import Functions
import Testing
import TokenEngine

/// Figures that twilio-node 3.84.1 and 5.13.2 gave, through the JavaScript face: the program that gave them
/// is written again from the vector and must give the same token, value or error.
@Suite struct TokenVectorTests {
  @Test(arguments: [
    ("AccessToken", 221), ("AccessToken.static", 16), ("ClientCapability", 46),
    ("TaskRouterCapability", 26), ("taskrouter.util", 16), ("ValidationToken", 2),
  ])
  func endsAsInTheLibrary(kind: String, count: Int) throws {
    let vectors = FaceVector.all.filter { $0.kind == kind }
    #expect(vectors.count == count)
    let runner = FunctionRunner()
    for vector in vectors {
      let outcome = runner.outcome(of: vector.run)
      let got = outcome.console.last?.text ?? outcome.reason ?? outcome.failure?.message ?? ""
      #expect(got == vector.end, "\(vector.id)")
      if let jwt = vector.jwt { #expect(outcome.tokens.last?.jwt == jwt, "\(vector.id)") }
    }
  }

  @Test func leavesOutNoVector() { #expect(FaceVector.all.count == 327) }
}

/// A case of twilio-node as a program.
struct FaceVector: Sendable {
  let id: String
  let kind: String
  let run: Run
  /// What the program prints: the token, the value, or `!` and the error's name and message.
  let end: String
  let jwt: String?

  static let all: [FaceVector] = {
    let url = URL(fileURLWithPath: "Tests/TokenEngineTests/Vectors/token-vectors.json")
    let file = try! JSONValue(parsingUTF8: Array(Data(contentsOf: url)))
    return file["vectors"]!.arrayValue!.compactMap(FaceVector.init)
  }()

  private init?(_ vector: JSONValue) {
    guard let profile = SDKProfile(rawValue: vector["library"]!.stringValue!) else { return nil }
    id = vector["id"]!.stringValue!
    kind = vector["kind"]!.stringValue!
    let expected = vector["expected"]!
    jwt = expected["jwt"]?.stringValue
    if let error = expected["error"]?.stringValue {
      end = "!\(expected["errorName"]!.stringValue!): \(error)"
    } else {
      end = jwt ?? expected["value"]?.stringValue ?? "undefined"
    }
    var settings = RunSettings()
    settings.time = vector["now"]!.numberValue!
    run = Run(
      program: Self.player + "\nplay(\(JSONValue.string(vector.compact).compact));",
      profile: profile, settings: settings)
  }

  /// Plays the JSON of a vector; see `valueEncoding` and `fields` of the file.
  private static let player = """
    const decode = (v) => {
      if (Array.isArray(v)) return v.map(decode);
      if (v === null || typeof v !== 'object') return v;
      const [tag] = Object.keys(v), x = v[tag];
      switch (tag) {
        case '$undefined': return undefined;
        case '$number': return Number(x);
        case '$bigint': return BigInt(x);
        case '$boxed': return Object(decode(v.value));
        case '$date': return new Date(x);
        case '$function': return () => {};
        case '$symbol': return Symbol(x);
        case '$utf16': return String.fromCharCode(...x);
        case '$object': return Object.fromEntries(x.map(([k, w]) => [k, decode(w)]));
        case '$toJSON': return { toJSON: () => decode(x) };
      }
      return Object.fromEntries(Object.entries(v).map(([k, w]) => [k, decode(w)]));
    };
    const { AccessToken } = Twilio.jwt;
    const refs = {};
    const assign = (object, members) => {
      for (const [name, value] of Object.entries(members ?? {})) object[name] = decode(value);
      return object;
    };
    const grantOf = (g) => {
      if (g.type === 'custom') return { key: decode(g.key), toPayload: () => 'payload' in g ? decode(g.payload) : undefined };
      const grant = 'options' in g ? new AccessToken[g.type](decode(g.options)) : new AccessToken[g.type]();
      if (g.as) refs[g.as] = grant;
      return assign(grant, g.set);
    };
    const policyOf = ({ options, set }) => {
      const { Policy } = Twilio.jwt.taskrouter.TaskRouterCapability;
      return assign(options === undefined ? new Policy() : new Policy(decode(options)), set);
    };
    const apply = (token, o) => {
      switch (o.op) {
        case 'addGrant': return token.addGrant('grant' in o ? grantOf(o.grant) : 'ref' in o ? refs[o.ref] : decode(o.value));
        case 'addScope': return token.addScope('scope' in o
          ? new Twilio.jwt.ClientCapability[o.scope.type](...decode(o.scope.args)) : decode(o.value));
        case 'addPolicy': return token.addPolicy(policyOf(o.policy));
        case 'addPolicies':
          for (const policy of Twilio.jwt.taskrouter.util[o.function](...decode(o.args))) token.addPolicy(policy);
          return;
        case 'set': token[o.property] = decode(o.value); return;
        case 'setGrant': refs[o.ref][o.property] = decode(o.value); return;
        case 'toJwt': token.toJwt(...decode(o.args ?? [])); return;
        default: throw new Error('unknown operation ' + JSON.stringify(o));
      }
    };
    const classOf = (kind) => kind === 'TaskRouterCapability' ? Twilio.jwt.taskrouter[kind] : Twilio.jwt[kind];
    const result = ({ kind, call: { method, args }, ...vector }) => {
      if (kind === 'taskrouter.util') return Twilio.jwt.taskrouter.util[method](...decode(args));
      if (kind === 'AccessToken.static') {
        const [name, options] = decode(args);
        const Class = AccessToken[name];
        switch (method) {
          case 'get': return Class;
          case 'grantKey': return Class && new Class().key;
          case 'grantJSON': return JSON.stringify(new Class(options));
          case 'grantWithoutNew': return Class();
        }
      }
      const list = decode(vector.constructorArgs);
      if ('options' in vector) list.push(decode(vector.options));
      const token = new (classOf(kind))(...list);
      for (const operation of vector.operations) apply(token, operation);
      return method === '$JSON.stringify' ? JSON.stringify(token) : token[method](...decode(args));
    };
    const play = (json) => {
      try { console.log(result(JSON.parse(json))); } catch (error) { console.log(`!${error.name}: ${error.message}`); }
    };
    """
}
