import Foundation
import Functions
import Testing
import TokenEngine

/// Figures that twilio-node 3.84.1 and 5.13.2 gave, through the JavaScript face: the program that gave them
/// is written again from the vector and must give the same token, or the same error.
@Suite struct TokenVectorTests {
  static func vectors() throws -> [JSONValue] {
    let file = try Data(
      contentsOf: URL(fileURLWithPath: "Tests/TokenEngineTests/Vectors/token-vectors.json"))
    let root = try JSONValue(parsingUTF8: Array(file))
    return (root["vectors"]?.arrayValue ?? []).filter {
      $0["kind"]?.stringValue == "AccessToken"
        && $0["library"]?.stringValue?.hasPrefix("twilio-node") == true
    }
  }

  /// Rebuilds what JSON cannot hold (see `valueEncoding` in the file).
  static let decoder = """
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
    const refs = [];
    const grantOf = (g) => {
      if (g.type === 'custom') return { key: decode(g.key), toPayload: () => 'payload' in g ? decode(g.payload) : undefined };
      const grant = 'options' in g ? new AccessToken[g.type](decode(g.options)) : new AccessToken[g.type]();
      for (const [k, v] of Object.entries(g.set ?? {})) grant[k] = decode(v);
      if (g.as) refs[g.as] = grant;
      return grant;
    };
    const AccessToken = Twilio.jwt.AccessToken;
    const apply = (token, o) => {
      switch (o.op ?? o.operation ?? o.method) {
        case 'addGrant': return token.addGrant('grant' in o ? grantOf(o.grant) : 'ref' in o ? refs[o.ref] : decode(o.value));
        case 'set': token[o.property] = decode(o.value); return;
        case 'setGrant': refs[o.ref][o.property] = decode(o.value); return;
        case 'toJwt': token.toJwt(...decode(o.args ?? [])); return;
        default: throw new Error('unknown operation ' + JSON.stringify(o));
      }
    };
    """

  @Test func sameTokensAndErrors() throws {
    var failures: [String] = []
    var compared = 0
    let runner = FunctionRunner()
    for vector in try Self.vectors() {
      let id = vector["id"]?.stringValue ?? ""
      let text = vector.compact
      // A Buffer, a PEM key and a clock that jumps cannot be written in a lesson yet.
      if text.contains("$buffer") || text.contains("$key") || text.contains("setNow")
        || text.contains("PRIVATE KEY")
      {
        continue
      }
      guard let expected = vector["expected"],
        let profile = SDKProfile(named: vector["library"]?.stringValue ?? "")
      else { continue }
      if expected["errorOrigin"]?.stringValue == "engine" && id.contains("without-new") { continue }
      let method = vector["call"]?["method"]?.stringValue ?? "toJwt"
      let program = """
        \(Self.decoder)
        const c = JSON.parse(\(JSONValue.string(text).compact));
        try {
          const args = decode(c.constructorArgs);
          if ('options' in c) args.push(decode(c.options));
          const token = new AccessToken(...args);
          for (const o of c.operations) apply(token, o);
          const value = \(method == "toJwt" ? "token.toJwt(...decode(c.call.args ?? []))" : "JSON.stringify(token)");
          console.log(value);
        } catch (e) { console.log('!' + e.message); }
        """
      var settings = RunSettings()
      settings.time = vector["now"]?.numberValue ?? 0
      let outcome = runner.outcome(of: Run(program: program, profile: profile, settings: settings))
      let got =
        outcome.console.last?.text
        ?? "nothing (\(outcome.reason ?? outcome.failure?.message ?? ""))"
      let want =
        expected["jwt"]?.stringValue ?? expected["error"]?.stringValue.map { "!" + $0 }
        ?? expected["value"]?.stringValue ?? ""
      compared += 1
      if got != want {
        failures.append("\(id): got \(got.prefix(300)), expected \(want.prefix(300))")
      }
    }
    for failure in failures { Issue.record("\(failure)") }
    #expect(compared >= 150, "only \(compared) vectors compared")
  }
}

extension SDKProfile {
  fileprivate init?(named name: String) { self.init(rawValue: name) }
}
