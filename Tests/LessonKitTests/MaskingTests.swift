import LessonKit
import Testing
import TokenEngine

@Suite struct MaskingTests {
  static let secret = "it's \"½\" /a+b\\c?\u{7}&x=y z~"

  static func masking() throws -> Masking {
    var settings = LessonSettings()
    settings.environment = [
      "API_SECRET": .string(JSONString(secret)), "SHORT_TOKEN": "abc", "NAME": "plain",
    ]
    return Masking(settings)
  }

  /// What Node prints of the secret, by name of what printed it.
  static let printed = [
    ("plain", secret),
    ("JSON.stringify", #"it's \"½\" /a+b\\c?\u0007&x=y z~"#),
    ("JSON.stringify twice", ##"it's \\\"½\\\" /a+b\\\\c?\\u0007&x=y z~"##),
    ("util.inspect", #"it's "½" /a+b\\c?\x07&x=y z~"#),
    ("a literal in single quotes", #"it\'s "½" /a+b\\c?\x07&x=y z~"#),
    ("encodeURIComponent", "it's%20%22%C2%BD%22%20%2Fa%2Bb%5Cc%3F%07%26x%3Dy%20z~"),
    ("encodeURIComponent, lower-cased", "it's%20%22%c2%bd%22%20%2fa%2bb%5cc%3f%07%26x%3dy%20z~"),
    ("encodeURI", "it's%20%22%C2%BD%22%20/a+b%5Cc?%07&x=y%20z~"),
    ("URLSearchParams", "it%27s+%22%C2%BD%22+%2Fa%2Bb%5Cc%3F%07%26x%3Dy+z%7E"),
    ("HTML", "it&#39;s &quot;½&quot; /a+b\\c?\u{7}&amp;x=y z~"),
  ]

  @Test(arguments: printed) func masks(_ printer: String, _ text: String) throws {
    #expect(try Self.masking().masked("<\(text)\u{301}>") == "<••••••••\u{301}>")
  }

  /// Python's base64 of the secret behind none, one and two bytes.
  @Test(arguments: [
    "aXQncyAiwr0iIC9hK2JcYz8HJng9eSB6fg==", "LWl0J3MgIsK9IiAvYStiXGM/ByZ4PXkgen4=",
    "LS1pdCdzICLCvSIgL2ErYlxjPwcmeD15IHp+", "LWl0J3MgIsK9IiAvYStiXGM_ByZ4PXkgen4",
  ]) func masksInBase64(_ text: String) throws {
    let masked = try Self.masking().masked(text)
    #expect(masked.contains("••••••••") && masked.count < 14, "\(masked)")
  }

  @Test func leavesTheRest() throws {
    let masking = try Self.masking()
    #expect(masking.masked("a plain text, YWJj and e\u{301}") == "a plain text, YWJj and e\u{301}")
    #expect(masking.masked("xabcx") == "x••••••••x")
  }

  /// No error shows the beginning of a secret.
  @Test(arguments: [
    "JSON.parse(secret)", #"JSON.parse('{"a":' + secret)"#, "JSON.parse(secret.slice(0, 12))",
    "JSON.parse(secret + '-')", "JSON.parse(JSON.stringify(secret) + secret)",
    "JSON.parse(encodeURIComponent(secret))", "JSON.parse(Buffer.from(secret).toString('base64'))",
    "new RegExp('(' + secret)", "new URL(secret)", "BigInt(secret)", "Buffer.alloc(secret)",
    "Buffer.from('a', secret)", "new Intl.DateTimeFormat('en', { timeZone: secret })",
    "require('assert').strictEqual(secret, 'a')", "require(secret)",
  ]) func masksInErrors(_ expression: String) throws {
    let judge = try Judge(
      [
        "lesson.md": """
        # Errors

        ```js
        const secret = process.env.API_SECRET;
        try { \(expression); } catch (error) { console.log(error, error.message, error.stack); }
        \(expression);
        ```
        """
      ], configuration: "sdk: twilio-node@5\nenvironment:\n  API_SECRET: 'xK3mN8pQ2rS5 tU7vW9yZ'\n")
    let result = try #require(judge.results.first)
    var json = JSONFormat(root: "", version: "")
    var report = json.add(result, judge.findings) + json.end(Summary())
    report += StepReport(try #require(judge.steps.first), of: result.lesson).text
    #expect(report.contains("Error"))
    for shown in ["xK3", "K3mN8", "eEszbU4"] { #expect(!report.contains(shown), "\(shown)") }
  }

  /// A secret is shown neither by a claim, nor by the token around it, nor as a name.
  @Test func masksTokensAndNames() throws {
    let judge = try Judge(
      [
        "lesson.md": """
        # Tokens

        ```js
        const secret = process.env.API_SECRET;
        const token = new Twilio.jwt.AccessToken('AC1', 'SK1', secret, { identity: `-${secret}` });
        token.addGrant({ key: 'k', [secret]: 1, toPayload: () => ({ [`${secret}!`]: secret }) });
        token.toJwt();
        ```
        """
      ], configuration: "sdk: twilio-node@5\nenvironment:\n  API_SECRET: hush hush 1234\n")
    let result = try #require(judge.results.first)
    var json = JSONFormat(root: "", version: "")
    var report = json.add(result, judge.findings) + json.end(Summary())
    let human = StepReport(try #require(judge.steps.first), of: result.lesson).text
    report += human
    #expect(report.contains("••••••••"))
    for shown in [
      "hush hush 1234", "aHVzaCBodXNoIDEyM", "h1c2ggaHVzaCAxMjM0", "odXNoIGh1c2ggMTIzN",
    ] {
      #expect(!report.contains(shown), "\(shown)")
    }
  }
}
