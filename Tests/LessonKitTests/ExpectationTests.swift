import LessonKit
import Testing

@Suite struct ExpectationTests {
  static func lesson(room: String, before: String = "") -> String {
    """
    \(before)
    ## Issue, with `API_KEY` and `API_SECRET` set

    ```js file=token.js
    exports.handler = function (context, event, callback) {
      const token = new Twilio.jwt.AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: 'a' });
      token.addGrant(new Twilio.jwt.AccessToken.VideoGrant({ room: '\(room)' }));
      callback(null, { token: token.toJwt() });
    };
    ```
    """
  }

  static func recorded(_ markdown: String) throws -> String {
    let judged = try Judge(markdown)
    let lesson = judged.results[0].lesson
    let entries = judged.steps.compactMap { $0.expectation(masking: Masking(lesson.settings)) }
    return ExpectedTokens(entries: entries).json
  }

  func findings(_ markdown: String, expecting json: String) throws -> [String] {
    try Judge(["lesson.md": markdown], expected: ["lesson": json]).findings
      .filter { $0.severity != .note }.map { "\($0.rule.rawValue): \($0.message)" }
  }

  @Test func whatWasRecordedIsMet() throws {
    let json = try Self.recorded(Self.lesson(room: "r"))
    #expect(json.contains("\"body\": \"{\\\"token\\\":\\\"<token 1>\\\"}\""))
    #expect(try findings(Self.lesson(room: "r"), expecting: json) == [])
  }

  @Test func theFirstClaimThatDiffersIsNamed() throws {
    let json = try Self.recorded(Self.lesson(room: "r"))
    let found = try findings(Self.lesson(room: "other"), expecting: json)
    #expect(found.count == 1)
    #expect(
      found.first?.hasPrefix(
        "token-mismatch: the token differs from the expected one: `payload.grants.video.room` is `\"other\"`, expected `\"r\"`"
      ) == true)
  }

  @Test func anInsertedStepDisturbsNoOther() throws {
    let json = try Self.recorded(Self.lesson(room: "r"))
    let before =
      "```js file=other.js\nconst t = new Twilio.jwt.AccessToken('AC', 'SK', 's', { identity: 'x' });\nt.toJwt();\n```\n"
    // It waits for its own record, and nothing else is said.
    let found = try findings(Self.lesson(room: "r", before: before), expecting: json)
    #expect(found.map { $0.prefix(while: { $0 != ":" }) } == ["expected-missing"])
  }

  @Test func expectationsWithoutSteps() throws {
    let json = try Self.recorded(Self.lesson(room: "r"))
    #expect(
      try findings("Nothing here.", expecting: json).map { $0.prefix(15) } == ["expected-orphan"])
    let other = try Judge(["lesson.md": Self.lesson(room: "r")], expected: ["gone": json])
    #expect(
      other.places.sorted() == ["1:1 warning expected-orphan", "4:1 warning expected-missing"])
  }

  @Test func whatStaysSoInLaterStepsIsOneFinding() throws {
    func steps(_ room: String) -> String {
      Self.lesson(room: room) + "\n\nAnd `log`:\n\n```js file=token.js\n  console.log(1);\n```\n"
    }
    let json = try Self.recorded(steps("r"))
    #expect(try Judge(steps("r")).steps.count == 2)
    #expect(try findings(steps("other"), expecting: json).count == 1)
  }

  @Test func aBrokenFileIsOneFinding() throws {
    #expect(
      try findings(Self.lesson(room: "r"), expecting: "{").map { $0.prefix(10) } == ["unreadable"])
  }
}
