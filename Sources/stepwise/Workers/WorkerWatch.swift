import Foundation
import Functions
import Synchronization

/// The thread of a worker that ends it when a program computes too long or takes too much memory, whatever the
/// program is doing: the engine's own limit stops neither an endless chain of promises nor a loop inside a
/// built-in.
final class WorkerWatch: Sendable {
  private let limits: RunLimits
  private let memory: ResidentMemory
  private let mainThread: ThreadClock
  /// Odd while a program runs.
  private let turn = Atomic<Int>(0)
  private let hasAskedForProfile = Atomic<Bool>(false)
  /// What the program has come to, once only the tokens are still looked for that it never issued.
  private let outcome = Mutex<Outcome?>(nil)
  private let answer: @Sendable (Outcome) -> Void

  private static let interval: useconds_t = 5_000

  /// Call it on the thread that is to be watched.
  ///
  /// - Parameter answer: sends an outcome that stands, though what came after it had to be ended.
  init(
    _ limits: RunLimits, _ memory: ResidentMemory, answer: @escaping @Sendable (Outcome) -> Void
  ) {
    self.limits = limits
    self.answer = answer
    self.memory = memory
    mainThread = ThreadClock()
    Thread { [self] in watch() }.start()
  }

  func begin() {
    hasAskedForProfile.store(false, ordering: .relaxed)
    turn.add(1, ordering: .releasing)
  }

  func noteProfile() { hasAskedForProfile.store(true, ordering: .relaxed) }

  func noteOutcome(_ outcome: Outcome) { self.outcome.withLock { $0 = outcome } }

  func end() {
    outcome.withLock { $0 = nil }
    turn.add(1, ordering: .releasing)
  }

  private func watch() {
    var known = 0
    var computed = 0.0
    var began = ContinuousClock.now
    while true {
      usleep(Self.interval)
      let turn = turn.load(ordering: .acquiring)
      if turn != known {
        known = turn
        computed = mainThread.seconds
        began = .now
      }
      guard !turn.isMultiple(of: 2) else { continue }
      if memory.mebibytes > limits.memory {
        leave(.outOfMemory, .outOfMemoryAfterAskingForProfile)
      }
      if mainThread.seconds - computed > limits.watchedSeconds
        || began.duration(to: .now) > .seconds(limits.realSeconds)
      {
        leave(.outOfTime, .outOfTimeAfterAskingForProfile)
      }
    }
  }

  private func leave(_ exit: WorkerExit, _ afterAsking: WorkerExit) {
    // Held to the end: the other thread must not answer as well.
    outcome.withLock { outcome in
      guard let outcome else { return }
      answer(outcome)
      _exit(0)
    }
    _exit((hasAskedForProfile.load(ordering: .relaxed) ? afterAsking : exit).rawValue)
  }
}

/// The computing time of the thread that made it.
private struct ThreadClock: Sendable {
  #if canImport(Glibc)
    private let clock: clockid_t = {
      var clock = clockid_t()
      pthread_getcpuclockid(pthread_self(), &clock)
      return clock
    }()
  #else
    private let clock = CLOCK_PROCESS_CPUTIME_ID
  #endif

  var seconds: Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
