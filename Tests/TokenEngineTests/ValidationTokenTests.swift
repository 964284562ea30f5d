import CryptoExtras
import Foundation
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

  /// Every address of the table is read as Node's `URL` does, or said not to be supported.
  @Test func readsURLsAsNodeDoes() throws {
    let table = try #require(
      Bundle.module.url(forResource: "urls", withExtension: "json", subdirectory: "Vectors"))
    let rows = try #require(JSONValue(parsingUTF8: Array(Data(contentsOf: table))).arrayValue)
    #expect(rows.count > 100)
    for row in rows.compactMap(\.arrayValue) {
      let url = row[0].stringValue!
      let wanted = row[1].stringValue.map { [$0, row[2].stringValue!] }
      do {
        let request = try SignedRequest(method: "GET", url: url)
        let isUnchecked = wanted == nil && request.host.hasPrefix("xn--")
        #expect([request.host, request.path] == wanted || isUnchecked, "\(url)")
      } catch {
        if error == .urlInvalid { #expect(wanted == nil, "\(url)") }
        if error == .urlNotSupported { #expect(Self.isUnusual(url), "\(url)") }
      }
    }
  }

  /// Whether a URL has another scheme, or a host outside ASCII.
  private static func isUnusual(_ url: String) -> Bool {
    let schemes = ["http:", "https:", "ftp:", "ws:", "wss:"]
    return !schemes.contains { url.lowercased().hasPrefix($0) } || url.contains { !$0.isASCII }
      || url.contains("%e6")
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

  /// Node 20 takes the same texts for the key, and no others.
  @Test func readsKeysWhateverTheirLines() throws {
    let jwt = try makeToken().jwt(for: request, issuedAt: 0)
    func lines(_ pem: String, _ length: Int, _ end: String = "\n") -> String {
      let parts = pem.split(separator: "\n").map(String.init)
      let digits = Array(parts.dropFirst().dropLast().joined())
      let body = stride(from: 0, to: digits.count, by: length).map {
        String(digits[$0..<min($0 + length, digits.count)])
      }
      return ([parts[0]] + body + [parts.last!]).joined(separator: end)
    }
    let (secret, open) = (Self.key.pemRepresentation, Self.key.publicKey.pemRepresentation)
    let forms: [(String) -> String] = [
      { lines($0, 64) }, { lines($0, 76) }, { lines($0, 10_000) }, { lines($0, 4) },
      { lines($0, 64, "\r\n") }, { lines($0, 64, " \n") }, { "a comment\n" + $0 },
      { "\u{FEFF}" + $0 }, { $0 + $0 }, { $0 + "text" },
    ]
    for (index, form) in forms.enumerated() {
      #expect(try makeToken(form(secret)).jwt(for: request, issuedAt: 0) == jwt, "\(index)")
      #expect(try DecodedToken(jwt).verify(publicKey: form(open)) == .valid, "\(index)")
    }
    for text in [
      secret, "", "-----BEGIN PUBLIC KEY-----",
      "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
      open.replacingOccurrences(of: "A", with: "*"),
      open.replacingOccurrences(of: "BEGIN", with: "X"),
    ] {
      #expect(try DecodedToken(jwt).verify(publicKey: text) == .unknown(.keyUnusable))
    }
  }

  /// jsonwebtoken's sentence; it comes after the others.
  @Test func refusesKeysOfCurves() {
    for pem in [
      P256.Signing.PrivateKey().pemRepresentation, P384.Signing.PrivateKey().pemRepresentation,
      P521.Signing.PrivateKey().pemRepresentation,
    ] {
      var token = makeToken(pem)
      let error = #expect(throws: TokenError.keyIsElliptic) {
        try token.jwt(for: request, issuedAt: 0)
      }
      #expect(
        error?.description
          == #""alg" parameter for "ec" key type must be one of: ES256, ES384, ES512."#)
      token.ttl = 0.5
      #expect(throws: TokenError.lifetimeNotWhole) { try token.jwt(for: request, issuedAt: 0) }
    }
  }

  @Test(arguments: ["/%", "/%zz", "/%ff"]) func refusesWrongEscapes(_ path: String) throws {
    let request = try SignedRequest(method: "GET", url: "https://h\(path)")
    #expect(throws: TokenError.uriMalformed) { try request.canonicalText() }
  }

  /// Ed25519, X25519, Ed448, X448 and secp256k1, the last also in the form of SEC 1.
  @Test(arguments: [
    [
      "-----BEGIN PRIVATE KEY-----",
      "MC4CAQAwBQYDK2VwBCIEIMVv0zBBJa+JraAl2SSWvwl0GBt26v3lAcJqiIxslp8J",
      "-----END PRIVATE KEY-----",
    ],
    [
      "-----BEGIN PRIVATE KEY-----",
      "MC4CAQAwBQYDK2VuBCIEIDiNs9JKus7uYC3wEQMuXkc2N3XDLIUqkAObPCAAQmNT",
      "-----END PRIVATE KEY-----",
    ],
    [
      "-----BEGIN PRIVATE KEY-----",
      "MEcCAQAwBQYDK2VxBDsEOeGewt/VDw4Kf0b/hV5zd6WtUx2VYdBWGVaQvfdBQycI",
      "kAFgYsApH/gRXW+PaJd8Gb90VoJWKJZN2w==",
      "-----END PRIVATE KEY-----",
    ],
    [
      "-----BEGIN PRIVATE KEY-----",
      "MEYCAQAwBQYDK2VvBDoEOHBq9926MGT1QHsNqVbfsq6c/wI69eZ2Wi7Yn9YO8/1A",
      "UsEN+OVysUBpG/gFZBfNtBLBBgnKr4bp",
      "-----END PRIVATE KEY-----",
    ],
    [
      "-----BEGIN PRIVATE KEY-----",
      "MIGEAgEAMBAGByqGSM49AgEGBSuBBAAKBG0wawIBAQQgyAAhCDvxv85lfgbVDE0R",
      "SMMRG1pZ9u/TtY5ru/0gAdShRANCAAQEewcT0oHtoLUaReQjigQ2W1X2RWFyWjWP",
      "oBNwnAyHOwnRbdcQ2DILa5uuJ72W2dRuCEhkzCdL8YlUYXgGob8a",
      "-----END PRIVATE KEY-----",
    ],
    [
      "-----BEGIN EC PRIVATE KEY-----",
      "MHQCAQEEIMgAIQg78b/OZX4G1QxNEUjDERtaWfbv07WOa7v9IAHUoAcGBSuBBAAK",
      "oUQDQgAEBHsHE9KB7aC1GkXkI4oENltV9kVhclo1j6ATcJwMhzsJ0W3XENgyC2ub",
      "rie9ltnUbghIZMwnS/GJVGF4BqG/Gg==",
      "-----END EC PRIVATE KEY-----",
    ],
  ]) func accessTokensRefuseKeysOfOtherCurves(_ lines: [String]) throws {
    func token(_ lines: [String]) -> AccessToken {
      let secret = lines.joined(separator: "\n") + "\n"
      return AccessToken(accountSID: "AC1", keySID: "SK1", secret: secret, identity: "a")
    }
    #expect(throws: TokenError.secretIsPrivateKey(.hs256)) {
      try token(lines).jwt(issuedAt: 0, profile: .twilioNode5)
    }
    #expect(throws: Never.self) { try token(lines).jwt(issuedAt: 0, profile: .twilioNode3) }
    let half = [lines[0], String(lines[1].dropLast(8)), lines[lines.count - 1]]
    #expect(throws: Never.self) { try token(half).jwt(issuedAt: 0, profile: .twilioNode5) }
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
