import LessonKit
import Testing

/// The rows of rules that need a program which grows.
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
      rule: .misplacedCredential, path: "en/sync/01-token.md",
      text:
        "context.API_KEY, context.API_SECRET, {\n    identity: user,\n  });\n\n  // \(markOfSending)\n  const response",
      becomes:
        "context.API_SECRET, context.API_KEY, {\n    identity: user,\n  });\n\n  // \(markOfSending)\n  const response",
      line: 48),
    Mutation(
      rule: .uncaughtError, path: "en/sync/01-token.md",
      text:
        "new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {\n    identity: user,\n  });\n\n  // \(markOfSending)",
      becomes:
        "new AccessTokens(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {\n    identity: user,\n  });\n\n  // \(markOfSending)",
      line: 48),
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
}
