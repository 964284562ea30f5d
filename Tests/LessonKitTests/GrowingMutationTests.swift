import Functions
import LessonKit
import Markdown
import Testing

/// The rows of rules that need a program which grows, records of expected tokens, or a whole root.
extension MutationTests {
  @Test func theGrowingWorkshopIsClean() throws {
    #expect(try Self.found(in: Self.growingWorkshop) == [])
  }

  static let growing: [Mutation] = [
    Mutation(
      rule: .silentRemoval, path: "en/chat/01.md",
      text: "  const size = topic.length;\n  console.log(name, room);\n",
      becomes: "  const size = topic.length;\n", line: 55),
    Mutation(
      rule: .finalListingDiffers, path: "en/chat/01.md",
      text: "  const topic = 'tea';\n  console.log(name, room);\n",
      becomes: "  const topic = 'tea';\n", line: 41),
    Mutation(
      rule: .emptyStep, path: "en/chat/01.md", text: "\n## Topic\n",
      becomes: "\nOnce more:\n\n```js\n\(hall)```\n\n## Topic\n", line: 18),
    Mutation(
      rule: .fragmentUnplaced, path: "en/chat/01.md", text: "\n## Topic\n",
      becomes: "\n## Topic\n\n<!-- stepwise: place after \"const hall\" -->\n", line: 22),
    Mutation(
      rule: .elisionUnclear, path: "en/chat/01.md",
      text: "  const name = event.name;\n  // ...\n",
      becomes: "  const name = event.name;\n  // ...\n  const room = 'lobby';\n  // ...\n", line: 29
    ),
    Mutation(
      rule: .timedOut, path: "en/chat/01.md",
      text: "callback(null, { greeting, room, topic, time, size });",
      becomes: "setTimeout(() => callback(null, { greeting, room, topic, time, size }), 60000);",
      line: 50),
    Mutation(
      rule: .uncaughtError, path: "en/chat/01.md", text: "topic.length;",
      becomes: "topics.length;", line: 55),
    Mutation(
      rule: .expectedErrorMissing, path: "en/chat/01.md", text: "\n## Size\n",
      becomes: "\n## Size\n\n<!-- stepwise: expect error=\"boom\" -->\n", line: 50),
    Mutation(
      rule: .responseMismatch, path: "en/chat/01.md", text: "\"topic\": \"tea\"",
      becomes: "\"topic\": \"coffee\"", line: 63),
    Mutation(
      rule: .swallowedFence, path: "en/chat/01.md", text: "\n## Size\n\n```js\n",
      becomes: "\n<div>\n```js\n", line: 49),
    Mutation(
      rule: .notRun, path: "en/sync/02-room.md", text: "callback(null, 'in');",
      becomes: "require('left-pad');\n  callback(null, 'in');", line: 5),
    Mutation(
      rule: .sdkIncompatible, path: "en/sync/02-room.md", text: "callback(null, 'in');",
      becomes:
        "const token = new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret');\n  token.identity = 'a';\n  callback(null, 'in');",
      line: 7),
    Mutation(
      rule: .nondeterministicToken, path: "en/sync/01-token.md",
      text: "user,\n  });\n\n  // \(markOfSending)\n  const response",
      becomes:
        "user,\n    ttl: 60 + Math.floor(Math.random() * 900), // \(markOfSending)\n  });\n\n  // \(markOfSending)\n  const response",
      line: 56),
    Mutation(
      rule: .unknownRule, path: "en/sync/02-room.md", text: "# Rooms\n",
      becomes: "# Rooms\n\n<!-- stepwise: allow no-such-rule -- because -->\n", line: 3),
    Mutation(
      rule: .reasonMissing, path: "en/sync/02-room.md", text: "# Rooms\n",
      becomes: "# Rooms\n\n<!-- stepwise: allow-file wiki-link -->\n", line: 3),
    Mutation(
      rule: .unusedAllow, path: "en/sync/02-room.md", text: "# Rooms\n",
      becomes: "# Rooms\n\n<!-- stepwise: allow-file wiki-link -- none here -->\n", line: 3),
  ].map { (mutation: Mutation) in
    var mutation = mutation
    mutation.isInBoth = true
    return mutation
  }

  @Test func aStepThatTheTranslationLacks() throws {
    var files = Self.growingWorkshop
    let text = try #require(files["ja/chat/01.md"])
    let start = try #require(text.firstRange(of: "\n## Size"))
    files["ja/chat/01.md"] = String(text[..<start.lowerBound])
    let found = try Self.found(in: files).filter { !$0.contains("translation-outdated") }
    #expect(found == ["ja/chat/01.md:36 translation-step-missing"])
  }

  @Test func recordsOfTokens() throws {
    let judged = try Judge(Self.workshop, assets: Self.assets)
    let lesson = try #require(judged.results.first { $0.lesson.path == "en/sync/01-token.md" })
    let entries = lesson.steps.compactMap {
      $0.expectation(masking: Masking(lesson.lesson.settings))
    }
    let json = ExpectedTokens(entries: entries).json
    func found(_ expected: [String: String]) throws -> [String] {
      try Judge(Self.workshop, expected: expected, assets: Self.assets).findings
        .filter { $0.severity != .note }
        .map { "\($0.path):\($0.range.lowerBound.line) \($0.rule.rawValue)" }
    }
    #expect(try found(["sync/01-token": json]) == [])
    #expect(
      try found(["sync/01-token": json, "sync/03-gone": json])
        == ["expected/sync/03-gone.json:1 expected-orphan"])
    #expect(
      try found(["sync/01-token": "{"]) == ["expected/sync/01-token.json:1 unreadable"])
    #expect(
      try found(["sync/02-room": "{}"]).filter { $0.contains("expected-missing") }
        == ["en/sync/01-token.md:43", "ja/sync/01-token.md:43"].map { "\($0) expected-missing" })
  }

  @Test(arguments: [
    (["a.md": "# Nothing to run\n"], "a.md:1 no-steps"),
    (["a.md": rooms, "b.md": String(repeating: "words ", count: 50_000)], "b.md:1 too-large"),
    (["a.md": rooms, "a.markdown": rooms], "a.md:1 duplicate-page"),
    (["README.md": "# Start\n", "index.html.md": rooms], "index.html.md:1 duplicate-page"),
    (
      [
        "en/README.md": "# Start\n",
        "en/a.html/b.md": rooms.replacing("[Back](01-token.md)", with: ""),
        "ja/README.md": "---\nurl: /ja/a.html\n---\n# 始め\n",
      ],
      "en/a.html/b.md:1 untranslated, ja/README.md:2 duplicate-page"
    ),
  ])
  func oneMistakeInARoot(_ files: [String: String], _ finding: String) throws {
    let found = try Judge(files, assets: ["01-token.md"]).findings
      .map { "\($0.path):\($0.range.lowerBound.line) \($0.rule.rawValue)" }
    #expect(found.joined(separator: ", ") == finding)
  }

  /// What no text of a lesson brings about in this process: a worker that took too much, a fault of our own.
  @Test(arguments: [
    ("en/sync/02-room.md:5 out-of-memory", Outcome.outOfMemory(limit: 512) as Outcome?),
    ("en/sync/02-room.md:5 crashed", .crashed("signal 11")),
    ("en/sync/02-room.md:5 swift-mismatch", nil),
  ])
  func endingsOfARun(_ finding: String, _ ending: Outcome?) throws {
    let run = Lanes.runner()
    let lanes = Lanes(width: 1) { work in
      work { runs in
        guard let ending else {
          return run(runs).map { outcome in
            var outcome = outcome
            for index in outcome.tokens.indices { outcome.tokens[index].jwt.removeLast() }
            return outcome
          }
        }
        return [ending]
      }
      return {}
    }
    let issuing = Self.rooms.replacing(
      "callback(null, 'in');",
      with:
        "callback(null, new Twilio.jwt.AccessToken('AC1', 'SK1', 'secret', { identity: 'a' }).toJwt());"
    )
    let found = try Judge(["en/sync/02-room.md": issuing], assets: Self.assets, lanes: lanes)
      .findings.filter { $0.severity != .note }
      .map { "\($0.path):\($0.range.lowerBound.line) \($0.rule.rawValue)" }
    #expect(found == [finding])
  }

  @Test(arguments: [
    (Result<[UInt8], ReadFailure>.success([0x23, 0x20, 0xFF]), "a.md:1 unreadable"),
    (.failure(ReadFailure(reason: "permission denied")), "a.md:1 unreadable"),
  ])
  func aFileThatCannotBeRead(_ content: Result<[UInt8], ReadFailure>, _ finding: String) throws {
    let site = Site(
      configuration: try SiteConfiguration(yaml: ""),
      files: [
        SourceFile(path: "a.md") { content },
        SourceFile(path: "b.md") { .success(Array(Self.rooms.utf8)) },
      ], exists: { _ in true })
    var found: [Diagnostic] = []
    found += Build(site).judge { found += $1 }
    #expect(
      found.filter { $0.severity != .note }
        .map { "\($0.path):\($0.range.lowerBound.line) \($0.rule.rawValue)" } == [finding])
  }

  static let markOfSending = "Added in this step"

  static let growingWorkshop: [String: String] = {
    var files = workshop
    files["ja/sync/01-token.md"] = english.replacing("This is important", with: "これは「**重要**」です")
    files["ja/sync/02-room.md"] = rooms.replacing("Enter:", with: "入室：")
    files["en/chat/01.md"] = chat
    files["ja/chat/01.md"] =
      chat.replacing("The answer:", with: "答え：").replacing("Below", with: "次の下に追加：")
      .replacing("The rest stays", with: "残りはそのまま").replacing("The complete code", with: "完成コード")
    return files
  }()

  /// The Function at its first step.
  static let hall = """
    exports.handler = function (context, event, callback) {
      const name = event.name;
      const room = 'lobby';
      console.log(name, room);
      const greeting = 'Hello, ' + name;
      const time = Date.now();
      callback(null, { greeting, room, time });
    };

    """

  static let chat = """
    # Chat

    The answer:

    ```js file=chat.js
    \(hall)```

    ## Topic

    Below `room`:

    ```js
      const topic = 'tea';
    ```

    The rest stays:

    ```js
    exports.handler = function (context, event, callback) {
      const name = event.name;
      // ...
      callback(null, { greeting, room, topic, time });
    };
    ```

    The complete code:

    ```js
    exports.handler = function (context, event, callback) {
      const name = event.name;
      const room = 'lobby';
      const topic = 'tea';
      console.log(name, room);
      const greeting = 'Hello, ' + name;
      const time = Date.now();
      callback(null, { greeting, room, topic, time });
    };
    ```

    ## Size

    ```js
    exports.handler = function (context, event, callback) {
      const name = event.name;
      const room = 'lobby';
      const topic = 'tea';
      const size = topic.length;
      console.log(name, room);
      const greeting = 'Hello, ' + name;
      const time = Date.now();
      callback(null, { greeting, room, topic, time, size });
    };
    ```

    ```json expected=response
    { "body": { "room": "lobby", "topic": "tea" } }
    ```

    """
}
