import Functions
import LessonKit
import Markdown
import Synchronization
import Testing

/// A build with the memory of the one before finds what a build without it finds, whatever was edited in between.
struct BuildMemoryTests {
  private static let program = """
    exports.handler = (context, event, callback) => {
      const AccessToken = Twilio.jwt.AccessToken;
      const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: 'alice' });
    """

  private static func listing(_ lines: [String], _ file: String = "token.js") -> String {
    "```js file=\(file)\n" + program + lines.map { "\n  \($0)" }.joined()
      + "\n  callback(null, token.toJwt());\n};\n```\n"
  }

  /// Two languages; a program that goes on from page to page, a download, links between pages.
  private static let content: [String: String] = [
    "en/w/1.md":
      "# One\n\nSet `API_KEY` and `API_SECRET`, then see [two](2.md#grow) and [elsewhere](../v/3.md#three).\n\n<!-- stepwise: allow missing-alt -- decoration -->\n![](a.png)\n\n"
      + listing([]),
    "en/w/2.md":
      "# Two\n\n## Grow\n\nThe `identity` of `acess_token`:\n\n" + listing(["const room = 'a';"])
      + "\n## Again\n\n" + listing(["const room = 'a';", "token.identity = missing.name;"]),
    "en/w/3.md": "# Three\n\n## Rest\n\n" + listing(["const room = 'b';", "context.SERVICE;"]),
    "en/w/4.md":
      "# Four\n\nA file of its own, which fails:\n\n```js file=other.js\nexports.handler = (c, e, callback) => {\n  const size = 3;\n  missing.call(size);\n};\n```\n\nand token.js, which goes on:\n\n"
      + listing(["const room = 'b';", "context.SERVICE;", "token.gone();"]),
    "en/w/5.md":
      "# Five\n\n```js file=five.js\nexports.handler = (c, e, callback) => {\n  callback(null, c.FIVE.length);\n};\n```\n",
    "en/v/3.md":
      "# Three\n\n<!-- stepwise: file voice.js from ../../samples/voice.js -->\n```js file=voice.js\nexports.handler = (c, e, callback) => {\n  callback(null, start + 1);\n};\n```\n",
    "ja/w/1.md": "# 一\n\n![](a.png)\n\n" + listing([]),
    "ja/w/2.md": "# 二\n\n" + listing(["const room = 'c';"]),
    "ja/v/3.md": "# 三\n\n[一](../w/1.md#一)\n",
  ]

  private struct Random {
    var state: UInt64
    mutating func callAsFunction(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
  }

  private struct Found: Equatable {
    var findings: [Diagnostic]
    var programs: [String]
  }

  private final class Counter: Sendable {
    let count = Mutex(0)
    var lanes: Lanes {
      let functions = FunctionRunner()
      return Lanes(width: 3) { work in
        work { runs in
          self.count.withLock { $0 += runs.count }
          return runs.map { functions.outcome(of: $0) }
        }
        return {}
      }
    }
  }

  /// Each line with its place in Markdown.
  private static func drawing(_ revision: Revision) -> String {
    "\(revision.kind)\n"
      + revision.lines.map { "\($0.origin.path):\($0.origin.line) \($0.text)\n" }.joined()
  }

  private static func found(
    _ files: [String: String], _ memory: BuildMemory, _ counter: Counter = Counter(),
    configuration: String = ""
  ) throws -> Found {
    let lessons = files.keys.filter { $0.hasSuffix(".md") }.sorted()
    let site = Site(
      configuration: try SiteConfiguration(yaml: configuration),
      files: lessons.map { path in SourceFile(path: path) { .success(Array(files[path]!.utf8)) } },
      expected: files["expected"].map { ["w/2": $0] } ?? [:],
      exists: { files[$0] != nil }, textOfFile: { files[$0] })
    var found = Found(findings: [], programs: [])
    let rest = Build(site, lanes: counter.lanes, memory: memory).judge { result, findings in
      found.findings += findings
      for step in result.steps {
        found.programs.append(
          "\(step.address) \(step.step.revision.map(Self.drawing) ?? "unplaced") \(step.runs.map { "\($0.sdk) \($0.outcome.status)" })"
        )
      }
    }
    found.findings += rest
    return found
  }

  private static func edit(_ files: inout [String: String], _ random: inout Random) {
    let path = files.keys.sorted()[random(files.count)]
    let text = files[path]!
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let place = random(lines.count)
    switch random(8) {
    case 0: lines.append("More words of `data_sync`, `API_SECRET` and `SERVICE`.")
    case 1: lines.insert("A line before the others.", at: min(1, lines.count))
    case 2: lines.remove(at: place)
    case 3: lines.insert(lines[place], at: place)
    case 4: lines[place] = lines[place].replacing("room", with: "hall")
    case 5: lines[place] = lines[place].replacing("## ", with: "### New ")
    case 6: lines.insert("<!-- stepwise: allow-file uncaught-error -- on purpose -->", at: 0)
    default:
      // A file comes, goes, or is again what it was.
      if content[path] == nil || text == content[path], files.count > 4 {
        files[path] = nil
      } else {
        files[path] = content[path] ?? text
      }
      for (path, text) in content where files[path] == nil && random(3) == 0 { files[path] = text }
      return
    }
    files[path] = lines.joined(separator: "\n")
  }

  @Test(arguments: 1...4) func anyEditFindsTheSame(seed: Int) throws {
    var random = Random(state: UInt64(seed))
    var files = Self.content
    files["samples/voice.js"] = "const start = 1;\n"
    files["expected"] = #"{"formatVersion": 1, "steps": []}"#
    let memory = BuildMemory()
    for round in 0..<12 {
      let configuration = round % 5 == 4 ? "rules: {missing-alt: off}\n" : ""
      let remembered = try Self.found(files, memory, configuration: configuration)
      let fresh = try Self.found(files, .none, configuration: configuration)
      #expect(remembered == fresh, "round \(round)")
      guard remembered == fresh else { return }
      Self.edit(&files, &random)
      if random(3) == 0 { Self.edit(&files, &random) }
    }
  }

  /// A lesson between that has a file of its own is not read again, but hands on where the lines stand now.
  @Test func linesMoveUnderALessonBetween() throws {
    let added = "const room = 'a';"
    var files = [
      "en/w/1.md": "# One\n\n" + Self.listing([]).replacing("alice", with: "a"),
      "en/w/2.md": Self.content["en/w/5.md"]!,
      "en/w/3.md":
        "# Three\n\n<!-- stepwise: file token.js -->\n```js diff\n   callback(null, token.toJwt());\n+  callback(null, 'twice');\n```\n",
    ]
    files["en/w/1.md"]!.replace("  callback", with: "  \(added)\n  callback")
    let memory = BuildMemory()
    _ = try Self.found(files, memory)
    files["en/w/1.md"]! = "A line before.\n\n" + files["en/w/1.md"]!
    let (remembered, fresh) = (try Self.found(files, memory), try Self.found(files, .none))
    #expect(remembered == fresh)
    #expect(fresh.programs.count == 3 && fresh.programs[2].contains(added), "\(fresh.programs)")
  }

  @Test func onlyWhatIsTouchedRuns() throws {
    var files = Self.content
    let (memory, counter) = (BuildMemory(), Counter())
    func executed() throws -> Int {
      let before = counter.count.withLock { $0 }
      _ = try Self.found(files, memory, counter)
      return counter.count.withLock { $0 } - before
    }
    #expect(try executed() > 4)
    #expect(try executed() == 0, "nothing has changed")
    files["en/w/2.md"]! += "\nMore words.\n"
    #expect(try executed() == 2, "its own programs, which a memory of outcomes spares")
    files["ja/v/3.md"]! += "\nMore words.\n"
    #expect(try executed() == 0, "a lesson without programs")
  }
}
