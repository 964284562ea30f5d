import ArgumentParser
import Foundation

/// How the steps are run: what every verb takes that runs any.
struct WorkerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run so many lessons at a time; without it, as many as there are processors.",
      valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp("End a step that computes for longer.", valueName: "seconds"))
  var timeLimit = RunLimits().seconds

  @Option(
    help: ArgumentHelp(
      "End a step whose process takes more memory than so many MiB.", valueName: "mib"))
  var memoryLimit = RunLimits().memory

  /// What the processes cost can only be measured against a run without them; it is no protection, and named
  /// nowhere.
  @Flag(help: .hidden)
  var inProcess = false

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs takes a number from 1 to 1024")
    }
    guard timeLimit > 0, timeLimit <= 3600 else {
      throw ValidationError("--time-limit takes seconds, up to 3600")
    }
    guard (128...65_536).contains(memoryLimit) else {
      throw ValidationError("--memory-limit takes MiB, from 128 to 65536; the engine needs some 60")
    }
  }

  /// Starts the first of the processes. Close it when everything is judged.
  func pool() -> WorkerPool {
    WorkerPool(
      size: jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      limits: RunLimits(seconds: timeLimit, memory: memoryLimit), isIsolated: !inProcess)
  }
}
