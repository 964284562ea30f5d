import CryptoExtras
import Functions
import Testing
import TokenEngine

/// What programs see of `Twilio.jwt` where the figures of the libraries do not reach.
@Suite struct TokenFaceTests {
  static let key = try! _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation

  /// An expression, and what it is under each profile: a value, or an error as `Name: message`.
  struct Case: CustomTestStringConvertible, Sendable {
    var expression: String
    var on3: String
    var on5: String
    var testDescription: String { expression }

    init(_ expression: String, _ both: String) { self.init(expression, on3: both, on5: both) }

    init(_ expression: String, on3: String, on5: String) {
      self.expression = expression
      self.on3 = on3
      self.on5 = on5
    }
  }

  static let names = """
    const { AccessToken, ClientCapability, ValidationToken, taskrouter } = Twilio.jwt;
    const { TaskRouterCapability, util } = taskrouter ?? {}, { Policy } = TaskRouterCapability ?? {};
    const client = (...scopes) => {
      const token = new ClientCapability({ accountSid: 'AC1', authToken: 's' });
      for (const scope of scopes) token.addScope(scope);
      return token;
    };
    const router = (options) => new TaskRouterCapability({
      accountSid: 'AC1', authToken: 's', workspaceSid: 'WS1', channelId: 'WK1', ...options });
    const outgoing = (options) => new ClientCapability.OutgoingClientScope({ applicationSid: 'AP1', ...options });
    const validation = (options) => new ValidationToken({
      accountSid: 'AC1', credentialSid: 'CR1', signingKey: 'SK1', privateKey: 'no key', ...options });
    const withGrants = (grants) => {
      const token = new AccessToken('AC1', 'SK1', 's', { identity: 'a' });
      token.grants = grants;
      token.identity = undefined;
      return JSON.stringify(JSON.parse(base64(token.toJwt().split('.')[1])).grants);
    };
    const claims = (token) => JSON.stringify(JSON.parse(base64(token.toJwt().split('.')[1])));
    const base64 = (text) => {
      const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const bits = [...text].map((digit) => digits.indexOf(digit).toString(2).padStart(6, '0')).join('');
      return bits.match(/.{8}/g).map((byte) => String.fromCharCode(parseInt(byte, 2))).join('');
    };
    const circle = (count) => {
      const objects = Array.from({ length: count }, () => ({}));
      objects.forEach((object, index) => { object.next = objects[(index + 1) % count]; });
      return objects[0];
    };
    const set = (object, members) => Object.assign(object, members);

    """

  /// V8's words, as `node` prints them.
  static func circle(_ lines: String...) -> String {
    ([
      "TypeError: Converting circular structure to JSON",
      "    --> starting at object with constructor 'Object'",
    ] + lines).joined(separator: "\n")
  }

  static let required = "Error: Required parameter \"options"
  static let cases = [
    // Calling without `new`.
    Case(
      "(0, AccessToken.SyncGrant)({})",
      on3: "TypeError: Cannot set properties of undefined (setting 'serviceSid')",
      on5: "TypeError: Class constructor SyncGrant cannot be invoked without 'new'"),
    Case(
      "AccessToken.VideoGrant({ room: 'r' })", on3: "undefined",
      on5: "TypeError: Class constructor VideoGrant cannot be invoked without 'new'"),
    Case(
      "AccessToken('', 'SK1', 's', { identity: 'a' })",
      on3: "Error: accountSid is required",
      on5: "TypeError: Class constructor AccessToken cannot be invoked without 'new'"),
    Case(
      "(0, ClientCapability)({ accountSid: 'AC1', authToken: 's' })",
      on3: "TypeError: Cannot set properties of undefined (setting 'accountSid')",
      on5: "TypeError: Class constructor ClientCapability cannot be invoked without 'new'"),
    // What is no list of grants, and what JSON cannot hold.
    Case("withGrants({})", on3: "{}", on5: "TypeError: this.grants is not iterable"),
    Case("withGrants(5)", on3: "{}", on5: "TypeError: this.grants is not iterable"),
    Case("withGrants('a')", "TypeError: grant.toPayload is not a function"),
    Case(
      "withGrants({ a: { key: 'k', toPayload: () => 1 } })", on3: #"{"k":1}"#,
      on5: "TypeError: this.grants is not iterable"),
    Case("withGrants(new Set([{ key: 'k', toPayload: () => 1 }]))", on3: "{}", on5: #"{"k":1}"#),
    Case(
      "withGrants([{ key: 'k', toPayload: () => circle(1) }])",
      circle("    --- property 'next' closes the circle")),
    Case(
      "withGrants([{ key: 'k', toPayload: () => circle(2) }])",
      circle(
        "    |     property 'next' -> object with constructor 'Object'",
        "    --- property 'next' closes the circle")),
    Case(
      "withGrants([{ key: 'k', toPayload: () => [circle(6)] }])",
      circle(
        "    |     property 'next' -> object with constructor 'Object'",
        "    |     property 'next' -> object with constructor 'Object'", "    |     ...",
        "    |     property 'next' -> object with constructor 'Object'",
        "    --- property 'next' closes the circle")),
    Case(
      "withGrants([{ key: 'k', toPayload: () => { const list = []; list[0] = list; return list; } }])",
      circle("    --- index 0 closes the circle").replacing("'Object'", with: "'Array'")),
    Case(
      "withGrants([{ key: 'k', toPayload: () => 5n }])",
      "TypeError: Do not know how to serialize a BigInt"),
    // The class's own lists are what toJwt asks.
    Case(
      "(AccessToken.DEFAULT_ALGORITHM = 'HS384', JSON.parse(base64(new AccessToken('AC1', 'SK1', 's', { identity: 'a' }).toJwt().split('.')[0])).alg)",
      "HS384"),
    Case(
      "(AccessToken.ALGORITHMS = ['HS512'], new AccessToken('AC1', 'SK1', 's', { identity: 'a' }).toJwt())",
      "Error: Algorithm not supported. Allowed values are HS512"),
    Case(
      "(AccessToken.DEFAULT_ALGORITHM = '', new AccessToken('AC1', 'SK1', 's', { identity: 'a' }).toJwt())",
      "Error: Algorithm not supported. Allowed values are HS256, HS384, HS512"),
    // Classes.
    Case("typeof ValidationToken", on3: "undefined", on5: "function"),
    Case("typeof AccessToken.Grant", on3: "undefined", on5: "function"),
    Case("new AccessToken.SyncGrant() instanceof AccessToken.SyncGrant", "true"),
    Case(
      "client().constructor.name + router().constructor.name",
      "ClientCapabilityTaskRouterCapability"),
    Case("client() instanceof ClientCapability && new Policy() instanceof Policy", "true"),
    Case(
      "JSON.stringify(client(outgoing()))",
      on3: #"{"accountSid":"AC1","authToken":"s","ttl":3600,"scopes":[{"applicationSid":"AP1"}]}"#,
      on5:
        #"{"accountSid":"AC1","authToken":"s","ttl":3600,"scopes":[{"scope":"scope:client:outgoing","applicationSid":"AP1"}]}"#
    ),
    Case(
      "JSON.stringify(new Policy({ allow: false }))",
      on3: #"{"method":"GET","queryFilter":{},"postFilter":{},"allow":true}"#,
      on5: #"{"url":"","method":"GET","queryFilter":{},"postFilter":{},"allow":true}"#),
    Case(
      "JSON.stringify(router())",
      #"{"accountSid":"AC1","authToken":"s","workspaceSid":"WS1","channelId":"WK1","ttl":3600,"version":"v1","policies":[]}"#
    ),
    // Constructors' checks.
    Case("new ClientCapability()", required + "\" missing."),
    Case(
      "new ClientCapability('x')", on3: required + ".accountSid\" missing.",
      on5: "TypeError: Parameter \"options\" must be a type Object"),
    Case(
      "new ClientCapability.OutgoingClientScope(null)",
      on3: "TypeError: Cannot read properties of null (reading 'applicationSid')",
      on5: required + "\" missing."),
    Case(
      "outgoing({ applicationSid: '' }).payload()", on3: "scope:client:outgoing?appSid=",
      on5: required + ".applicationSid\" missing."),
    Case(
      "new TaskRouterCapability({ accountSid: 'AC1', authToken: 's', workspaceSid: '' })",
      on3: required + ".channelId\" missing.", on5: required + ".workspaceSid\" missing."),
    // Scopes.
    Case(
      "outgoing({ params: null }).payload()", on3: "scope:client:outgoing?appSid=AP1",
      on5: "TypeError: Cannot convert undefined or null to object"),
    Case(
      "outgoing({ clientName: new String('a b') }).payload()",
      on3: "scope:client:outgoing?appSid=AP1&clientName=a%20b",
      on5: "scope:client:outgoing?appSid=AP1"),
    Case(
      "new ClientCapability.EventStreamScope({ length: 1, 0: 'x' }).payload()",
      on3: "scope:stream:subscribe?path=/2010-04-01/Events&appParams=0%3Dx",
      on5: "scope:stream:subscribe?path=/2010-04-01/Events&appParams=0%3Dx%26length%3D1"),
    Case(
      "new ClientCapability.IncomingClientScope('\\ud83d').payload()", "URIError: URI malformed"),
    // Failures, in their order.
    Case(
      "set(client(undefined), { authToken: '', ttl: 'x' }).toJwt()",
      "TypeError: Cannot read properties of undefined (reading 'payload')"),
    Case(
      "set(client(), { authToken: '', ttl: 'x' }).toJwt()",
      "Error: secretOrPrivateKey must have a value"),
    Case(
      "set(client(), { authToken: 5, ttl: 'x' }).toJwt()",
      on3: "Error: \"exp\" should be a number of seconds",
      on5: "Error: secretOrPrivateKey is not valid key material"),
    Case(
      "set(client(), { authToken: 5 }).toJwt()",
      on3: "TypeError: secret must be a string or bufferor a KeyObject",
      on5: "Error: secretOrPrivateKey is not valid key material"),
    Case(
      "router({ channelId: 5, authToken: '' === 1, ttl: 1 }).toJwt()",
      on3: "Error: secretOrPrivateKey must have a value", on5: required + ".authToken\" missing."),
    Case(
      "set(router(), { channelId: 5, authToken: '' }).toJwt()",
      on3: "Error: secretOrPrivateKey must have a value",
      on5: "TypeError: this.channelId.startsWith is not a function"),
    // Whatever was given is copied.
    Case(
      "claims(router({ accountSid: ['x'], workspaceSid: '\\ud83d', version: 2 }))",
      #"{"iss":["x"],"exp":1704070800,"version":2,"account_sid":["x"],"channel":"WK1","workspace_sid":"\ud83d","policies":[],"worker_sid":"WK1","iat":1704067200}"#
    ),
    Case(
      "claims(set(router(), { accountSid: undefined, workspaceSid: null, version: NaN }))",
      #"{"exp":1704070800,"version":null,"channel":"WK1","workspace_sid":null,"policies":[],"worker_sid":"WK1","iat":1704067200}"#
    ),
    Case(
      "claims(set(client(), { accountSid: undefined }))",
      #"{"scope":"","exp":1704070800,"iat":1704067200}"#),
    Case(
      "router({ friendlyName: 5n }).toJwt()", "TypeError: Do not know how to serialize a BigInt"),
    Case(
      "set(client(), { scopes: undefined }).toJwt().length > 0", on3: "true",
      on5: "TypeError: Cannot read properties of undefined (reading 'map')"),
    // A private key as a shared secret.
    Case(
      "client().toJwt.call(set(client(), { authToken: KEY })).length > 0", on3: "true",
      on5: "Error: secretOrPrivateKey must be a symmetric key when using HS256"),
    Case(
      "set(new AccessToken('AC1', 'SK1', KEY, { identity: 'a' }), { keySid: 5 }).toJwt('HS384')",
      on3: "Error: \"issuer\" must be a string",
      on5: "Error: secretOrPrivateKey must be a symmetric key when using HS384"),
    // taskrouter.util
    Case(
      "util.defaultWorkerPolicies('v1', undefined, 'WK1').map((policy) => policy.url).join()",
      "https://taskrouter.twilio.com/v1/Workspaces//Activities,https://taskrouter.twilio.com/v1/Workspaces//Tasks/**,https://taskrouter.twilio.com/v1/Workspaces//Workers/WK1/Reservations/**,https://taskrouter.twilio.com/v1/Workspaces//Workers/WK1"
    ),
  ]

  static func end(_ expression: String, on profile: SDKProfile) -> (text: String, outcome: Outcome)
  {
    let program = """
      const KEY = \(JSONValue.string(key).compact);
      \(names)
      let shown;
      try { shown = String(\(expression)); } catch (error) { shown = `${error.name}: ${error.message}`; }
      console.log(shown);
      """
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: profile))
    return (outcome.console.last?.text ?? outcome.failure?.message ?? "", outcome)
  }

  @Test(arguments: cases) func looksAsInNode(_ sample: Case) {
    #expect(Self.end(sample.expression, on: .twilioNode3).text == sample.on3)
    #expect(Self.end(sample.expression, on: .twilioNode5).text == sample.on5)
  }

  // MARK: - Validation tokens

  static let validationFailures: [(expression: String, message: String)] = [
    ("new ValidationToken({})", "Error: accountSid is required"),
    ("validation({ signingKey: 0 })", "Error: signingKey is required"),
    (
      "validation({ algorithm: '' })",
      "Error: Algorithm not supported. Allowed values are RS256, PS256"
    ),
    (
      "validation().fromHttpRequest()",
      "Error: Error generating JWT token TypeError: Cannot read properties of undefined (reading 'headers')"
    ),
    (
      "validation().fromHttpRequest({})", "Error: Error generating JWT token Error: Url is required"
    ),
    (
      "validation().fromHttpRequest({ url: '/x' })",
      "Error: Error generating JWT token Error: Method is required"
    ),
    (
      "validation().fromHttpRequest({ url: '/x', method: 5 })",
      "Error: Error generating JWT token TypeError: Invalid URL"
    ),
    (
      "validation().fromHttpRequest({ url: 'https://h/%zz', method: 5 })",
      "Error: Error generating JWT token TypeError: this.method.toUpperCase is not a function"
    ),
    (
      "validation().fromHttpRequest({ url: 'https://h/%zz', method: 'GET', headers: { Authorization: 5 } })",
      "Error: Error generating JWT token URIError: URI malformed"
    ),
    (
      "validation().fromHttpRequest({ url: 'https://h/', method: 'GET', headers: { Authorization: 5 } })",
      "Error: Error generating JWT token TypeError: this.headers[key].trim is not a function"
    ),
    (
      "set(validation(), { ttl: 'x' }).fromHttpRequest({ url: 'https://h/', method: 'GET' })",
      "Error: Error generating JWT token Error: secretOrPrivateKey must be an asymmetric key when using RS256"
    ),
    (
      "set(validation({ privateKey: KEY }), { ttl: 'x' }).fromHttpRequest({ url: 'https://h/', method: 'GET' })",
      "Error: Error generating JWT token Error: \"expiresIn\" should be a number of seconds or string representing a timespan eg: \"1d\", \"20h\", 60"
    ),
  ]

  @Test(arguments: validationFailures) func validationFails(expression: String, message: String) {
    #expect(Self.end(expression, on: .twilioNode5).text == message)
  }

  @Test func validatesRequests() throws {
    let (text, outcome) = Self.end(
      """
      validation({ privateKey: KEY }).fromHttpRequest({
        method: 'post', url: 'https://api.twilio.com/2010-04-01/x?y', headers: { Authorization: ' Basic eA== ' },
        params: { b: 2, a: [1, null] }, data: { k: 1 } })
      """, on: .twilioNode5)
    let token = ValidationToken(
      accountSID: "AC1", credentialSID: "CR1", signingKeySID: "SK1", privateKey: Self.key)
    let request = try SignedRequest(
      method: "POST", url: "https://api.twilio.com/2010-04-01/x", authorization: "Basic eA==",
      parameters: ["b": "2", "a": "1,"], body: ["k": 1])
    #expect(text == (try token.jwt(for: request, issuedAt: 1_704_067_200)))
    let issued = try #require(outcome.tokens.first)
    #expect(issued.header == token.header && issued.jwt == text)
    #expect(issued.payload == (try token.claims(for: request, issuedAt: 1_704_067_200)))
    #expect(
      outcome.calls.map(\.call) == ["ValidationToken.init", "ValidationToken.fromHttpRequest"])
    #expect(!"\(outcome.calls[1])".contains("Basic"))
  }

  // MARK: - What cannot be done here

  @Test(arguments: [
    (
      "validation({ privateKey: KEY, algorithm: 'PS256' }).fromHttpRequest({ url: 'https://h/', method: 'GET' })",
      "A PS256 signature, which contains chance, is not available here"
    ),
    (
      "set(validation({ privateKey: KEY }), { _algorithm: 'PS256' }).fromHttpRequest({ url: 'https://h/', method: 'GET' })",
      "A PS256 signature, which contains chance, is not available here"
    ),
    (
      "set(validation({ privateKey: KEY }), { _algorithm: 'HS256' }).fromHttpRequest({ url: 'https://h/', method: 'GET' })",
      "A validation token signed in another way than RS256 is not available here"
    ),
    (
      "(AccessToken.ALGORITHMS.push(AccessToken.DEFAULT_ALGORITHM = 'none'), new AccessToken('AC1', 'SK1', 's', { identity: 'a' }).toJwt())",
      "An access token signed in another way than with HMAC is not available here"
    ),
    (
      "validation({ privateKey: KEY }).fromHttpRequest({ url: 'https://日本.jp/', method: 'GET' })",
      "A request to a URL of another scheme, or to a host outside ASCII, is not available here"
    ),
    (
      "validation({ privateKey: KEY }).fromHttpRequest({ url: 'https://xn--wgv71a.jp/', method: 'GET' })",
      "A request to an internationalised host is not available here"
    ),
    (
      "withGrants([{ key: 'k', toPayload: () => JSON.parse('['.repeat(600) + ']'.repeat(600)) }])",
      "A token that cannot be read back (Arrays and objects are nested more than 512 deep.) is not available here"
    ),
    (
      "set(router(), { policies: [{ payload: () => ({ url: 'x', deny: true }) }] }).toJwt()",
      "A policy with other members than Twilio's is not available here"
    ),
  ]) func isNotRun(expression: String, reason: String) {
    let outcome = Self.end(expression, on: .twilioNode5).outcome
    #expect(outcome.status == .notRun && outcome.reason == reason)
    #expect(outcome.tokens.isEmpty)
  }

  @Test func aMadeUpPrivateKeyIsNoFailure() {
    let program = """
      exports.handler = (context) => {
        const token = new Twilio.jwt.ValidationToken({ accountSid: context.ACCOUNT_SID,
          credentialSid: 'CR1', signingKey: 'SK1', privateKey: context.PRIVATE_KEY });
        token.fromHttpRequest({ url: 'https://api.twilio.com/', method: 'GET' });
      };
      """
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(outcome.status == .notRun)
    #expect(
      outcome.reason
        == "it fails on a made-up value: give `PRIVATE_KEY` under `environment:` in the front matter"
    )
  }

  @Test(arguments: [
    "new Twilio.jwt.AccessToken()", "new Twilio.jwt.ClientCapability({})",
    "new Twilio.jwt.ClientCapability({ accountSid: 'AC1', authToken: 's' }).toJwt.call({ scopes: [1] })",
  ]) func failuresOfTheLibraryAreNotTheEngines(program: String) {
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(outcome.failure?.isEngineMade == false, "\(String(describing: outcome.failure))")
  }

  // MARK: - Records

  @Test func recordsCallsAndConsultsTheProfileOnlyWhereItMatters() {
    let program = """
      exports.handler = function (context, event, callback) {
        const { ClientCapability, taskrouter: { TaskRouterCapability } } = Twilio.jwt;
        const client = new ClientCapability({ accountSid: context.ACCOUNT_SID, authToken: context.AUTH_TOKEN });
        client.addScope(new ClientCapability.IncomingClientScope('alice'));
        client.ttl = 60;
        const router = new TaskRouterCapability({ accountSid: context.ACCOUNT_SID,
          authToken: context.AUTH_TOKEN, workspaceSid: 'WS1', channelId: 'WQ1' });
        router.addPolicy(new TaskRouterCapability.Policy({ url: 'https://example.com/**' }));
        callback(null, [client.toJwt(), router.toJwt()]);
      };
      """
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(
      outcome.calls.map { "\($0.call) \($0.position!.line):\($0.position!.column!)" } == [
        "ClientCapability.init 3:18", "IncomingClientScope.init 4:19",
        "ClientCapability.addScope 4:10",
        "ClientCapability.set 5:10", "TaskRouterCapability.init 6:18", "Policy.init 8:20",
        "TaskRouterCapability.addPolicy 8:10", "ClientCapability.toJwt 9:26",
        "TaskRouterCapability.toJwt 9:42",
      ])
    #expect(
      outcome.tokens.map { $0.header.compact }
        == Array(repeating: #"{"alg":"HS256","typ":"JWT"}"#, count: 2))
    #expect(outcome.tokens[0].payload["exp"] == 1_704_067_260)
    #expect(outcome.tokens[1].payload["taskqueue_sid"] == "WQ1")
    #expect(
      outcome.tokens.allSatisfy {
        $0.secret == outcome.reads.first { $0.name == "AUTH_TOKEN" }?.value
      })
    #expect(!outcome.consultedProfile)
  }

  /// Values that JSON lacks are told from texts that look like them.
  @Test func recordsWhatJSONLacks() {
    let program = """
      const { AccessToken } = Twilio.jwt;
      const loop = {}; loop.loop = loop;
      const token = new AccessToken('AC1', 'SK1', 's', { identity: 10n, ttl: Symbol('x'), nbf: loop, region: String });
      """
    let outcome = FunctionRunner().outcome(of: Run(program: program, profile: .twilioNode5))
    #expect(
      outcome.calls.map(\.arguments) == [
        [
          "accountSid": "AC1", "keySid": "SK1", "secret": "s", "identity": ["bigint": "10"],
          "ttl": ["symbol": "x"], "nbf": ["unreadable": "object"], "region": ["function": "String"],
        ]
      ])
  }

  @Test func theLateScriptUsesNothingAProgramPatched() {
    let outcome = FunctionRunner().outcome(
      of: Run(
        program: """
          globalThis.encodeURIComponent = () => 'patched';
          JSON.stringify = JSON.parse = Object.keys = Object.entries = () => [];
          const { ClientCapability } = Twilio.jwt;
          const token = new ClientCapability({ accountSid: 'AC1', authToken: 's' });
          token.addScope(new ClientCapability.EventStreamScope({ a: 'b' }));
          token.toJwt();
          """, profile: .twilioNode5))
    #expect(
      outcome.tokens.first?.payload["scope"]
        == "scope:stream:subscribe?path=/2010-04-01/Events&appParams=a%3Db", "\(outcome)")
  }
}
