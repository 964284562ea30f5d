import LessonKit
import Testing

/// One mistake of an author, one finding.
@Suite struct OneMistakeTests {
  // MARK: - The whole listing at the end

  static let opening = [
    "exports.handler = function (context, event, callback) {",
    "  const name = event.name || 'world';",
  ]
  static let parts = [
    ("Log the name:", ["  console.log(name);"]),
    ("Make a greeting:", ["  const greeting = `Hello, ${name}`;"]),
    ("Log it as well:", ["  console.log(greeting);"]),
    ("Count the letters:", ["  const letters = greeting.length;", "  console.log(letters);"]),
  ]
  static let closing = ["  callback(null, name);", "};"]

  /// A Function in parts, and the whole of it, of which one line is another or none.
  static func lesson(line lost: Int?, becomes line: String?) -> String {
    func fence(_ lines: [String]) -> String {
      "```js\n\(lines.joined(separator: "\n"))\n```\n\n"
    }
    var whole = opening + parts.flatMap(\.1) + closing
    if let lost { whole.replaceSubrange(lost...lost, with: line.map { [$0] } ?? []) }
    return fence(opening + closing)
      + parts.map { "\($0.0)\n\n\(fence($0.1))" }.joined()
      + "The complete code:\n\n" + fence(whole)
  }

  @Test(arguments: 2...6, [true, false]) func theWholeListing(_ line: Int, lacks: Bool) throws {
    let text = (Self.opening + Self.parts.flatMap(\.1))[line]
    let other = text.replacing("console.log", with: "console.warn").replacing("Hello", with: "Hi")
      .replacing("greeting.length", with: "greeting.size")
    let found = try Judge(Self.lesson(line: line, becomes: lacks ? nil : other)).places
    // Without its declaration a name is not defined there, which says more.
    let isDeclaration = lacks && text.contains("const")
    #expect(found.count == 1)
    #expect(
      found.first?.hasSuffix(
        isDeclaration ? "error uncaught-error" : "warning final-listing-differs") == true)
  }

  @Test func theWholeListingIsRight() throws {
    #expect(try Judge(Self.lesson(line: nil, becomes: nil)).places == [])
  }

  // MARK: - A line

  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var markdown: String
    var findings: [String] = []
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "what fails is the finding, what the line was is its note",
      markdown: EvolutionRuleTests.pair(
        second: EvolutionRuleTests.grown.replacing("event.room", with: "events.room")),
      findings: ["19:16 error uncaught-error"]),
    Case(
      name: "to undo it later is no second one",
      markdown: EvolutionRuleTests.pair(second: EvolutionRuleTests.altered)
        + "\n\nAnd `extra`:\n\n```js\n"
        + EvolutionRuleTests.grown.replacing(
          "  const reply", with: "  const extra = 1;\n  const reply") + "\n```\n",
      findings: ["19:3 warning silent-removal"]),
    Case(
      name: "another change that is undone later is another one",
      markdown: EvolutionRuleTests.pair(
        "`SERVICE_SID` is now named `SERVICE`:",
        second: EvolutionRuleTests.altered.replacing("context.SERVICE_SID", with: "context.SERVICE")
      )
        + "\n\nAnd `extra`:\n\n```js\n"
        + EvolutionRuleTests.altered.replacing(
          "  const reply", with: "  const extra = 1;\n  const reply") + "\n```\n",
      findings: ["19:3 warning silent-removal", "37:3 warning silent-removal"]),
    Case(
      name: "a value that is forgotten in the middle",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          const user =
          const room = event.room;
          callback(null, room);
        };
        ```

        And the user:

        ```js
        exports.handler = function (context, event, callback) {
          const user = event.user;
          const room = event.room;
          callback(null, room);
        };
        ```
        """, findings: ["4:3 error syntax-error"]),
    Case(
      name: "what a browser declares is not there in the Function",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          callback(null, token);
        };
        ```

        In the browser:

        ```js
        const token = document.querySelector('#token').value;
        ```
        """, findings: ["3:18 error uncaught-error"]),
    Case(
      name: "names and dummies are no misplaced credentials",
      markdown: """
        Set `TOKEN_KEY_SID` and `KEY_SECRET`.

        ```js
        exports.handler = function (context, event, callback) {
          const { AccessToken } = Twilio.jwt;
          const one = new AccessToken(context.ACCOUNT_SID, context.TOKEN_KEY_SID, context.KEY_SECRET, { identity: 'a' });
          const two = new AccessToken('ACCOUNT_SID', 'ACCESS_KEY', 'ACCESS_SECRET', { identity: 'a' });
          callback(null, [one.toJwt(), two.toJwt()]);
        };
        ```
        """),
    Case(
      name: "a service is no key",
      markdown: """
        Set `SYNC_SERVICE_SID` and `KEY_SECRET`.

        ```js
        exports.handler = function (context, event, callback) {
          const { AccessToken } = Twilio.jwt;
          const one = new AccessToken(context.ACCOUNT_SID, context.SYNC_SERVICE_SID, context.KEY_SECRET, { identity: 'a' });
          callback(null, one.toJwt());
        };
        ```
        """, findings: ["6:15 error misplaced-credential"]),
    Case(
      name: "a fragment that does not parse breaks none of those after it",
      markdown: """
        ```js file=token.js
        exports.handler = function (context, event, callback) {
          callback(null, event.user);
        };
        ```

        ```js file=token.js
          const user = { name: event.user;
        ```

        ```js file=token.js
          console.log('later');
        ```
        """, findings: ["8:3 error syntax-error"]),
    Case(
      name: "what the next snippet brings is no mistake",
      markdown: """
        The reply comes from `hello`, which follows:

        ```js
        exports.handler = function (context, event, callback) {
          callback(null, hello(event.name));
        };
        ```

        The helper goes above the handler:

        ```js
        function hello(name) {
          return 'Hello, ' + name;
        }
        ```
        """),
    Case(
      name: "what a later whole listing has was forgotten here",
      markdown: """
        ```js
        exports.handler = function (context, event, callback) {
          callback(null, hello + event.name);
        };
        ```

        And the greeting:

        ```js
        exports.handler = function (context, event, callback) {
          const hello = 'Hello, ';
          callback(null, hello + event.name);
        };
        ```
        """, findings: ["3:18 error uncaught-error"]),
  ]

  @Test(arguments: cases) func oneFinding(_ sample: Case) throws {
    let places = try Judge(sample.markdown).places
    #expect(places == sample.findings)
  }

  @Test func theNoteShowsTheLineThatIsGone() throws {
    let findings = try Judge(Self.cases[0].markdown).findings.filter { $0.severity != .note }
    #expect(findings.flatMap(\.notes).map(\.message).contains { $0.contains("is gone") })
  }
}
