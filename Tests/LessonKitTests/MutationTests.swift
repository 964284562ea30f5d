import LessonKit
import Markdown
import Testing

/// A clean workshop in two languages; each case makes one mistake in it, and exactly that is found.
@Suite struct MutationTests {
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
      rule: .unknownStep, text: "Go on.", becomes: "Go on, as step 1-4 says.", line: 69),
    Mutation(
      rule: .unknownStep, path: "ja/sync/01-token.md", text: "Go on.", becomes: "手順1-4を見ます。",
      line: 69),
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
}
