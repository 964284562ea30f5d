import Foundation
import Functions

/// A place for a worker process, which it fills anew whenever one is gone. One lane at a time uses it.
final class Worker: @unchecked Sendable {
  private let limits: RunLimits
  private var process: WorkerProcess?

  init(_ limits: RunLimits) { self.limits = limits }

  /// Starts the process before there is work for it.
  func prepare() throws {
    if process?.isAlive != true { process = try WorkerProcess(limits) }
  }

  /// Lets the process go.
  func end() { process = nil }

  /// Outcomes in order, up to the first that had to be ended by force.
  ///
  /// - Throws: `CommandFailure` where no worker can be had.
  func outcomes(of runs: [Run]) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    while outcomes.count < runs.count {
      let process = try ready()
      let known = outcomes.count
      if process.pipe.send(Array(runs[outcomes.count...]).wireBytes) {
        while outcomes.count < runs.count, let bytes = process.pipe.receive(),
          let outcome = try? Outcome(wireBytes: bytes)
        {
          outcomes.append(outcome)
          if outcome.wasForced { return outcomes }
        }
      }
      if outcomes.count == runs.count { break }
      self.process = nil
      guard let forced = outcome(of: process, after: outcomes.count - known) else { continue }
      outcomes.append(forced)
      break
    }
    return outcomes
  }

  /// A process that has said it is there.
  private func ready() throws -> WorkerProcess {
    for _ in 0..<3 {
      try prepare()
      if let process, process.isReady { return process }
      process = nil
    }
    throw CommandFailure(
      "the worker processes that run the steps end as soon as they are started; see whether memory or processes are limited"
    )
  }

  /// What the step that it was running came to; nil where no step is to blame.
  private func outcome(of process: WorkerProcess, after count: Int) -> Outcome? {
    let isSilent = process.pipe.hasLostPatience
    let isAlive = process.isAlive
    let ending = process.end()
    guard !isSilent else { return .timedOut(after: limits.seconds) }
    guard !isAlive else {
      return .crashed("the process that ran it answered what cannot be understood")
    }
    switch ending {
    case .signal(let number):
      return .crashed("the process that ran it was ended by signal \(number)")
    case .exit(let code):
      switch WorkerExit(rawValue: code) {
      case .outOfTime: return .timedOut(after: limits.seconds)
      case .outOfTimeAfterAskingForProfile:
        return .timedOut(after: limits.seconds, consultedProfile: true)
      case .outOfMemory: return .outOfMemory(limit: limits.memory)
      case .outOfMemoryAfterAskingForProfile:
        return .outOfMemory(limit: limits.memory, consultedProfile: true)
      // It retires with an outcome, never before.
      case .retired where count > 0: return nil
      case .retired, .served, nil:
        return .crashed("the process that ran it ended with code \(code)")
      }
    }
  }
}
