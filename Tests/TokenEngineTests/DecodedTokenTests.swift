import CryptoExtras
import Foundation
import Testing
import TokenEngine

@Suite struct DecodedTokenTests {
  static let secret = "secret"
  static let jwt = jwt(.hs256)

  static func jwt(_ algorithm: Algorithm) -> String {
    var token = AccessToken(
      accountSID: "AC1", keySID: "SK1", secret: secret, identity: "é", notBefore: 1000)
    token.addGrant(SyncGrant(serviceSID: "IS1"))
    return try! token.jwt(issuedAt: 1000, algorithm: algorithm)
  }

  @Test(arguments: Algorithm.allCases) func readsAndVerifies(_ algorithm: Algorithm) throws {
    let token = try DecodedToken(Self.jwt(algorithm))
    #expect(token.algorithm == algorithm.rawValue)
    #expect(token.grants == ["identity": "é", "data_sync": ["service_sid": "IS1"]])
    #expect(token.verify(secret: Self.secret) == .valid)
    #expect(token.verify(secret: "other") == .invalid(.mismatch))
    #expect(token.verify(secret: "") == .unknown(.keyUnusable))
    #expect(token.checkClaims(at: 1000) == [])
    let others = Set(Algorithm.allCases).subtracting([algorithm])
    #expect(
      token.verify(secret: Self.secret, allowing: others)
        == .invalid(.algorithmNotAllowed(algorithm.rawValue)))
  }

  /// Whatever single character is replaced, left out or put in, the token is not valid.
  @Test(arguments: Algorithm.allCases) func noticesTampering(_ algorithm: Algorithm) throws {
    let original = Array(Self.jwt(algorithm).utf8)
    for index in original.indices {
      for change in ["A", "B", "_", ".", "=", "é", ""] where [original[index]] != Array(change.utf8)
      {
        var bytes = original
        bytes.replaceSubrange(index...index, with: change.utf8)
        #expect(!isValid(bytes), "replaced at \(index)")
      }
      #expect(!isValid(original[..<index] + "A".utf8 + original[index...]), "put in at \(index)")
    }
    #expect(!isValid(original + "A".utf8) && !isValid(original + "=".utf8))
  }

  /// No end that is cut off goes unnoticed.
  @Test func noticesTruncation() {
    let original = Array(Self.jwt.utf8)
    for count in original.indices { #expect(!isValid(original[..<count])) }
  }

  private func isValid(_ bytes: some Sequence<UInt8>) -> Bool {
    let token = try? DecodedToken(String(decoding: Array(bytes), as: UTF8.self))
    return token?.verify(secret: Self.secret) == .valid
  }

  /// A token of any three texts, signed with HS256.
  private func parts(_ header: String, _ payload: String) throws -> DecodedToken {
    try DecodedToken("\(base64URL(header)).\(base64URL(payload)).AAAA")
  }

  @Test(
    arguments: [
      (#"{"alg":"none"}"#, .invalid(.unsigned)), (#"{"alg":"NONE"}"#, .invalid(.unsigned)),
      (#"{"alg":"HS256"}"#, .invalid(.wrongLength(3, expected: 32))),
      (#"{"alg":"ES256"}"#, .unknown(.algorithmNotSupported("ES256"))),
      (#"{"alg":"hs256"}"#, .unknown(.algorithmNotSupported("hs256"))),
      (#"{"alg":null}"#, .unknown(.algorithmMissing)), ("{}", .unknown(.algorithmMissing)),
      ("[]", .unknown(.algorithmMissing)), ("", .unknown(.algorithmMissing)),
      (#"{"alg":"HS256","crit":["exp"],"exp":1}"#, .invalid(.criticalExtension)),
      (#"{"crit":null,"alg":"HS256"}"#, .invalid(.criticalExtension)),
      (#"{"crit":[],"alg":"none"}"#, .invalid(.unsigned)),
    ] as [(String, SignatureVerdict)])
  func judgesAlgorithm(_ header: String, _ verdict: SignatureVerdict) throws {
    #expect(try parts(header, "{}").verify(secret: Self.secret) == verdict)
  }

  @Test(
    arguments: [
      (.unreadable, "The payload cannot be read."),
      (.expired(at: 1_704_067_200), "The token expired at 1704067200 (exp)."),
      (.notYetValid(until: 0.5), "The token is not valid before 0.5 (nbf)."),
      (.issuedInTheFuture(at: 1e21), "The token was issued at 1e+21 (iat), later than now."),
      (.notATime(claim: "exp"), "The claim exp is no finite number."),
      (.missing(claim: "iss"), "The claim iss is missing."),
      (.notAnObject(claim: "grants"), "The claim grants is no object."),
    ] as [(ClaimProblem, String)])
  func saysTheProblem(_ problem: ClaimProblem, _ text: String) { #expect("\(problem)" == text) }

  /// Who finds it in a log reads it, and cannot use it.
  @Test func printsWithoutItsSignature() throws {
    let token = try DecodedToken(Self.jwt)
    let payload = try token.payload.content.get()
    #expect("\(payload)" == payload.compact && "\(token.claims!)" == payload.compact)
    #expect(
      "\(token)" == #"{"alg":"HS256","typ":"JWT","cty":"twilio-fpa;v=1"}."# + payload.compact)
    var dumped = ""
    dump(token, to: &dumped)
    for text in ["\(token)", "\([token])", String(reflecting: token), dumped] {
      #expect(text.contains("SK1-1000") && !text.contains(token.encodedSignature))
      #expect(!text.contains("\(token.signature!)"))
    }
    #expect(try "\(parts("[]", "x"))".hasPrefix("(It is JSON, but no object.).(It is not JSON: "))
  }

  @Test func aBrokenPartHidesNoOther() throws {
    let pieces = Self.jwt.split(separator: ".")
    let brokenHeader = try DecodedToken("!.\(pieces[1]).\(pieces[2])")
    #expect(brokenHeader.header.content == .failure(.notBase64URL))
    #expect(brokenHeader.claims?["iss"] == "SK1")
    #expect(brokenHeader.verify(secret: Self.secret) == .unknown(.algorithmMissing))
    let brokenPayload = try DecodedToken("\(pieces[0]).bm8.\(pieces[2])")
    #expect(
      brokenPayload.payload.content.failure?.description
        == "It is not JSON: line 1, column 1: Expected a value, found “n”.")
    #expect(brokenPayload.verify(secret: Self.secret) == .invalid(.mismatch))
    #expect(brokenPayload.checkClaims(at: 0) == [.unreadable])
    let brokenSignature = try DecodedToken("\(pieces[0]).\(pieces[1]).!")
    #expect(brokenSignature.signature == nil)
    #expect(brokenSignature.verify(secret: Self.secret) == .invalid(.notBase64URL))
    #expect(brokenSignature.checkClaims(at: 1000) == [])
    #expect(try parts("[]", "1").payload.content == .failure(.notAnObject))
  }

  @Test(arguments: [("", 1), ("a", 1), ("a.b", 2), ("a.b.c.d", 4), ("...", 4)])
  func refusesOtherThanThreeParts(_ text: String, _ count: Int) {
    let error = #expect(throws: DecodedToken.DecodingError.self) { try DecodedToken(text) }
    #expect(error?.partCount == count)
  }

  /// The last character has bits that no byte needs, or the number of characters is impossible.
  @Test(arguments: ["e31", "e30=", "e3+", "e", "e30 "]) func refusesBase64URL(_ text: String) throws
  {
    #expect(try DecodedToken("\(text).e30.").header.content == .failure(.notBase64URL))
  }

  @Test func knowsDuplicateKeys() throws {
    let token = try parts(#"{"alg":"HS256","alg":"none"}"#, #"{"a":{"b":1,"b":2},"c":0}"#)
    #expect(token.header.duplicateKeys == ["alg"] && token.algorithm == "none")
    #expect(token.payload.duplicateKeys == ["b"])
    #expect(try DecodedToken(Self.jwt).payload.duplicateKeys == [])
  }

  @Test func readsLatin1Header() throws {
    let token = AccessToken(accountSID: "AC1", keySID: "SK1", secret: "s", region: "é")
    let decoded = try DecodedToken(token.jwt(issuedAt: 0))
    #expect(decoded.header.object?["twr"] == "é")
    #expect(decoded.verify(secret: "s") == .valid)
  }

  @Test(
    arguments: [
      (#"{"exp":10}"#, 9.9, []), (#"{"exp":10}"#, 10, [.expired(at: 10)]),
      (#"{"nbf":10}"#, 10, []), (#"{"nbf":10}"#, 9.9, [.notYetValid(until: 10)]),
      (#"{"iat":10}"#, 9, [.issuedInTheFuture(at: 10)]),
      (#"{"exp":null}"#, 0, [.notATime(claim: "exp")]), ("{}", 0, []),
      (#"{"exp":1e999}"#, 0, [.notATime(claim: "exp")]),
      (
        #"{"exp":1,"iat":9,"nbf":"5"}"#, 5,
        [.notATime(claim: "nbf"), .issuedInTheFuture(at: 9), .expired(at: 1)]
      ),
    ] as [(String, Seconds, [ClaimProblem])])
  func checksTimes(_ payload: String, _ now: Seconds, _ problems: [ClaimProblem]) throws {
    #expect(try parts("{}", payload).checkClaims(at: now) == problems)
  }

  @Test func checksClaimsOfAccessTokens() throws {
    let token = try parts(#"{"cty":"twilio-fpa;v=1"}"#, #"{"jti":"x","exp":9,"sub":"AC1"}"#)
    #expect(token.checkClaims(at: 1) == [.missing(claim: "grants"), .missing(claim: "iss")])
    for grants in ["null", "[]", #""video""#, "7"] {
      let claims = #"{"jti":"x","grants":\#(grants),"exp":9,"iss":"SK1","sub":"AC1"}"#
      let token = try parts(#"{"cty":"twilio-fpa;v=1"}"#, claims)
      #expect(token.checkClaims(at: 1) == [.notAnObject(claim: "grants")])
    }
  }

  /// Every token of the vectors can be read, and says what the vectors say.
  @Test(arguments: Vector.all.filter { $0.expectedJWT != nil }) func reads(_ vector: Vector) throws
  {
    let token = try DecodedToken(vector.expectedJWT!)
    #expect(try token.payload.content.get().compact == vector.expected["payloadJson"]?.stringValue)
    #expect(try token.header.content.get().compact == vector.expected["headerJson"]?.stringValue)
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}

/// Made by shifting bits as in the definition, to judge the engine's own.
private func base64URL(_ text: String) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
  let bits = text.utf8.flatMap { byte in (0..<8).map { byte >> (7 - UInt8($0)) & 1 } }
  return String(
    stride(from: 0, to: bits.count, by: 6).map { start in
      let digit = bits[start..<min(start + 6, bits.count)]
      return alphabet[digit.reduce(0) { $0 << 1 | Int($1) } << (6 - digit.count)]
    })
}
