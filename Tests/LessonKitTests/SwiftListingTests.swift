import CryptoExtras
import Functions
import LessonKit
import Testing
import TokenEngine

/// The Swift that a step's calls are printed as; replaying it must give the step's tokens.
@Suite struct SwiftListingTests {
  /// A body of a program, and the statements of its listing.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var program: String
    var swift: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "a client capability",
      program: """
        const { ClientCapability } = Twilio.jwt;
        const token = new ClientCapability({ accountSid: 'AC1', authToken: process.env.AUTH_TOKEN, ttl: 60 });
        token.addScope(new ClientCapability.IncomingClientScope('alice'));
        token.addScope(new ClientCapability.OutgoingClientScope({
          applicationSid: 'AP1', clientName: 'al', params: { n: -5, list: [1, 'x'], t: true } }));
        token.addScope(new ClientCapability.EventStreamScope());
        token.toJwt();
        """,
      swift: """
        var capability = ClientCapability(
          accountSID: "AC1",
          authToken: environment["AUTH_TOKEN"]!,
          ttl: 60)
        let scope = ClientScope.incoming(clientName: "alice")
        capability.scopes.append(scope)
        let scope2 = ClientScope.outgoing(applicationSID: "AP1", clientName: "al", params: ["n": -5, "list": [1, "x"], "t": true])
        capability.scopes.append(scope2)
        let scope3 = ClientScope.eventStream()
        capability.scopes.append(scope3)
        print(try capability.jwt(issuedAt: 1704067200))

        """),
    Case(
      name: "what plain JavaScript did to a capability",
      program: """
        const { ClientCapability } = Twilio.jwt;
        const token = new ClientCapability({ accountSid: 'AC1', authToken: 's' });
        const scope = new ClientCapability.IncomingClientScope('alice');
        token.addScope(scope);
        scope.clientName = 5;
        token.scopes.push({ payload: () => 'scope:mine' });
        token.ttl = 1.5;
        token.toJwt();
        """,
      swift: """
        var capability = ClientCapability(
          accountSID: "AC1",
          authToken: "s")
        capability.ttl = 1.5
        capability.scopes = [
          .incoming(clientName: "5"),
          .custom("scope:mine")
        ]
        print(try capability.jwt(issuedAt: 1704067200))

        """),
    Case(
      name: "a TaskRouter capability",
      program: """
        const { TaskRouterCapability, util } = Twilio.jwt.taskrouter;
        const token = new TaskRouterCapability({ accountSid: 'AC1', authToken: 's', workspaceSid: 'WS1',
          channelId: 'WK1', friendlyName: process.env.NAME, version: 'v2' });
        for (const policy of util.defaultEventBridgePolicies('AC1', 'WK1')) token.addPolicy(policy);
        token.addPolicy(new TaskRouterCapability.Policy({ url: 'x', postFilter: { a: { required: true } } }));
        token.toJwt();
        """,
      swift: """
        var capability = TaskRouterCapability(
          accountSID: "AC1",
          authToken: "s",
          workspaceSID: "WS1",
          channelID: "WK1",
          friendlyName: .string(environment["NAME"]!),
          version: "v2")
        let policy = Policy(url: "https://event-bridge.twilio.com/v1/wschannels/AC1/WK1")
        let policy2 = Policy(url: "https://event-bridge.twilio.com/v1/wschannels/AC1/WK1", method: "POST")
        capability.policies.append(policy)
        capability.policies.append(policy2)
        let policy3 = Policy(url: "x", postFilter: ["a": ["required": true]])
        capability.policies.append(policy3)
        print(try capability.jwt(issuedAt: 1704067200))

        """),
    Case(
      name: "claims that are no text, and a time that JSON lacks, which is set once",
      program: """
        const { ClientCapability, taskrouter: { TaskRouterCapability } } = Twilio.jwt;
        const client = new ClientCapability({ accountSid: 'AC1', authToken: 's', ttl: Infinity });
        client.accountSid = '\\ud83d';
        client.toJwt();
        client.toJwt();
        const router = new TaskRouterCapability({ accountSid: 7, authToken: 's', workspaceSid: 'WS1', channelId: 'WK1' });
        router.workspaceSid = undefined;
        router.version = [2];
        router.toJwt();
        """,
      swift: """
        var capability = ClientCapability(
          accountSID: "AC1",
          authToken: "s")
        capability.exactAccountSID = .string(JSONString(utf16: [0xd83d]))
        capability.ttl = .nan
        print(try capability.jwt(issuedAt: 1704067200))
        print(try capability.jwt(issuedAt: 1704067200))
        var capability2 = TaskRouterCapability(
          accountSID: "",
          authToken: "s",
          workspaceSID: "",
          channelID: "WK1")
        capability2.exactAccountSID = 7
        capability2.exactWorkspaceSID = nil
        capability2.exactVersion = [2]
        print(try capability2.jwt(issuedAt: 1704067200))

        """),
    Case(
      name: "policies with odd values",
      program: """
        const { TaskRouterCapability } = Twilio.jwt.taskrouter;
        const token = new TaskRouterCapability({ accountSid: 'AC1', authToken: 's', workspaceSid: 'WS1', channelId: 'WK1' });
        const policy = new TaskRouterCapability.Policy({ url: 5, method: ['GET'] });
        token.addPolicy(policy);
        const refusal = new TaskRouterCapability.Policy({ url: 'y' });
        token.addPolicy(refusal);
        refusal.allow = false;
        token.friendlyName = null;
        token.toJwt();
        """,
      swift: """
        var capability = TaskRouterCapability(
          accountSID: "AC1",
          authToken: "s",
          workspaceSID: "WS1",
          channelID: "WK1")
        var policy = Policy()
        policy.url = 5
        policy.method = ["GET"]
        capability.policies.append(policy)
        capability.friendlyName = .null
        var policy2 = Policy()
        policy2.url = 5
        policy2.method = ["GET"]
        capability.policies = [
          policy2,
          Policy(url: "y", allow: false)
        ]
        print(try capability.jwt(issuedAt: 1704067200))

        """),
    Case(
      name: "a validation token",
      program: """
        const token = new Twilio.jwt.ValidationToken({ accountSid: 'AC1', credentialSid: 'CR1', signingKey: 'SK1',
          privateKey: process.env.PRIVATE_KEY });
        token.fromHttpRequest({ url: 'https://api.twilio.com/x', method: 'GET' });
        token.ttl = '1m';
        token.fromHttpRequest({ url: 'http://h:443/x', method: 'post', headers: { Authorization: 'Basic eA==' },
          params: { a: 1 }, data: 'text' });
        """,
      swift: """
        var token = ValidationToken(
          accountSID: "AC1",
          credentialSID: "CR1",
          signingKeySID: "SK1",
          privateKey: environment["PRIVATE_KEY"]!)
        print(try token.jwt(
          for: SignedRequest(method: "GET", url: "https://api.twilio.com/x"), issuedAt: 1704067200))
        token.ttl = 60
        print(try token.jwt(
          for: SignedRequest(method: "post", url: "http://h:443/x", authorization: "Basic eA==", parameters: ["a": "1"], body: "text"), issuedAt: 1704067200))

        """),
    Case(
      name: "a validation token whose private fields were assigned",
      program: """
        const token = new Twilio.jwt.ValidationToken({ accountSid: 'AC1', credentialSid: 'CR1', signingKey: 'SK1',
          privateKey: process.env.PRIVATE_KEY, algorithm: 'PS256' });
        token._algorithm = 'RS256';
        token._credentialSid = 'CR2';
        token.fromHttpRequest({ url: 'http://0x7f.1/', method: 'GET' });
        """,
      swift: """
        var token = ValidationToken(
          accountSID: "AC1",
          credentialSID: "CR1",
          signingKeySID: "SK1",
          privateKey: environment["PRIVATE_KEY"]!,
          algorithm: .ps256)
        token.credentialSID = "CR2"
        token.algorithm = .rs256
        print(try token.jwt(
          for: SignedRequest(method: "GET", url: "http://0x7f.1/"), issuedAt: 1704067200))

        """),
    Case(
      name: "an access token, never changed and changed",
      program: """
        const { AccessToken } = Twilio.jwt;
        const token = new AccessToken('AC1', 'SK1', 's', { identity: 'a' });
        token.toJwt('HS512');
        const other = new AccessToken('AC1', 'SK1', 's', { identity: 'a' });
        const grant = new AccessToken.VideoGrant({ room: 'r' });
        other.addGrant(grant);
        other.addGrant({ key: 'mine', toPayload: () => ({ a: 1 }) });
        other.toJwt();
        """,
      swift: """
        let token = AccessToken(
          accountSID: "AC1",
          keySID: "SK1",
          secret: "s",
          identity: "a")
        print(try token.jwt(issuedAt: 1704067200, algorithm: .hs512))
        var token2 = AccessToken(
          accountSID: "AC1",
          keySID: "SK1",
          secret: "s",
          identity: "a")
        let videoGrant = VideoGrant(room: "r")
        token2.addGrant(videoGrant)
        token2.addGrant(CustomGrant(key: JSONString("mine"), payload: try JSONValue(parsing: "{\\"a\\":1}")))
        print(try token2.jwt(issuedAt: 1704067200))

        """),
  ]

  static let key = try! _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation

  static func judge(_ program: String) throws -> Judge {
    let environment = [("AUTH_TOKEN", "very secret"), ("NAME", "Ann"), ("PRIVATE_KEY", key)]
      .map { "  \($0): \(JSONValue.string($1).compact)\n" }.joined()
    return try Judge(
      ["lesson.md": "# Tokens\n\n```js\n\(program)\n```\n"],
      configuration: "sdk: twilio-node@5\nenvironment:\n\(environment)")
  }

  @Test(arguments: cases) func isPrintedAndReplayed(_ sample: Case) throws {
    let judge = try Self.judge(sample.program)
    let step = try #require(judge.steps.first)
    let outcome = try #require(step.primary?.outcome)
    #expect(
      outcome.status == .completed, "\(outcome.reason ?? "") \(outcome.failure?.message ?? "")")
    let listing = try #require(step.listing)
    #expect(Self.statements(listing.source) == sample.swift)
    #expect(listing.mismatches.isEmpty && !outcome.tokens.isEmpty)
    #expect(!judge.findings.contains { $0.rule == .swiftMismatch })
  }

  /// Without the imports and the environment.
  static func statements(_ source: String) -> String {
    let parts = source.split(separator: "\n\n", omittingEmptySubsequences: true)
    return String(parts.last ?? "")
  }

  @Test func hidesSecrets() throws {
    for sample in Self.cases {
      let judge = try Self.judge(sample.program)
      let result = try #require(judge.results.first)
      let listing = try #require(result.steps.first?.listing?.source)
      for secret in ["very secret", "PRIVATE KEY-----"] {
        #expect(!listing.contains(secret), "\(sample.name)")
        #expect(!"\(judge.findings)".contains(secret), "\(sample.name)")
      }
    }
  }
}
