import Functions
import Testing
import TokenEngine

/// What goes through the pipe to a worker process comes out the same, and nothing that comes out is believed.
@Suite struct WireTests {
  /// Our own programs', then every token class under every profile, as the libraries' figures exercise them.
  static let outcomes: [Outcome] = {
    let runner = FunctionRunner()
    let vectors = Dictionary(grouping: FaceVector.all, by: \.kind).values.flatMap { $0.suffix(10) }
    let own = programs.map { Run(program: $0, profile: .twilioNode5) }
    return (own + vectors.map(\.run)).map { runner.outcome(of: $0) }
  }()

  static let programs = [
    "exports.handler = () => { null.x }",
    "exports.handler = () => { throw 'text' }",
    "exports.handler = (c, e, callback) => callback(new Error(c.API_KEY + e.user))",
    """
    exports.handler = (context, event, callback) => {
      console.warn('a\\0b', Math.random());
      const response = new Twilio.Response();
      response.appendHeader('X-A', 'ü');
      callback(null, response.setBody('x'.repeat(2e6)));
    }
    """, "}", "require('fs')",
    """
    new Twilio.jwt.ValidationToken({
      accountSid: 'AC1', credentialSid: 'CR1', signingKey: 'SK1', privateKey: `\(TokenFaceTests.key)`,
    }).fromHttpRequest({ method: 'POST', url: 'https://h/', params: { b: 2 }, data: { k: [1, null] } })
    """,
    "try { null.x; } catch (error) { error.stack = 'its own'; throw error; }",
    "new Twilio.jwt.AccessToken('\\ud83d', 'b', 'c', { identity: '\\udc00' }).toJwt()",
  ]

  @Test func outcomesReturnAsTheyWere() throws {
    for outcome in Self.outcomes {
      let read = try Outcome(wireBytes: outcome.wireBytes)
      #expect(read.wireBytes == outcome.wireBytes)
      #expect(read.tokens.map(\.payload.compact) == outcome.tokens.map(\.payload.compact))
    }
    let own = Array(Self.outcomes.prefix(Self.programs.count))
    #expect(try own.map { try Outcome(wireBytes: $0.wireBytes) } == own)
    let kinds = Set(
      Self.outcomes.flatMap(\.tokens).map { "\($0.content)".prefix(while: { $0 != "(" }) })
    #expect(kinds == ["access", "client", "taskRouter", "validation"])
  }

  @Test func runsReturnAsTheyWere() throws {
    var settings = RunSettings()
    settings.environment = ["A": "", "B": "\u{0}é"]
    settings.event = [
      "b": [1.5, nil, true, "\u{1F600}"], "1": -0.0, "a": ["c": .number(.infinity)],
    ]
    settings.eventSamples = ["x": "y"]
    settings.samples = false
    settings.path = "/x"
    settings.time = -1.25
    settings.seed = -7
    settings.files = ["/assets/a": "b"]
    let runs = [
      Run(program: "", profile: .twilioNode3),
      Run(program: "ü\r\n", profile: .twilioNode5, settings: settings),
    ]
    #expect(try [Run](wireBytes: runs.wireBytes) == runs)
  }

  /// A member that is added and not sent would be lost without a word: send it, then correct the number.
  /// (The capabilities do not show their secrets, so these are not counted.)
  @Test func everyMemberIsSent() {
    func members(_ value: Any) -> Int { Mirror(reflecting: value).children.count }
    let access = Self.outcomes.flatMap(\.tokens).lazy.compactMap { token in
      if case .access(let access) = token.content, !access.grants.isEmpty { access } else { nil }
    }.first!
    let call = Self.outcomes.flatMap(\.calls).first!
    #expect(members(Run(program: "", profile: .twilioNode5)) == 3)
    #expect(members(RunSettings()) == 8)
    #expect(members(Outcome()) == 14)
    #expect(members(Outcome.Response(status: 200, headers: [], body: "")) == 4)
    #expect(members(Self.outcomes.flatMap(\.console).first!) == 2)
    #expect(members(Self.outcomes.compactMap(\.failure).first!) == 7)
    #expect(members(Self.outcomes.flatMap(\.tokens).first!) == 5)
    #expect(members(access) == 9)
    #expect(members(access.grants[0]) == 4)
    #expect(members(call) == 4)
    #expect(members(ClientCapability(accountSID: "", authToken: "")) == 3)
    #expect(
      members(TaskRouterCapability(accountSID: "", authToken: "", workspaceSID: "", channelID: ""))
        == 7)
    #expect(members(Policy()) == 5)
    #expect(
      members(
        ValidationToken(accountSID: "", credentialSID: "", signingKeySID: "", privateKey: "")) == 5)
  }

  @Test func whatIsCutShortOrAddedToIsRefused() throws {
    let outcome = Self.outcomes.first { !$0.tokens.isEmpty }!
    let bytes = outcome.wireBytes
    for length in 0..<bytes.count {
      #expect(throws: WireError.self) { try Outcome(wireBytes: Array(bytes[..<length])) }
    }
    #expect(throws: WireError.leftOver) { try Outcome(wireBytes: bytes + [0]) }
  }

  @Test func noByteMakesTheReaderFall() {
    let outcome = Self.outcomes.first { !$0.tokens.isEmpty }!
    for (position, original) in outcome.wireBytes.enumerated() {
      for byte in [0, 1, 0x7F, 0x80, 0xFF, original ^ 1, original ^ 0x40] {
        var bytes = outcome.wireBytes
        bytes[position] = byte
        _ = try? Outcome(wireBytes: bytes)
      }
    }
  }

  @Test func nestingIsBounded() {
    #expect(throws: WireError.malformed) {
      // Arrays of one element each: the tag, then the count.
      try JSONValue(wireBytes: Array(repeating: [5, 2], count: 100_000).flatMap { $0 } + [0])
    }
  }
}
