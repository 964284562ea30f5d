import Foundation
import Testing
import TokenEngine

/// Whatever the size, a token is read in time that grows with it, and what is wrong has a name.
struct LargeTokenTests {
  private static func base64URL(_ text: String) -> String {
    Data(text.utf8).base64EncodedString().replacingOccurrences(of: "+", with: "-")
      .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
  }

  private static func token(_ payload: String, header: String = #"{"alg":"HS256"}"#) -> String {
    "\(base64URL(header)).\(base64URL(payload)).AAAA"
  }

  /// Processor seconds: what others do on the machine counts for nothing.
  private func seconds(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  @Test func deepNestingIsRefused() throws {
    for text in [
      String(repeating: "[", count: 1_000_000),
      String(repeating: #"{"a":"#, count: 1_000_000),
      #"{"a":\#(String(repeating: "[", count: 1_000_000))\#(String(repeating: "]", count: 1_000_000))}"#,
    ] {
      let token = try DecodedToken(Self.token(text))
      #expect(token.payload.description.contains("512"))
      #expect(token.claims == nil)
      #expect(token.checkClaims(at: 0) == [.unreadable])
    }
  }

  @Test func numbersOfAnyLengthAreNumbers() throws {
    let digits = String(repeating: "9", count: 1_000_000)
    let payload = #"{"exp":\#(digits),"nbf":-1e999999999,"iat":0.\#(digits),"n":1e-\#(digits)}"#
    let token = try DecodedToken(Self.token(payload))
    #expect(token.claims?["n"] == 0)
    #expect(token.claims?["iat"] == 1)
    #expect(
      token.checkClaims(at: 0) == [
        .notATime(claim: "nbf"), .issuedInTheFuture(at: 1), .notATime(claim: "exp"),
      ])
  }

  @Test(arguments: [
    "claims", "duplicates", "indices", "escapes", "header", "header in Latin-1", "dots",
    "signature", "secret", "key",
  ]) func timeGrowsWithTheSize(_ kind: String) throws {
    func once(_ count: Int) throws -> Double {
      let numbers = 0..<count
      var secret = "secret"
      let token =
        switch kind {
        case "claims":
          Self.token("{" + numbers.map { #""c\#($0)":1"# }.joined(separator: ",") + "}")
        case "duplicates":
          Self.token("{" + numbers.map { _ in #""a":1"# }.joined(separator: ",") + "}")
        case "indices":
          Self.token("{" + numbers.reversed().map { #""\#($0)":1"# }.joined(separator: ",") + "}")
        case "escapes": Self.token(#"{"a":"\#(String(repeating: #"\ud800"#, count: count))"}"#)
        case "header":
          Self.token(
            "{}", header: #"{"alg":"HS256","x":"\#(String(repeating: "é", count: count))"}"#)
        case "header in Latin-1":
          Data(#"{"alg":"HS256","x":""#.utf8 + Data(repeating: 0xE9, count: count) + #""}"#.utf8)
            .base64EncodedString().replacingOccurrences(of: "=", with: "")
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            + ".e30.AAAA"
        case "dots": String(repeating: ".", count: count)
        case "signature":
          "\(Self.base64URL(#"{"alg":"HS256"}"#)).e30.\(String(repeating: "A", count: count))"
        default: Self.token("{}")
        }
      if kind == "secret" { secret = String(repeating: "s", count: count) }
      if kind == "key" { secret = String(repeating: "-----BEGI", count: count / 9) }
      return seconds {
        guard let read = try? DecodedToken(token) else {
          #expect(kind == "dots")
          return
        }
        _ = read.verify(secret: secret)
        _ = read.verify(publicKey: secret)
        _ = read.checkClaims(at: 0)
        _ = read.description
      }
    }
    let small = try once(4_000)
    // Sixteen times the size; what is quadratic takes 256 times as long.
    let large = try once(64_000)
    #expect(large < max(small, 0.0005) * 80, "\(small) s, then \(large) s")
  }
}
