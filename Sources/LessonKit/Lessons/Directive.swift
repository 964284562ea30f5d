package import Markdown
package import TokenEngine

/// An HTML comment `<!-- stepwise: … -->`: what an author tells Stepwise, invisible on any other host.
package struct Directive: Sendable {
  package enum Action: Sendable, Hashable {
    package enum Side: String, Sendable { case after, before, replace }

    case file(String, from: String?)
    case place(Side, line: String)
    case placeAtEndOfHandler
    case event(JSONObject)
    case expectError(String, sdk: SDKProfile?)
    case skip(reason: String)
    case aside
    case reset
    case allow(Rule, reason: String)
    case allowFile(Rule, reason: String)
  }

  package var action: Action
  package var range: SourceRange

  /// What is wrong with a directive, in the words of the rule that finds it.
  package struct Fault: Error {
    package var rule: Rule
    package var message: String
  }

  /// - Returns: nil where the comment is none of ours.
  package static func parse(
    comment: String, range: SourceRange
  ) throws(Fault) -> Directive? {
    let text = comment.trimmed
    guard text.hasPrefix("<!--") else { return nil }
    let isClosed = text.hasSuffix("-->") && text.utf8.count >= 7
    let body = String(text.dropFirst(4).dropLast(isClosed ? 3 : 0)).trimmed
    let name = String(body.prefix { $0.isLetter })
    let rest = String(body.dropFirst(name.count)).trimmed
    guard name.lowercased().nearest(among: ["stepwise"]) != nil else { return nil }
    let isOurs = name.lowercased() == "stepwise"
    let hasColon = rest.hasPrefix(":")
    let content = hasColon ? String(rest.dropFirst()).trimmed : rest
    let word = String(content.prefix { !$0.isWhitespace })
    // A comment that only speaks of us, or of something else, is none.
    guard isOurs && hasColon || words.contains(word) else { return nil }
    guard name == "stepwise", hasColon else {
      throw bad(
        "a directive begins with `stepwise:`, so this comment is none; write `<!-- stepwise: \(word) … -->`"
      )
    }
    guard isClosed else {
      throw bad(
        "this directive is never closed, so all that follows belongs to it; end it with `-->`")
    }
    let arguments = String(content.dropFirst(word.count)).trimmed
    return Directive(action: try action(word, arguments), range: range)
  }

  private static let words = [
    "file", "place", "event", "expect", "skip", "aside", "reset", "allow", "allow-file",
  ]

  private static func action(_ word: String, _ rest: String) throws(Fault) -> Action {
    switch word {
    case "file":
      let parts = arguments(in: rest)
      if parts.count == 1 { return .file(parts[0], from: nil) }
      if parts.count == 3, parts[1] == "from" { return .file(parts[0], from: parts[2]) }
      throw bad(
        "`file` takes a name, and `from` with a path: file token.js from ../samples/token.js")
    case "place":
      if rest == "end of handler" { return .placeAtEndOfHandler }
      let side = String(rest.prefix { !$0.isWhitespace })
      let line = String(rest.dropFirst(side.count)).trimmed
      guard let side = Action.Side(rawValue: side), let text = quoted(line) else {
        throw bad(
          "`place` takes after, before or replace and a line in quotes, or `end of handler`: place after \"const grant\""
        )
      }
      return .place(side, line: text)
    case "event":
      guard let object = (try? JSONValue(parsing: rest))?.objectValue else {
        throw bad("`event` takes a JSON object: event {\"identity\": \"alice\"}")
      }
      return .event(object)
    case "expect": return try expectation(rest)
    case "skip":
      guard let reason = reason(in: rest) else { throw noReason("skip -- why it cannot be run") }
      return .skip(reason: reason)
    case "aside", "reset":
      guard rest.isEmpty || reason(in: rest) != nil else {
        throw bad("`\(word)` takes nothing but a reason: \(word) -- why")
      }
      return word == "aside" ? .aside : .reset
    case "allow", "allow-file":
      let named = arguments(in: String(rest)).prefix { $0 != "--" }
      let isList = named.first?.hasSuffix(",") ?? false
      if named.count > 1, isList || Rule(rawValue: named[1]) != nil {
        throw bad("`\(word)` takes one rule; write a directive for each: \(word) RULE -- why")
      }
      let name = String(rest.prefix { !$0.isWhitespace })
      guard let rule = Rule(rawValue: name) else {
        let near = name.nearest(among: Rule.allCases.map(\.rawValue))
        throw Fault(
          rule: .unknownRule,
          message: "there is no rule `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
      }
      guard let reason = reason(in: String(rest.dropFirst(name.count))) else {
        throw noReason("\(word) \(name) -- why this is right here")
      }
      return word == "allow" ? .allow(rule, reason: reason) : .allowFile(rule, reason: reason)
    default:
      let near = word.nearest(among: words)
      throw bad(
        "there is no directive `\(word)`"
          + (near.map { "; did you mean `\($0)`?" }
            ?? "; there are \(words.joined(separator: ", "))"))
    }
  }

  private static func expectation(_ rest: String) throws(Fault) -> Action {
    guard rest.hasPrefix("error="), let text = quoted(String(rest.dropFirst(6))) else {
      throw bad("`expect` takes the text of the error: expect error=\"identity is required\"")
    }
    let after = String(rest.dropFirst(6 + text.count + 2)).trimmed
    if after.isEmpty { return .expectError(text, sdk: nil) }
    guard after.hasPrefix("sdk="), let profile = SDKProfile(named: String(after.dropFirst(4)))
    else {
      throw bad(
        "after the error, `expect` takes sdk=twilio-node@3 or sdk=twilio-node@5, not `\(after)`")
    }
    return .expectError(text, sdk: profile)
  }

  /// Words, of which those in quotes may hold spaces.
  private static func arguments(in text: String) -> [String] {
    var rest = text[...]
    var words: [String] = []
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if let quoted = quoted(String(rest)) {
        words.append(quoted)
        rest = rest.dropFirst(quoted.count + 2)
      } else {
        words.append(String(rest.prefix { !$0.isWhitespace }))
        rest = rest.drop { !$0.isWhitespace }
      }
    }
    return words
  }

  /// The text between the quote that opens here and the next.
  private static func quoted(_ text: String) -> String? {
    guard text.first == "\"", let end = text.dropFirst().firstIndex(of: "\"") else { return nil }
    let content = String(text[text.index(after: text.startIndex)..<end])
    return content.isEmpty ? nil : content
  }

  private static func reason(in text: String) -> String? {
    let trimmed = text.trimmed
    guard trimmed.hasPrefix("--") else { return nil }
    let reason = String(trimmed.dropFirst(2)).trimmed
    // Something that can be read: no dots, no blanks that cannot be seen.
    return reason.contains { $0.isLetter || $0.isNumber } ? reason : nil
  }

  private static func bad(_ message: String) -> Fault {
    Fault(rule: .badDirective, message: message)
  }

  private static func noReason(_ example: String) -> Fault {
    Fault(
      rule: .reasonMissing,
      message: "this directive needs a reason, so that the next reader knows: \(example)")
  }
}
