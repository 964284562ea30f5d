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
      _ = process.pipe.send(Array(runs[outcomes.count...]).wireBytes)
      while outcomes.count < runs.count {
        guard let bytes = process.pipe.receive(), let answer = try? WorkerAnswer(wireBytes: bytes)
        else {
          outcomes.append(outcome(of: process))
          self.process = nil
          return outcomes
        }
        outcomes.append(answer.outcome)
        if answer.isLast { self.process = nil }
        if answer.outcome.wasForced { return outcomes }
        if answer.isLast { break }
      }
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

  /// What the step came to that a process was running when it fell silent.
  private func outcome(of process: WorkerProcess) -> Outcome {
    let ending = process.end()
    switch process.pipe.end {
    case .closed: break
    case .silent: return .timedOut(after: limits.seconds)
    case .garbled, nil:
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
      case nil: return .crashed("the process that ran it ended with code \(code)")
      }
    }
  }
}
