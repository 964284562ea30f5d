import Testing
import TokenEngine

@Suite struct AccessTokenTests {
  let token = AccessToken(accountSID: "AC1", keySID: "SK1", secret: "secret", identity: "alice")

  @Test func cutsOffFractionOfTime() throws {
    #expect(try token.jwt(issuedAt: 1_704_067_200.999) == token.jwt(issuedAt: 1_704_067_200))
    #expect(token.claims(issuedAt: -0.5)["jti"] == "SK1--1")
  }

  @Test(
    arguments: [
      (3600, "1003600"), (0, "1000000"), (-7200, "992800"), (1e21, "1.000000000000001e+21"),
      (-1e30, "-1e+30"),
    ] as [(Seconds, String)]) func addsLifetime(_ ttl: Seconds, _ expiry: String) throws
  {
    var token = token
    token.ttl = ttl
    #expect(token.claims(issuedAt: 1_000_000)["exp"]?.compact == expiry)
    #expect(throws: Never.self) { try token.jwt(issuedAt: 1_000_000) }
  }

  @Test(arguments: [1.5, -0.25, .nan, .infinity] as [Seconds])
  func refusesLifetime(_ ttl: Seconds) throws {
    var token = token
    token.ttl = ttl
    #expect(throws: TokenError.lifetimeNotWhole) { try token.jwt(issuedAt: 0) }
  }

  @Test func reportsTheFirstError() {
    let token = AccessToken(accountSID: "", keySID: "", secret: "", ttl: 0.5)
    #expect(throws: TokenError.timeNotFinite) { try token.jwt(issuedAt: .nan) }
    #expect(throws: TokenError.secretMissing) { try token.jwt(issuedAt: 0) }
    #expect(throws: TokenError.required(name: "accountSid")) {
      try token.validate(for: .twilioNode3)
    }
  }

  @Test func demandsIdentityByProfile() throws {
    var token = token
    token.identity = ""
    #expect(throws: Never.self) { try token.validate(for: .twilioNode3) }
    #expect(throws: TokenError.identityRequired) { try token.validate(for: .twilioNode5) }
    #expect(token.claims(issuedAt: 0)["grants"] == ["identity": ""])
    token.identity = nil
    #expect(token.claims(issuedAt: 0)["grants"] == [:])
  }

  @Test func laterGrantTakesThePlaceOfTheFirst() {
    var token = token
    token.addGrant(VideoGrant(room: "first"))
    token.addGrant(SyncGrant(serviceSID: "IS1"))
    token.addGrant(VideoGrant())
    token.addGrant(CustomGrant(key: "identity", payload: ["x": 1]))
    token.addGrant(CustomGrant(key: "__proto__", payload: 1))
    token.addGrant(CustomGrant(key: "absent", payload: nil))
    token.addGrant(CustomGrant(key: "3", payload: "index"))
    #expect(
      token.claims(issuedAt: 0)["grants"]?.compact
        == #"{"3":"index","identity":{"x":1},"video":{},"data_sync":{"service_sid":"IS1"}}"#)
  }

  @Test func writesHeaderInLatin1() throws {
    var token = token
    token.region = "é日"
    let header = try #require(try token.jwt(issuedAt: 0).split(separator: ".").first)
    // The bytes E9 E5 22 7D, where UTF-8 would have C3 A9 E6 97 A5 22 7D.
    #expect(header.hasSuffix("6eUifQ"))
    #expect(token.header(algorithm: .hs512)["alg"] == "HS512")
  }

  @Test func takesLoneSurrogatesAndBytes() throws {
    let half = JSONString(utf16: [0xD83D])
    let exact = AccessToken(
      accountSID: "AC1", keySID: half, secret: half, identity: half, region: half)
    #expect(exact.keySID == "\u{FFFD}" && exact.secretBytes == [0xEF, 0xBF, 0xBD])
    #expect(
      exact.claims(issuedAt: 7).compact
        == #"{"jti":"\ud83d-7","grants":{"identity":"\ud83d"},"iat":7,"exp":3607,"#
        + #""iss":"\ud83d","sub":"AC1"}"#)
    let bytes = AccessToken(accountSID: "AC1", keySID: "SK1", secretBytes: [0xFF])
    #expect(bytes.secret == "\u{FFFD}" && bytes.secretBytes == [0xFF])
  }

  @Test func writesNotBefore() {
    var token = token
    for (time, text) in [(Seconds.nan, "null"), (.infinity, "null"), (1.5, "1.5"), (-0.0, "0")] {
      token.notBefore = time
      #expect(token.claims(issuedAt: 0)["nbf"]?.compact == text)
    }
    token.notBefore = nil
    #expect(token.claims(issuedAt: 0)["nbf"] == nil)
  }

  @Test(
    arguments: [
      (VoiceGrant(), "{}"), (VoiceGrant(incomingAllow: true), #"{"incoming":{"allow":true}}"#),
      (VoiceGrant(outgoingApplicationParams: ["a": 1]), "{}"),
      (
        VoiceGrant(outgoingApplicationSID: "AP1", outgoingApplicationParams: [:]),
        #"{"outgoing":{"application_sid":"AP1","params":{}}}"#
      ),
      (
        VoiceGrant(outgoingApplicationSID: "AP1", outgoingApplicationParams: 0),
        #"{"outgoing":{"application_sid":"AP1"}}"#
      ),
      (PlaybackGrant(), "{}"), (PlaybackGrant(grant: ""), "{}"),
      (PlaybackGrant(grant: "x"), #""x""#),
      (SyncGrant(serviceSID: "", endpointID: "e"), #"{"endpoint_id":"e"}"#),
      (
        TaskRouterGrant(workspaceSID: "WS1", workerSID: "WK1", role: "worker"),
        #"{"workspace_sid":"WS1","worker_sid":"WK1","role":"worker"}"#
      ),
    ] as [(any Grant, String)]) func writesPayload(_ grant: any Grant, _ payload: String)
  {
    #expect(grant.payload?.compact == payload)
  }
}
