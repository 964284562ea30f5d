import JavaScript
import TokenEngine

/// The Swift side of the prelude's `host`: answers its questions and writes down what it reports.
final class Recorder {
  private let run: Run
  private let sites: CallSites
  private var outcome = Outcome()
  private var knownReads: Set<String> = []
  private(set) var isSettled = false
  private var hasExited = false
  /// Whether only the tokens that were never issued are still to come: what the program does meanwhile is nothing
  /// that it would have done.
  private var isEnding = false
  private let timeLimit: Double
  private let onProfile: () -> Void
  private var consoleLeft = Recorder.textLimit
  private var callsLeft = Recorder.messageLimit
  private var tokensLeft = Recorder.messageLimit

  /// Bytes of console and of body that are kept.
  private static let textLimit = 1 << 20
  /// Bytes of one message; console and body are clipped before, and JSON's escapes take up to six bytes for one.
  private static let messageLimit = 8 << 20
  /// Characters of a name or a reason, which are for readers.
  private static let nameLimit = 1_000
  /// Calls beyond this many are no mapping that anybody reads.
  private static let callLimit = 2_000

  init(
    run: Run, sites: CallSites, timeLimit: Double, onProfile: @escaping () -> Void
  ) {
    self.run = run
    self.timeLimit = timeLimit
    self.onProfile = onProfile
    self.sites = sites.naming(World.file(of: run.settings))
  }

  /// - Parameters:
  ///   - operation: what the prelude asks or reports.
  ///   - text: plain text, `kind:name`, or the JSON of an object.
  /// - Returns: nil where there is nothing to say.
  func answer(_ operation: String, _ text: String) -> String? {
    guard !hasExited,
      !isEnding || ["issue", "symmetric", "profile", "read", "sample"].contains(operation)
    else { return nil }
    guard text.utf8.count <= Self.messageLimit else {
      giveUp("it hands the token engine more text than any token can hold")
      return #"{"unavailable":"so much text"}"#
    }
    switch operation {
    case "profile":
      outcome.consultedProfile = true
      onProfile()
    case "random": outcome.usedRandomness = true
    case "handler": outcome.hasHandler = true
    case "callback": outcome.callbacks += 1
    case "sample": return sample(text)
    case "read": note(text)
    case "unavailable": giveUp("\(text) is not available here")
    case "console": print(text)
    case "frames": return sites.nodeTrace(text)
    default:
      if operation == "call" { callsLeft -= text.utf8.count }
      guard let data = try? JSONValue(parsing: text), data.objectValue != nil else {
        // Arguments nested deeper than the engine reads.
        if operation == "call" {
          truncate("calls")
          return nil
        }
        giveUp("it changed what Stepwise's runtime relies on")
        return nil
      }
      return answer(operation, data)
    }
    return nil
  }

  private func answer(_ operation: String, _ data: JSONValue) -> String? {
    switch operation {
    case "call" where outcome.calls.count >= Self.callLimit || callsLeft < 0: truncate("calls")
    case "call":
      outcome.calls.append(
        EngineCall(
          call: data.text("call"), object: data.integer("id") ?? 0,
          arguments: data["arguments"]?.objectValue ?? JSONObject(),
          position: sites.position(of: data.text("stack"))))
    case "symmetric": return AccessToken.refusal(ofSecret: data)
    case "issue": return issue(data).compact
    case "digest": return Digest.hexadecimal(of: data)
    case "reply": settle(reply: data)
    case "failed": settle(failure: data)
    case "exit": exit(data)
    default: giveUp("it changed what Stepwise's runtime relies on")
    }
    return nil
  }

  /// The first reason is the one that counts.
  private func giveUp(_ reason: String) {
    outcome.reason = outcome.reason ?? String(reason.prefix(Self.nameLimit))
  }

  /// - Parameter line: `level:text`.
  private func print(_ line: String) {
    let colon = line.firstIndex(of: ":") ?? line.startIndex
    let whole = sites.withNodeFrames(String(line[colon...].dropFirst()))
    let text = cut(whole, to: consoleLeft, naming: "console")
    if consoleLeft > 0 {
      outcome.console.append(.init(level: String(line[..<colon]), text: text))
    }
    // What an entry costs besides its text.
    consoleLeft -= text.utf8.count + 64
  }

  /// `process.exit`: nothing of the program runs after it, and a handler that has not called back never will.
  private func exit(_ data: JSONValue) {
    if !isSettled, outcome.hasHandler { settle(failure: data) }
    isSettled = true
    hasExited = true
  }

  func timeOut() {
    outcome.status = .timedOut
    outcome.reason =
      "it was still waiting after \(Int(Self.virtualLimit / 1000)) seconds of its own clock"
    isSettled = true
  }

  /// The program did not compile, or was ended by the time limit.
  func end(with error: ScriptError) {
    guard error.kind != .terminated else { return overrun() }
    outcome.status = .threw
    outcome.reason = nil
    let line = max((error.line ?? 1) - CallSites.wrapperLines, 1)
    outcome.failure = Failure(
      name: error.name, message: error.message,
      frames: [.init(function: "", position: ProgramPosition(line: line, column: nil))],
      isEngineMade: true)
  }

  /// The program took all the real time that a run may have. How far it came depends on the machine, so nothing
  /// of that is told.
  func overrun() {
    guard !hasExited else { return }
    outcome = .timedOut(after: timeLimit, consultedProfile: outcome.consultedProfile)
    isSettled = true
  }

  func beginEnding() { isEnding = true }

  private func truncate(_ part: String) {
    if !outcome.truncated.contains(part) { outcome.truncated.append(part) }
  }

  private func cut(_ text: String, to limit: Int, naming part: String) -> String {
    guard text.utf8.count > limit else { return text }
    truncate(part)
    return String(decoding: text.utf8.prefix(max(limit, 0)), as: UTF8.self)
  }

  func finish() -> Outcome {
    if outcome.reason != nil, outcome.status != .timedOut {
      outcome.status = .notRun
      outcome.failure = nil
      outcome.response = nil
    } else if outcome.status == .completed, outcome.hasHandler, !isSettled {
      outcome.status = .incomplete
    }
    return outcome
  }

  // MARK: - Settings

  /// Milliseconds of its own clock that a program may wait.
  static let virtualLimit = 10_000.0

  private func sample(_ place: String) -> String? {
    guard run.settings.samples, let (source, name) = place.readPlace else { return nil }
    let value =
      switch source {
      case .environment: Samples.environment(name)
      case .event: run.settings.eventSamples[name] ?? Samples.event(name)
      }
    remember(
      .init(
        source: source, name: name, value: value,
        isSample: run.settings.eventSamples[name] == nil || source == .environment))
    return value
  }

  private func note(_ place: String) {
    guard let (source, name) = place.readPlace else { return }
    let value =
      switch source {
      case .environment: run.settings.environment[JSONString(name)]?.stringValue
      case .event: run.settings.event[JSONString(name)]?.stringValue
      }
    if let value { remember(.init(source: source, name: name, value: value, isSample: false)) }
  }

  private func remember(_ read: Outcome.Read) {
    guard outcome.reads.count < Self.callLimit else { return }
    if knownReads.insert("\(read.source) \(read.name)").inserted { outcome.reads.append(read) }
  }

  // MARK: - Settling

  private func settle(reply: JSONValue) {
    isSettled = true
    var left = Self.textLimit
    let all = reply["headers"]?.arrayValue ?? []
    let headers = all.prefix { header in
      left -= (header.arrayValue ?? []).reduce(0) { $0 + ($1.stringValue?.utf8.count ?? 0) + 64 }
      return left > 0
    }
    if headers.count < all.count { truncate("headers") }
    outcome.response = Outcome.Response(
      status: reply.integer("status") ?? 500,
      headers: headers.compactMap { header in
        guard let pair = header.arrayValue, pair.count == 2 else { return nil }
        return .init(name: pair[0].stringValue ?? "", value: pair[1].stringValue ?? "")
      },
      body: cut(sites.withNodeFrames(reply.text("body")), to: Self.textLimit, naming: "body"),
      encoding: reply.text("encoding") == "base64" ? .base64 : .utf8)
  }

  private func settle(failure data: JSONValue) {
    isSettled = true
    let stack = data.text("stack")
    let message = data.text("message")
    let words = nodeWords(for: message)
    let top = stack.prefix(while: { $0 != "\n" })
    var frames = sites.frames(stack, after: data.text("made"))
    if words != message, !frames.isEmpty {
      frames[0].position = sites.corrected(frames[0].position, for: words)
    }
    let isOwn =
      frames.isEmpty && !stack.isEmpty
      && !["@stepwise:", "@[native code]"].contains { stack.contains($0) }
    let failure = Failure(
      name: String(data.text("name").prefix(Self.nameLimit)), message: words, frames: frames,
      wasHandedOver: data["inCallback"]?.boolValue ?? false,
      expression: evaluatedExpression(in: message),
      isEngineMade: !stack.isEmpty && !isOwn && !CallSites.isOfLibrary(top)
        && !(frames.first.map { sites.throwsOn($0.position.line) } ?? true),
      ownStack: isOwn ? stack : nil)
    outcome.failure = failure
    if !failure.wasHandedOver { outcome.status = .threw }
  }

  // MARK: - Tokens

  private func issue(_ data: JSONValue) -> JSONValue {
    let request: JSONValue
    do { request = try JSONValue(parsing: data.text("request")) } catch {
      return ["unavailable": .string("A token that cannot be read back (\(error.message))")]
    }
    guard let secret = data["secret"]?.jsonString else {
      return ["unavailable": "A token whose secret is no text"]
    }
    do {
      let issued = try IssuedToken(request: request, secret: secret)
      tokensLeft -= issued.jwt.utf8.count
      guard outcome.tokens.count < Self.callLimit, tokensLeft >= 0 else {
        truncate("tokens")
        return ["jwt": .string(issued.jwt)]
      }
      outcome.tokens.append(issued)
      if !issued.isImplicit {
        outcome.calls.append(
          EngineCall(
            call: issued.content.call, object: issued.object, arguments: issued.content.arguments,
            position: sites.position(of: request.text("stack"))))
      }
      return ["jwt": .string(issued.jwt)]
    } catch {
      if error.isAboutKey,
        let read = outcome.reads.first(where: { $0.isSample && $0.value == secret.text })
      {
        outcome.reason =
          outcome.reason
          ?? "it fails on a made-up value: give `\(read.name)` under `\(read.source.rawValue):` in the front matter"
      }
      return error.answer
    }
  }
}

extension String {
  /// What the prelude names as `kind:name`.
  fileprivate var readPlace: (Outcome.Read.Source, String)? {
    guard let colon = firstIndex(of: ":"),
      let source = Outcome.Read.Source(rawValue: String(self[..<colon]))
    else { return nil }
    return (source, String(self[index(after: colon)...]))
  }
}

extension JSONValue {
  /// A whole number, whatever a hostile program made of it.
  func integer(_ key: String) -> Int? { self[key]?.numberValue.flatMap { Int(exactly: $0) } }

  func text(_ key: String) -> String { self[key]?.stringValue ?? "" }

  var jsonString: JSONString? {
    guard case .string(let string) = self else { return nil }
    return string
  }
}
