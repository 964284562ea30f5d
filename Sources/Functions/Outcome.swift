package import TokenEngine

/// What a run did: facts, no judgement. Positions are those of the program.
package struct Outcome: Sendable, Hashable {
  package enum Status: String, Sendable {
    case completed, incomplete, threw, crashed, blocked
    case timedOut = "timed-out"
    case outOfMemory = "out-of-memory"
    case notRun = "not-run"
  }

  /// Whether it would have gone on had nobody stopped it, or stopped without having come to an end.
  package var wasForced: Bool {
    switch status {
    case .timedOut, .outOfMemory, .crashed: true
    default: false
    }
  }

  package var status = Status.completed
  /// Why it was not run, or why it ended early.
  package var reason: String?
  /// The exception that ended it, or that it gave to `callback`.
  package var failure: Failure?
  package var calls: [EngineCall] = []
  package var tokens: [IssuedToken] = []
  package var response: Response?
  package var console: [ConsoleLine] = []
  /// What it read from its environment and its event, in order of first reading.
  package var reads: [Read] = []
  package var hasHandler = false
  package var callbacks = 0
  /// Whether the SDK was asked for its version: if not, the outcome holds under every profile.
  package var consultedProfile = false
  package var usedRandomness = false
  /// Whether its tokens are others when chance begins elsewhere.
  package var tokensDependOnChance = false
  /// What was cut because there was too much of it: `console`, `body`, `calls`.
  package var truncated: [String] = []

  package init() {}

  package static func notRun(_ reason: String) -> Outcome {
    var outcome = Outcome()
    outcome.status = .notRun
    outcome.reason = reason
    return outcome
  }

  /// Ended because it computed for too long.
  ///
  /// - Parameter consultedProfile: whether it had asked for the version of the SDK by then.
  package static func timedOut(after seconds: Double, consultedProfile: Bool = false) -> Outcome {
    let limit = seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    return ended(
      .timedOut, "it ran for more than \(limit) second\(limit == "1" ? "" : "s")", consultedProfile)
  }

  /// - Parameter limit: in MiB.
  package static func outOfMemory(limit: Int, consultedProfile: Bool = false) -> Outcome {
    ended(.outOfMemory, "it took more than \(limit) MiB of memory", consultedProfile)
  }

  /// Its process is gone; whether it had asked for the version of the SDK, nobody knows.
  package static func crashed(_ reason: String) -> Outcome { ended(.crashed, reason, true) }

  private static func ended(
    _ status: Status, _ reason: String, _ consultedProfile: Bool
  ) -> Outcome {
    var outcome = Outcome()
    outcome.status = status
    outcome.reason = reason
    outcome.consultedProfile = consultedProfile
    return outcome
  }

  /// The HTTP reply.
  package struct Response: Sendable, Hashable {
    package enum Encoding: String, Sendable { case utf8, base64 }

    package var status: Int
    package var headers: [Header]
    package var body: String
    /// How `body` holds the bytes.
    package var encoding: Encoding

    package init(status: Int, headers: [Header], body: String, encoding: Encoding = .utf8) {
      self.status = status
      self.headers = headers
      self.body = body
      self.encoding = encoding
    }
  }

  package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package struct ConsoleLine: Sendable, Hashable {
    package var level: String
    package var text: String
  }

  /// A setting that the program read.
  package struct Read: Sendable, Hashable {
    package enum Source: String, Sendable { case environment, event }
    package var source: Source
    package var name: String
    package var value: String
    /// Whether nobody had set it.
    package var isSample: Bool
  }
}

/// A place in a program: 1-based line, 1-based UTF-8 column.
package struct ProgramPosition: Sendable, Hashable {
  package var line: Int
  /// Nil where the engine knows only the line.
  package var column: Int?
}

/// An exception, in the words Node would use where the engine's are known to differ.
package struct Failure: Sendable, Hashable {
  package struct Frame: Sendable, Hashable {
    package var function: String
    package var position: ProgramPosition
  }

  package var name: String
  package var message: String
  /// The program's own frames, innermost first.
  package var frames: [Frame]
  /// Whether the program handed it to `callback` rather than throwing it.
  package var wasHandedOver = false
  /// What the engine says it was evaluating, where it says so.
  package var expression: String?
  /// Whether the engine itself raised it in the program's code: neither the SDK nor the program's `throw`.
  package var isEngineMade = false
  /// The error's `stack`, where that is a text which the program or the SDK wrote and no frames are in it.
  package var ownStack: String?

  package var position: ProgramPosition? { frames.first?.position }
}

/// One recorded call into the token engine.
package struct EngineCall: Sendable, Hashable {
  /// The class, a dot, and `init`, `set` or the method: `SyncGrant.init`, `ClientCapability.addScope`, …
  package var call: String
  /// Which object it was made on; objects are numbered in order of making.
  package var object: Int
  /// By name; an object made by an earlier call is `{"object": number}`.
  package var arguments: JSONObject
  package var position: ProgramPosition?
}
