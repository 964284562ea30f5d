import Foundation
import LessonKit
import Synchronization

/// The last resort against a program that the engine's time limit does not stop, such as an endless chain of
/// promises: the command says which program it is and ends, rather than hang.
final class RunGuard: Sendable {
  private struct Watched {
    var program: String
    var deadline: ContinuousClock.Instant
  }

  private let current = Mutex<Watched?>(nil)
  private let limit: Duration

  /// - Parameter seconds: well above the time limit of a run.
  init(seconds: Int = 20) {
    limit = .seconds(seconds)
    Thread { [self] in
      while true {
        Thread.sleep(forTimeInterval: 1)
        if let program = overdue { give(up: program) }
      }
    }.start()
  }

  /// A runner whose programs are watched.
  var runner: LessonRunner.Runner {
    LessonRunner.inProcess { [self] program in
      current.withLock { watched in
        watched = program.map { Watched(program: $0, deadline: .now.advanced(by: limit)) }
      }
    }
  }

  private var overdue: String? {
    current.withLock { watched in
      watched.flatMap { $0.deadline < .now ? $0.program : nil }
    }
  }

  private func give(up program: String) {
    let start = program.split(separator: "\n").prefix(3).joined(separator: "\n")
    Terminal.complain(
      "a program kept running and cannot be stopped from inside (an endless chain of promises, mostly); declare its step with `<!-- stepwise: skip -- reason -->`. It begins:\n\(start)"
    )
    Foundation.exit(2)
  }
}
