import LessonKit
import Testing

@Suite struct AccessTokenListingTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var program: String
    var swift: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "the calls in their order, values by where they come from",
      program: """
        const { AccessToken } = Twilio.jwt;
        const grant = new AccessToken.VideoGrant({ room: 'standup' });
        const token = new AccessToken('AC1', process.env.API_KEY, process.env.API_SECRET, { identity: 'a"b' });
        token.addGrant(grant);
        token.ttl = 60;
        token.toJwt();
        """,
      swift: """
        import TokenEngine

        let environment = [
          "API_KEY": "SK98f6cc7503018f07d85558c2af13d314",
          "API_SECRET": "737c86e85fcc49d1ae3d79993d874b03",
        ]

        let videoGrant = VideoGrant(room: "standup")
        var token = AccessToken(
          accountSID: "AC1",
          keySID: environment["API_KEY"]!,
          secret: environment["API_SECRET"]!,
          identity: "a\\"b")
        token.addGrant(videoGrant)
        token.ttl = 60
        print(try token.jwt(issuedAt: 1704067200))

        """),
    Case(
      name: "what JavaScript changes behind the calls is said at the end",
      program: """
        const { AccessToken } = Twilio.jwt;
        const grant = new AccessToken.VideoGrant();
        const token = new AccessToken('AC1', 'SK1', 's', { identity: 'a' });
        token.addGrant(grant);
        grant.room = 'late';
        token.grants.push({ key: 'own', toPayload: () => [1] });
        token.toJwt('HS384');
        """,
      swift: """
        import TokenEngine

        var token = AccessToken(
          accountSID: "AC1",
          keySID: "SK1",
          secret: "s",
          identity: "a")
        token.addGrant(VideoGrant(room: "late"))
        token.addGrant(CustomGrant(key: JSONString("own"), payload: try JSONValue(parsing: "[1]")))
        print(try token.jwt(issuedAt: 1704067200, algorithm: .hs384))

        """),
    Case(
      name: "a time that JSON lacks is set once, and what cannot be seen is written out",
      program: """
        const { AccessToken } = Twilio.jwt;
        const token = new AccessToken('AC1', 'SK1', 's', { identity: 'a\\u202eb\\u009b', nbf: NaN });
        token.toJwt();
        token.toJwt();
        """,
      swift: """
        import TokenEngine

        var token = AccessToken(
          accountSID: "AC1",
          keySID: "SK1",
          secret: "s",
          identity: "a\\u{202e}b\\u{9b}")
        token.notBefore = .nan
        print(try token.jwt(issuedAt: 1704067200))
        print(try token.jwt(issuedAt: 1704067200))

        """),
  ]

  /// Each grant is written once, however often the token is issued.
  @Test func growsWithTheGrants() throws {
    func size(_ count: Int) throws -> Int {
      let judged = try Judge(
        """
        ```js
        const token = new Twilio.jwt.AccessToken('AC1', 'SK1', 's', { identity: 'a' });
        for (let index = 0; index < \(count); index += 1) {
          token.addGrant({ key: `grant${index}`, toPayload: () => ({ index }) });
          token.toJwt();
        }
        ```
        """)
      let listing = try #require(judged.steps.first?.listing)
      #expect(listing.mismatches.isEmpty)
      return listing.source.utf8.count
    }
    #expect(try size(80) < 5 * size(20))
    #expect(try size(150) < 30_000)
  }

  @Test(arguments: cases) func listing(_ sample: Case) throws {
    let judged = try Judge("```js\n\(sample.program)\n```\n")
    let listing = try #require(judged.steps.first?.listing)
    #expect(listing.source == sample.swift)
    #expect(listing.mismatches.isEmpty)
  }
}
