import Foundation
import LessonKit
import Markdown
import Testing

/// A clean workshop in two languages; each case makes one mistake in it, and exactly that is found.
@Suite struct MutationTests {
  struct Mutation: CustomTestStringConvertible, Sendable {
    var rule: Rule
    var path = "en/sync/01-token.md"
    var text: String
    var becomes: String
    /// The line that is found, 1-based.
    var line: Int
    /// Where it is found, if elsewhere.
    var place: String?
    /// Whether it is made, and found, in both languages, in the workshop whose program grows.
    var isInBoth = false
    var testDescription: String { "\(rule.rawValue): \(text.prefix(30))" }
    var inBothLanguages: [String] { ["en", "ja"].map { $0 + path.dropFirst(2) } }
  }

  @Test func theWorkshopIsClean() throws {
    #expect(try Self.found(in: Self.workshop) == [])
  }

  @Test(arguments: mutations + growing)
  func oneMistakeIsOneFinding(_ mutation: Mutation) throws {
    var files = mutation.isInBoth ? Self.growingWorkshop : Self.workshop
    let paths = mutation.isInBoth ? mutation.inBothLanguages : [mutation.path]
    for path in paths {
      let text = try #require(files[path])
      let range = try #require(text.firstRange(of: mutation.text), "\(path) lacks it")
      files[path]!.replaceSubrange(range, with: mutation.becomes)
    }
    let found = try Self.found(in: files, noting: mutation.rule)
    let places = mutation.place.map { [$0] } ?? paths
    #expect(found == places.map { "\($0):\(mutation.line) \(mutation.rule.rawValue)" })
  }

  @Test func aMissingTranslation() throws {
    var files = Self.workshop
    files["ja/sync/02-room.md"] = nil
    let notes = try Judge(files, assets: Self.assets).findings.filter { $0.rule == .untranslated }
    #expect(notes.map(\.path) == ["en/sync/02-room.md"])
    #expect(notes.first?.message.contains("1 of 2 lessons are (50 %)") == true)
  }

  /// - Parameter noted: a rule of notes that is asked about.
  static func found(in files: [String: String], noting noted: Rule? = nil) throws -> [String] {
    try Judge(files, assets: assets).findings.filter {
      $0.suppressed == nil
        && ($0.severity != .note || $0.rule == .translationOutdated || $0.rule == noted)
    }.map { "\($0.path):\($0.range.lowerBound.line) \($0.rule.rawValue)" }
  }

  static let mutations = [
    Mutation(
      rule: .markOnUnchangedLine, text: "  const user = event.user;\n\n  // Added in this step\n",
      becomes: "  // Added in this step\n  const user = event.user;\n\n", line: 27),
    Mutation(
      rule: .unmarkedChange, text: "  // Added in this step\n  const AccessToken",
      becomes: "  const AccessToken",
      line: 29),
    Mutation(rule: .stepNumberGap, text: "## 1-3. Send", becomes: "## 1-4. Send", line: 41),
    Mutation(
      rule: .syntaxError, text: "callback(null, { user });", becomes: "callback(null, { user );",
      line: 19),
    Mutation(
      rule: .uncaughtError, text: "callback(null, { user });", becomes: "callback(null, { usr });",
      line: 20),
    Mutation(
      rule: .callbackNeverCalled, path: "en/sync/02-room.md",
      text: "callback(null, 'in');", becomes: "console.log('in');", line: 5),
    Mutation(
      rule: .callbackCalledTwice, path: "en/sync/02-room.md",
      text: "callback(null, 'in');", becomes: "callback(null, 'in');\n  callback(null, 'out');",
      line: 5),
    Mutation(
      rule: .contentTypeMismatch, path: "en/sync/02-room.md",
      text: "callback(null, 'in');",
      becomes:
        "const response = new Twilio.Response();\n  response.appendHeader('Content-Type', 'application/json');\n  response.setBody('in');\n  callback(null, response);",
      line: 9),
    Mutation(
      rule: .tokenMismatch, text: "\"identity\": \"alice\"", becomes: "\"identity\": \"bob\"",
      line: 63),
    Mutation(
      rule: .unknownName, text: "`token` member", becomes: "`accesToken` member", line: 61),
    Mutation(
      rule: .undocumentedVariable, text: "| `API_SECRET` | its secret |\n", becomes: "", line: 30),
    Mutation(rule: .missingAsset, text: "flow.svg", becomes: "flows.svg", line: 3),
    Mutation(rule: .missingAlt, text: "![The flow of a token]", becomes: "![]", line: 3),
    Mutation(rule: .brokenLink, text: "(02-room.md)", becomes: "(02-rooms.md)", line: 71),
    Mutation(rule: .brokenLink, text: "(02-room.md)", becomes: "()", line: 71),
    Mutation(rule: .brokenAnchor, text: "(#1-2-make", becomes: "(#1-2-makes", line: 71),
    Mutation(rule: .wikiLink, text: "the Console", becomes: "the [[Console]]", line: 5),
    Mutation(rule: .brokenTable, text: "| --- | --- |", becomes: "| --- |", line: 7),
    Mutation(
      rule: .swallowedIndent, text: "Set these values:\n",
      becomes: "Set these values:\n    A -> B\n", line: 6),
    Mutation(
      rule: .cjkEmphasis, path: "ja/sync/01-token.md", text: "「**重要**」です", becomes: "とても**「重要」**です",
      line: 61),
    Mutation(
      rule: .realLookingSecret, text: "its secret",
      becomes: "its secret 9f3c1b7d5e80a264c9d1f7e35b08a6c2",
      line: 10),
    Mutation(
      rule: .unclosedFence, text: "  callback(null, { user });\n};\n```\n",
      becomes: "  callback(null, { user });\n};\n", line: 14),
    Mutation(
      rule: .translationCodeDiffers, path: "ja/sync/01-token.md",
      text: "response.appendHeader('Content-Type'",
      becomes: "response.appendHeader('content-type'", line: 54),
    Mutation(
      rule: .translationOutdated, path: "ja/sync/02-room.md", text: "[戻る](01-token.md)",
      becomes: "戻る", line: 1),
    Mutation(
      rule: .badFrontMatter, path: "en/sync/02-room.md", text: "# Rooms",
      becomes: "---\nevnt:\n  a: b\n---\n# Rooms",
      line: 2),
    Mutation(
      rule: .badDirective, path: "en/sync/02-room.md", text: "Enter:",
      becomes: "Enter:\n\n<!-- stepwise: asside -->", line: 5),
  ]

  static let assets: Set<String> = [
    "en/sync/01-token.md", "en/sync/02-room.md", "ja/sync/01-token.md", "ja/sync/02-room.md",
    "assets/flow.svg",
  ]

  static let workshop = [
    "en/sync/01-token.md": english,
    "ja/sync/01-token.md":
      english
      .replacing("The flow of a token", with: "トークンの流れ")
      .replacing("// Added in this step", with: "// 今回追加分")
      .replacing("This is important", with: "これは「**重要**」です"),
    "en/sync/02-room.md": rooms,
    "ja/sync/02-room.md": rooms.replacing("Enter:", with: "入室：").replacing("Back", with: "戻る"),
  ]

  static let rooms = """
    # Rooms

    Enter:

    ```js file=room.js
    exports.handler = function (context, event, callback) {
      callback(null, 'in');
    };
    ```

    [Back](01-token.md)

    """

  static let english = """
    # Tokens

    ![The flow of a token](../../assets/flow.svg)

    Open the Console. Set these values:

    | Key | Value |
    | --- | --- |
    | `API_KEY` | the key's SID |
    | `API_SECRET` | its secret |

    ## 1-1. Answer

    ```js
    exports.handler = function (context, event, callback) {
      // The name is a parameter.
      const user = event.user;

      callback(null, { user });
    };
    ```

    ## 1-2. Make

    ```js
    exports.handler = function (context, event, callback) {
      const user = event.user;

      // Added in this step
      const AccessToken = Twilio.jwt.AccessToken;
      const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {
        identity: user,
      });

      callback(null, { user });
    };
    ```

    Open it with `?user=alice`.

    ## 1-3. Send

    ```js
    exports.handler = function (context, event, callback) {
      const user = event.user;

      const AccessToken = Twilio.jwt.AccessToken;
      const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {
        identity: user,
      });

      // Added in this step
      const response = new Twilio.Response();
      response.appendHeader('Content-Type', 'application/json');
      response.setBody({ token: token.toJwt() });

      callback(null, response);
    };
    ```

    This is important: it has a `token` member.

    ```json expected=payload
    { "grants": { "identity": "alice" } }
    ```

    ## Next

    Go on.

    [Rooms](02-room.md), or back to [the token](#1-2-make).

    """
}
