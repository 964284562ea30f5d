import CryptoExtras
import Testing
import TokenEngine

/// What signs appears in no text that a value makes of itself: not by `print`, `dump`, interpolation
/// or a mirror, and in no error.
@Suite struct SecrecyTests {
  static let secret = "s3cr3t-of-the-key"

  static let values: [any Sendable] = [
    AccessToken(accountSID: "AC1", keySID: "SK1", secret: secret, identity: "alice"),
    ClientCapability(accountSID: "AC1", authToken: secret),
    TaskRouterCapability(
      accountSID: "AC1", authToken: secret, workspaceSID: "WS1", channelID: "WK1"),
    ValidationToken(
      accountSID: "AC1", credentialSID: "CR1", signingKeySID: "SK1", privateKey: secret),
    try! SignedRequest(method: "GET", url: "https://h/AC1", authorization: "Basic \(secret)"),
  ]

  @Test(arguments: values) func valuesKeepTheirSecret(_ value: any Sendable) {
    let mirror = Mirror(reflecting: value)
    var dumped = ""
    dump(value, to: &dumped)
    let texts = [
      String(describing: value), String(reflecting: value), "\(Optional(value) as Any)",
      "\([value])", "\(["x": value])", "\(mirror.children.map { "\($0)" })", dumped,
    ]
    for text in texts {
      #expect(text.contains("AC1"), "what is no secret is shown")
      #expect(!text.contains(Self.secret))
      #expect(!text.contains("\(Array(Self.secret.utf8))"))
    }
    #expect(!dumped.contains("\(Self.secret.utf8.first!)\n"))
  }

  @Test func errorsKeepTheSecret() throws {
    let request = try SignedRequest(method: "GET", url: "https://h/")
    var broken = AccessToken(accountSID: "AC1", keySID: "SK1", secret: Self.secret, ttl: 0.5)
    let key = ValidationTokenTests.key.pemRepresentation
    let keyLine = key.split(separator: "\n")[1]
    var unissued: [any Error] = []
    func attempt(_ issue: () throws -> String) {
      do { _ = try issue() } catch { unissued.append(error) }
    }
    attempt { try broken.jwt(issuedAt: 0) }
    attempt { try broken.jwt(issuedAt: .nan) }
    broken.secret = key
    attempt { try broken.jwt(issuedAt: 0, profile: .twilioNode5) }
    attempt {
      try ClientCapability(accountSID: "AC1", authToken: Self.secret).jwt(issuedAt: .infinity)
    }
    attempt {
      try ValidationToken(
        accountSID: "AC1", credentialSID: "CR1", signingKeySID: "SK1", privateKey: Self.secret
      ).jwt(for: request, issuedAt: 0)
    }
    attempt {
      try ValidationToken(
        accountSID: "AC1", credentialSID: "CR1", signingKeySID: "SK1", privateKey: key, ttl: 0.5
      ).jwt(for: request, issuedAt: 0)
    }
    #expect(unissued.count == 6)
    for error in unissued {
      for text in ["\(error)", String(reflecting: error)] {
        #expect(!text.contains(Self.secret) && !text.contains(keyLine))
      }
    }
  }
}
