import JavaScript
import TokenEngine

/// The Swift side of the prelude's `host`: answers its questions and writes down what it reports.
final class Recorder {
  private let sites: CallSites
  private var outcome = Outcome()
  private var reads: SettingReads
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
  static let textLimit = 1 << 20
  /// Bytes of one message; console and body are clipped before, and JSON's escapes take up to six bytes for one.
  private static let messageLimit = 8 << 20
  /// Characters of a name or a reason, which are for readers.
  static let nameLimit = 1_000
  static let asked = ["issue", "symmetric", "profile", "read", "sample", "secret", "words"]
  /// Calls beyond this many are no mapping that anybody reads.
  static let callLimit = 2_000

  init(
    run: Run, sites: CallSites, timeLimit: Double, onProfile: @escaping () -> Void
  ) {
    reads = SettingReads(of: run.settings)
    self.timeLimit = timeLimit
    self.onProfile = onProfile
    self.sites = sites.naming(World.file(of: run.settings))
  }

  /// - Parameters:
  ///   - operation: what the prelude asks or reports.
  ///   - text: plain text, `kind:name`, or the JSON of an object.
  /// - Returns: nil where there is nothing to say.
  func answer(_ operation: String, _ text: String) -> String? {
    guard !hasExited, !isEnding || Self.asked.contains(operation) else { return nil }
    guard text.utf8.count <= Self.messageLimit else { return refuse(operation) }
    switch operation {
    case "profile":
      outcome.consultedProfile = true
      onProfile()
    case "random": outcome.usedRandomness = true
    case "handler": outcome.hasHandler = true
    case "callback": outcome.callbacks += 1
    case "sample": return reads.sample(text)
    case "read": reads.note(text)
    case "unavailable": giveUp("\(text) is not available here")
    case "console": print(text)
    case "frames": return sites.nodeTrace(text)
    case "secret": return Secrets(in: reads.settings.environment).touch(text) ? "yes" : nil
    case "words": return words(text)
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

  /// What is too long for the host: the prelude has clipped all that is only shown.
  private func refuse(_ operation: String) -> String? {
    switch operation {
    case "issue", "symmetric", "call":
      giveUp("it hands the token engine more text than any token can hold")
      return #"{"unavailable":"so much text"}"#
    case "secret": return "yes"
    case "digest": giveUp("it hashes more text than Stepwise takes")
    default: break
    }
    return nil
  }

  /// - Parameter report: the trace of an error, NUL, its message.
  private func words(_ report: String) -> String? {
    guard let end = report.utf8.lastIndex(of: 0) else { return nil }
    return sites.nodeWords(
      for: String(report[report.utf8.index(after: end)...]), in: String(report[..<end]))?.text
  }

  /// The first reason is the one that counts.
  private func giveUp(_ reason: String) {
    outcome.reason = outcome.reason ?? String(reason.prefix(Self.nameLimit))
  }

  /// - Parameter line: `level:text`.
  private func print(_ line: String) {
    let colon = line.firstIndex(of: ":") ?? line.startIndex
    let whole = sites.withNodeFrames(String(line[colon...].dropFirst()))
    let text = whole.cut(to: consoleLeft) { truncate("console") }
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
      name: error.name, message: NodeWords.ofSyntax[error.message] ?? error.message,
      frames: [.init(function: "", position: ProgramPosition(line: line, column: nil))],
      isEngineMade: true)
  }

  /// The program took all the real time that a run may have. How far it came depends on the machine, so nothing
  /// of that is told.
  func overrun() {
    guard !hasExited else { return }
    outcome = .timedOut(after: timeLimit, consultedProfile: outcome.consultedProfile)
    reads = SettingReads(of: reads.settings)
    isSettled = true
  }

  /// From now on, only tokens are still to come. Should that never end, they are what is missing.
  ///
  /// - Returns: what the run has come to then.
  func beginEnding() -> Outcome {
    isEnding = true
    var outcome = finished
    outcome.truncated.append("tokens")
    return outcome
  }

  private func truncate(_ part: String) {
    if !outcome.truncated.contains(part) { outcome.truncated.append(part) }
  }

  /// What the run has come to so far.
  var finished: Outcome {
    var finished = outcome
    finished.reads = reads.all
    if finished.reason != nil, finished.status != .timedOut {
      finished.status = .notRun
      finished.failure = nil
      finished.response = nil
    } else if finished.status == .completed, finished.hasHandler, !isSettled {
      finished.status = .incomplete
    }
    return finished
  }

  /// Milliseconds of its own clock that a program may wait.
  static let virtualLimit = 10_000.0

  // MARK: - Settling

  private func settle(reply: JSONValue) {
    isSettled = true
    outcome.response = Outcome.Response(report: reply, sites: sites, truncate: truncate)
  }

  private func settle(failure report: JSONValue) {
    isSettled = true
    let failure = Failure(report: report, sites: sites)
    outcome.failure = failure
    if !failure.wasHandedOver { outcome.status = .threw }
    // Node ends there, whatever promises have still to do.
    if !failure.wasHandedOver, !outcome.hasHandler { isEnding = true }
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
        let read = reads.all.first(where: { $0.isSample && $0.value == secret.text })
      {
        outcome.reason =
          outcome.reason
          ?? "it fails on a made-up value: give `\(read.name)` under `\(read.source.rawValue):` in the front matter"
      }
      return error.answer
    }
  }
}
