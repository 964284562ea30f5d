import CryptoExtras
import Testing
import TokenEngine

@Suite struct ValidationTokenTests {
  static let key = try! _RSA.Signing.PrivateKey(keySize: .bits2048)
  static let otherKey = try! _RSA.Signing.PrivateKey(keySize: .bits2048)

  func makeToken(_ privateKey: String = key.pemRepresentation) -> ValidationToken {
    ValidationToken(
      accountSID: "AC1", credentialSID: "CR1", signingKeySID: "SK1", privateKey: privateKey)
  }

  let request = try! SignedRequest(
    method: "post", url: "https://API.twilio.com:443//2010-04-01/a%20b/./c/../Calls*?x=1",
    authorization: " Basic eA== ", parameters: ["b": "2=3", "a b": "é*", "B": [1, nil, "x"]],
    body: ["k": 1])

  @Test func canonicalises() throws {
    #expect(
      try request.canonicalText() == """
        POST
        /2010-04-01/a%20b/Calls%2A
        B=1%2C%2Cx&a%20b=%C3%A9%2A&b=2
        authorization:Basic eA==
        host:api.twilio.com

        authorization;host
        a0da1fce57d0e4f9f0ae4e4cbe040d34dcc046255c6c8d18e97f55aaed0655f0
        """)
  }

  @Test(arguments: [
    ("https://h", "h", "/"), ("HTTP://u:p@H.example:8080/a/", "h.example:8080", "/a/"),
    ("http://h:80/a?b#c", "h", "/a"), ("https:\\\\h\\a", "h", "/a"), (" https://h/\n", "h", "/"),
    ("https://h/a/../../b/..", "h", "/"), ("https://h/%2E%2e/a/.", "h", "/a/"),
    ("https://h?x=/a", "h", "/"), ("https://h//a", "h", "//a"), ("https:h/a", "h", "/a"),
  ]) func readsURL(_ url: String, host: String, path: String) throws {
    let request = try SignedRequest(method: "GET", url: url)
    #expect(request.host == host && request.path == path)
  }

  @Test(arguments: [
    "", "x", "/a", "ftp://h/", "https://", "https://h:99999/", "https://h:x/",
    "https://a b/", "https://h:1:2/", "https://日本/",
  ])
  func refusesURL(_ url: String) {
    #expect(throws: TokenError.urlInvalid) { try SignedRequest(method: "GET", url: url) }
  }

  @Test(arguments: ValidationToken.Algorithm.allCases)
  func signs(_ algorithm: ValidationToken.Algorithm) throws {
    var token = makeToken()
    token.algorithm = algorithm
    let jwt = try token.jwt(for: request, issuedAt: 1_700_000_000.5)
    let decoded = try DecodedToken(jwt)
    #expect(
      try decoded.header.content.get().compact
        == #"{"alg":"\#(algorithm.rawValue)","typ":"JWT","kid":"CR1","cty":"twilio-pkrv;v=1"}"#)
    #expect(decoded.claims?.keys == ["iss", "sub", "hrh", "rqh", "iat", "exp"])
    #expect(decoded.claims?["exp"] == 1_700_000_300)
    #expect(decoded.verify(publicKey: Self.key.publicKey.pemRepresentation) == .valid)
    #expect(
      decoded.verify(publicKey: Self.otherKey.publicKey.pemRepresentation)
        == .invalid(.mismatch))
    #expect(decoded.verify(publicKey: "no key") == .unknown(.keyUnusable))
    #expect(
      decoded.verify(secret: Self.key.publicKey.pemRepresentation)
        == .unknown(.algorithmNotSupported(algorithm.rawValue)))
    let again = try token.jwt(for: request, issuedAt: 1_700_000_000)
    #expect((again == jwt) == (algorithm == .rs256))
  }

  @Test func refusesKeys() throws {
    // The sentence of the vector `vt-not-a-pem`, after the library's own prefix.
    let vector = try #require(Vector.all.first { $0.id == "node5/vt-not-a-pem" })
    let error = #expect(throws: TokenError.self) {
      try makeToken("test-secret").jwt(for: request, issuedAt: 0)
    }
    #expect("Error generating JWT token Error: \(error!)" == vector.expectedError)
    #expect(throws: TokenError.required(name: "privateKey")) { try makeToken("").validate() }
    var token = makeToken()
    token.ttl = 0.5
    #expect(throws: TokenError.lifetimeNotWhole) { try token.jwt(for: request, issuedAt: 0) }
  }

  @Test(arguments: ["/%", "/%zz", "/%ff"]) func refusesWrongEscapes(_ path: String) throws {
    let request = try SignedRequest(method: "GET", url: "https://h\(path)")
    #expect(throws: TokenError.uriMalformed) { try request.canonicalText() }
  }

  @Test func accessTokensRefusePrivateKeysByProfile() throws {
    let token = AccessToken(
      accountSID: "AC1", keySID: "SK1", secret: Self.key.pemRepresentation, identity: "a")
    #expect(throws: TokenError.secretIsPrivateKey(.hs384)) {
      try token.jwt(issuedAt: 0, algorithm: .hs384, profile: .twilioNode5)
    }
    #expect(throws: Never.self) { try token.jwt(issuedAt: 0, profile: .twilioNode3) }
    let publicKey = AccessToken(
      accountSID: "AC1", keySID: "SK1", secret: Self.key.publicKey.pemRepresentation)
    #expect(throws: Never.self) { try publicKey.jwt(issuedAt: 0, profile: .twilioNode5) }
  }
}
