import CryptoExtras
import Testing
import TokenEngine

/// What holds of every token, tried on tokens made of seeded chance.
@Suite struct TokenPropertyTests {
  /// What goes in comes out: reading a token gives the header and claims that made it.
  @Test func readingUndoesIssuing() throws {
    var chance = Chance(seed: 1)
    for _ in 0..<300 {
      let secret = (0..<Int(chance.next() % 70 + 1)).map { _ in
        UInt8(truncatingIfNeeded: chance.next())
      }
      var token = AccessToken(
        accountSID: chance.text(), keySID: chance.text(), secretBytes: secret,
        identity: chance.text(), ttl: Seconds(chance.next() % 100_000), notBefore: chance.number(),
        // A header is written in Latin-1, so only that comes back.
        region: "é\(chance.next() % 10)")
      token.addGrant(CustomGrant(key: "k\(chance.text())", payload: chance.value(depth: 3)))
      let now = Seconds(chance.next() % 4_000_000_000)
      let algorithm = Algorithm.allCases[Int(chance.next() % 3)]
      let decoded = try DecodedToken(token.jwt(issuedAt: now, algorithm: algorithm))
      #expect(try decoded.header.content.get() == token.header(algorithm: algorithm))
      #expect(try decoded.payload.content.get() == token.claims(issuedAt: now))
      #expect(decoded.verify(secretBytes: secret) == .valid)
    }
  }

  /// Whichever bit of a token's text is flipped, it is not valid any more.
  @Test(arguments: Algorithm.allCases) func everyBitCounts(_ algorithm: Algorithm) throws {
    let secret = "secret"
    var token = AccessToken(accountSID: "AC1", keySID: "SK1", secret: secret, identity: "é😀")
    token.addGrant(VideoGrant(room: "r"))
    let text = Array(try token.jwt(issuedAt: 1000, algorithm: algorithm).utf8)
    expectEveryBitToCount(of: text) { $0.verify(secret: secret) }
  }

  /// The same of signatures by RSA, over the header's and payload's bits and the signature's.
  @Test(arguments: ValidationToken.Algorithm.allCases)
  func everyBitCounts(_ algorithm: ValidationToken.Algorithm) throws {
    let token = ValidationToken(
      accountSID: "AC1", credentialSID: "CR1", signingKeySID: "SK1",
      privateKey: ValidationTokenTests.key.pemRepresentation, algorithm: algorithm)
    let request = try SignedRequest(method: "GET", url: "https://h/")
    let publicKey = ValidationTokenTests.key.publicKey.pemRepresentation
    let text = Array(try token.jwt(for: request, issuedAt: 1000).utf8)
    expectEveryBitToCount(of: text) { $0.verify(publicKey: publicKey) }
  }

  private func expectEveryBitToCount(
    of text: [UInt8], verify: (DecodedToken) -> SignatureVerdict
  ) {
    #expect((try? DecodedToken(String(decoding: text, as: UTF8.self))).map(verify) == .valid)
    var taken: [String] = []
    for index in text.indices {
      for bit in 0..<8 {
        var text = text
        text[index] ^= 1 << UInt8(bit)
        let token = try? DecodedToken(String(decoding: text, as: UTF8.self))
        if token.map(verify) == .valid { taken.append("bit \(bit) of byte \(index)") }
      }
    }
    #expect(taken == [])
  }
}

/// Pseudo-random numbers that are the same in every run (SplitMix64).
struct Chance: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Any code units, with lone surrogates among them.
  mutating func text() -> JSONString {
    let ranges: [ClosedRange<UInt16>] = [0x20...0x7E, 0...0x9F, 0x3040...0x30FF, 0xD800...0xDFFF]
    let units = (0..<Int(next() % 12)).map { _ in
      UInt16.random(in: ranges[Int(next() % 4)], using: &self)
    }
    return JSONString(utf16: units)
  }

  /// Any finite double by its bits.
  mutating func number() -> Double {
    let number = Double(bitPattern: next())
    // JSON has no negative zero of its own: it is written as 0.
    return number.isFinite && number != 0 ? number : 7
  }

  mutating func value(depth: Int) -> JSONValue {
    switch next() % (depth > 0 ? 6 : 4) {
    case 0: return .null
    case 1: return .bool(next() % 2 == 0)
    case 2: return .number(number())
    case 3: return .string(text())
    case 4: return .array((0..<Int(next() % 4)).map { _ in value(depth: depth - 1) })
    default:
      var object = JSONObject()
      for _ in 0..<next() % 4 { object[text()] = value(depth: depth - 1) }
      return .object(object)
    }
  }
}
