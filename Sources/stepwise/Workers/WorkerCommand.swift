import ArgumentParser
import Foundation
import Functions
import JavaScript

/// The command as a worker process: runs programs that come in on standard input, a message for each lesson, and
/// answers with a message for each outcome. It is started by the command itself, with nothing to lose.
struct WorkerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "worker", shouldDisplay: false)

  @Argument var seconds: Double
  @Argument var memory: Int

  func run() throws {
    Confinement.closeInherited()
    let limits = RunLimits(seconds: seconds, memory: memory)
    let pipe = MessagePipe(reading: 0, writing: 1, patience: nil)
    let functions = FunctionRunner(timeLimit: limits.seconds)
    functions.warmUp()
    let memory = ResidentMemory()
    Confinement.enter()
    nonisolated(unsafe) let answers = pipe
    let watch = WorkerWatch(limits, memory) { outcome in
      _ = answers.send(WorkerAnswer(outcome: outcome, isLast: true).wireBytes)
    }
    guard pipe.send([]) else { throw ExitCode(2) }
    while let message = pipe.receive() {
      guard let runs = try? [Run](wireBytes: message) else { throw ExitCode(2) }
      for run in runs {
        watch.begin()
        let outcome = functions.outcome(
          of: run, onProfile: watch.noteProfile, onOutcome: watch.noteOutcome)
        watch.end()
        // The engine may abort in the program after one that it had to stop in a chain of promises.
        let answer = WorkerAnswer(
          outcome: outcome,
          isLast: outcome.wasForced || functions.wasStopped
            || memory.mebibytes > limits.retirement)
        guard pipe.send(answer.wireBytes) else { throw ExitCode(2) }
        if answer.isLast { break }
      }
    }
    _exit(0)
  }
}
