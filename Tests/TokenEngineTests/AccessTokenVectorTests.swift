import Testing
import TokenEngine

/// The access tokens of the real twilio-node, against ours.
@Suite struct AccessTokenVectorTests {
  static let vectors = Vector.of(kind: "AccessToken")
  static let expressible = vectors.filter { vector in
    (try? AccessTokenCalls(vector)) != nil
  }

  @Test(arguments: expressible) func endsAsInTheLibrary(_ vector: Vector) throws {
    let calls = try AccessTokenCalls(vector)
    if let jwt = vector.expectedJWT {
      #expect(try calls.issue() == jwt)
    } else {
      let error = #expect(throws: TokenError.self) { try calls.issue() }
      #expect(error?.description == vector.expectedError)
    }
  }

  /// What is left out is left out for a reason, and no more than this.
  @Test func leavesOutOnly() {
    var leftOut: [String: Int] = [:]
    for vector in Self.vectors {
      do { _ = try AccessTokenCalls(vector) } catch { leftOut["\(error)", default: 0] += 1 }
    }
    #expect(
      leftOut == [
        "a SID that is no text": 4,
        "a boxed value": 4,
        "a constructor argument that is no text": 4,
        "a time to live that is no time": 8,
        "an error of the JavaScript engine": 7,
        "an identity that is no text": 4,
        "an unknown algorithm": 6,
      ])
    #expect(Self.expressible.count == 184)
  }
}
