import LessonKit
import Markdown
import Testing

/// What is judged over the pages of a workshop, as `path:line:column id`.
@Suite struct WorkshopRuleTests {
  static func places(_ files: [String: String]) throws -> [String] {
    try Judge(files).findings.filter { $0.severity != .note && $0.suppressed == nil }.map {
      "\($0.path):\($0.range.lowerBound.line):\($0.range.lowerBound.column) \($0.rule.rawValue)"
    }
  }

  static func handler(_ body: String, file: String = "a.js") -> String {
    "```js file=\(file)\nexports.handler = function (context, event, callback) {\n\(body)\n};\n```\n"
  }

  @Test func aLaterPageAnswersWhatAnEarlierOneLeavesOpen() throws {
    let open = Self.handler(
      "  const first = 'one';\n  const second = 'two';\n  const third = 'three';")
    let answered = Self.handler(
      "  const first = 'one';\n  const second = 'two';\n  const third = 'three';\n  callback(null, first);"
    )
    let reading = Self.handler("  callback(null, context.GREETING);", file: "b.js")
    #expect(try Self.places(["1.md": open, "2.md": answered]) == [])
    #expect(
      try Self.places(["1.md": open, "2.md": reading]) == [
        "1.md:1:1 callback-never-called", "2.md:3:26 undocumented-variable",
      ])
    #expect(try Self.places(["1.md": reading, "2.md": "Set `GREETING`."]) == [])
    #expect(try Self.places(["1.md": "Set `GREETING`.", "2.md": reading]) == [])
    #expect(
      try Self.places(["a/1.md": reading, "b/1.md": "Set `GREETING`."]) == [
        "a/1.md:3:26 undocumented-variable"
      ])
  }

  @Test func stepsOfTheOtherPages() throws {
    let first = "## 1-1. a\n\n## 1-2. b\n\nAs step 1-3 says.\n"
    let found = ["a/1.md:5:4 unknown-step"]
    #expect(try Self.places(["a/1.md": first, "a/2.md": "## Step 1-3: c\n"]) == [])
    #expect(try Self.places(["a/1.md": first, "b/2.md": "## Step 1-3: c\n"]) == found)
  }

  @Test func pagesComeInOrderWhateverWaits() throws {
    let reading = Self.handler("  callback(null, context.GREETING);")
    let files = ["1.md": reading, "2.md": "Text.", "3.md": "Set `GREETING`.", "4.md": reading]
    #expect(try Judge(files).results.map(\.lesson.path) == ["1.md", "2.md", "3.md", "4.md"])
  }

  @Test func variablesThatEveryFunctionHas() throws {
    let body = "  callback(null, [context.ACCOUNT_SID, context.DOMAIN_NAME, process.env.PATH]);"
    #expect(try Self.places(["1.md": Self.handler(body)]) == [])
  }

  @Test(arguments: [
    ("data_syc", "data_sync"), ("AcessToken", "AccessToken"), ("syncGrnat", "syncGrant"),
    ("addGrannt()", "addGrant"), ("context.SYNC_SERVCE_SID", "SYNC_SERVICE_SID"),
    ("calback", "callback"),
  ])
  func misspellings(written: String, meant: String) throws {
    let found = try Judge(["1.md": Self.names(written)]).findings.filter { $0.severity != .note }
    #expect(found.map(\.rule) == [.unknownName])
    #expect(found.first?.message.contains("did you mean `\(meant)`?") == true)
  }

  @Test(arguments: [
    "SyncGrants", "accessToken", "sync_grant", "accountId", "apiSid", "content", "identify",
    "serviceSids", "event.body", "POST /token", "const x = 1", "TOKEN", "syncGrant2", "dataSync",
  ])
  func otherNames(written: String) throws {
    #expect(try Self.places(["1.md": Self.names(written)]) == [])
  }

  static func names(_ written: String) -> String {
    """
    Set `SYNC_SERVICE_SID`, `API_KEY` and `API_SECRET`.

    \(handler("""
        const AccessToken = Twilio.jwt.AccessToken;
        const serviceSid = context.SYNC_SERVICE_SID;
        const syncGrant = new AccessToken.SyncGrant({ serviceSid });
        const accountSid = context.ACCOUNT_SID;
        const token = new AccessToken(accountSid, context.API_KEY, context.API_SECRET, { identity: 'a' });
        token.addGrant(syncGrant);
        callback(null, { token: token.toJwt() });
      """))
    The `\(written)` is in the token.
    """
  }

  // MARK: - Secrets

  @Test(arguments: [
    "const authToken = '9f3c1b7d5e80a264c9d1f7e35b08a6c2';",
    "| シークレット | k3Jx9QmZr7VbT2LpWc8YsNf4HdGa6UeR |",
    "password: ghp_a8K2mQ9xT4vB7nL1cR6zW3yP5sD0fJhGuE2i",
    "Token: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJTSzVlZjg3MzJhM2M0OTcwMDkzNDQ4MWFkZGQ1Y2UxNjU5IiwiZXhwIjoxNzAwMDAzNjAwfQ.3q2wR8vN1kZ7mXcP5tY9aLfH4sDgJ6bE0uQiVoKxTzM",
  ])
  func secrets(line: String) throws {
    #expect(try Judge(["1.md": line]).findings.map(\.rule).contains(.realLookingSecret))
  }

  @Test(arguments: [
    "ACCOUNT_SID=AC5ef8732a3c49700934481addd5ce1659 and the secret of SK5ef8732a3c49700934481addd5ce1659",
    "AUTH_TOKEN=your_auth_token", "API_SECRET=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "token: 0123456789abcdef0123456789abcdef", "シークレット: あなたのシークレットをここに入れてください1234",
    "secret=00000000000000000000000000000000", "md5 of the token: 9f3c1b7d5e80a264c9d1f7e35b08a6c2",
    "![token](https://images.example.com/9f3c1b7d5e80a264c9d1f7e35b08a6c2)",
    "token: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    "The build 9f3c1b7d5e80a264c9d1f7e35b08a6c2 is out.",
    "token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9…",
  ])
  func placeholders(line: String) throws {
    #expect(try Judge(["1.md": line]).findings.filter { $0.rule == .realLookingSecret } == [])
  }

  @Test func aSecretIsFoundOnceThoughListingsRepeatIt() throws {
    let first = Self.handler("  const authToken = '9f3c1b7d5e80a264c9d1f7e35b08a6c2';")
    let second = Self.handler(
      "  const authToken = '9f3c1b7d5e80a264c9d1f7e35b08a6c2';\n  callback(null, 'x');")
    let found = try Self.places(["1.md": first + "\n" + second])
    #expect(found == ["1.md:3:22 real-looking-secret"])
  }
}
