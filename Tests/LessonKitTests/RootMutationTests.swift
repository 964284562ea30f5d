import Functions
import LessonKit
import Markdown
import Testing

/// Mistakes that no one edit of a text makes: of a whole root, of records, of what runs the programs.
extension MutationTests {
  @Test func aMissingTranslation() throws {
    var files = Self.workshop
    files["ja/sync/02-room.md"] = nil
    let notes = try Judge(files, assets: Self.assets).findings.filter { $0.rule == .untranslated }
    #expect(notes.map(\.path) == ["en/sync/02-room.md"])
    #expect(notes.first?.message.contains("1 of 2 lessons are (50 %)") == true)
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
    (.success(Array("# A\n\n\0".utf8)), "a.md:3 unreadable"),
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
}
