import Foundation
import Functions
import LessonKit

/// Threads that drive a worker process each, and the lessons that wait for one.
final class WorkerPool: @unchecked Sendable {
  private let limits: RunLimits
  private let size: Int
  private let isIsolated: Bool
  /// Guards everything below; rung whenever any of it changes.
  private let bell = NSCondition()
  private var waiting: [Job] = []
  private var busy = 0
  private var workers: [Worker] = []
  private var isClosed = false

  private final class Job: @unchecked Sendable {
    let work: Lanes.Work
    var isDone = false

    init(_ work: @escaping Lanes.Work) { self.work = work }
  }

  /// As deep as the main thread's: outcomes are nested as deep as JSON may be.
  private static let stackSize = 8 << 20

  /// - Parameters:
  ///   - size: how many programs may run beside one another.
  ///   - isIsolated: whether they run in processes of their own.
  init(size: Int, limits: RunLimits = RunLimits(), isIsolated: Bool = true) {
    self.isIsolated = isIsolated
    self.limits = limits
    self.size = size
    // A worker that has gone is an outcome, no reason to end.
    signal(SIGPIPE, SIG_IGN)
    bell.withLock { addLane() }
  }

  var lanes: Lanes {
    Lanes(width: 4 * size) { [self] work in
      let job = Job(work)
      bell.withLock {
        waiting.append(job)
        if waiting.count + busy > workers.count, workers.count < size { addLane() }
        bell.broadcast()
      }
      return { [self] in
        bell.withLock { while !job.isDone { bell.wait() } }
      }
    }
  }

  /// Lets the processes go; what waits is not done any more.
  func close() {
    bell.withLock {
      isClosed = true
      waiting = []
      bell.broadcast()
      while !workers.isEmpty { bell.wait() }
    }
  }

  private func addLane() {
    let worker = Worker(limits)
    workers.append(worker)
    let thread = Thread { [self] in drive(worker) }
    thread.stackSize = Self.stackSize
    thread.start()
  }

  private func drive(_ worker: Worker) {
    let run: Lanes.Runner
    if isIsolated {
      attempt { try worker.prepare() }
      run = { [self] runs in attempt { try worker.outcomes(of: runs) } }
    } else {
      run = Lanes.runner(timeLimit: limits.seconds)
    }
    while let job = next() {
      job.work(run)
      bell.withLock {
        job.isDone = true
        busy -= 1
        bell.broadcast()
      }
    }
    worker.end()
    bell.withLock {
      workers.removeAll { $0 === worker }
      bell.broadcast()
    }
  }

  private func next() -> Job? {
    bell.withLock {
      while waiting.isEmpty {
        if isClosed { return nil }
        bell.wait()
      }
      busy += 1
      return waiting.removeFirst()
    }
  }

  /// Without workers the command cannot go on, and nobody above a lane could be told.
  private func attempt<Value>(_ work: () throws -> Value) -> Value {
    do { return try work() } catch {
      Terminal.complain("\(error)")
      exit(2)
    }
  }
}
