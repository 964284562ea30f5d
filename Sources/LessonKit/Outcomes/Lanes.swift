package import Functions
import Synchronization

/// Where lessons are run: beside one another, each with a runner of its own.
package struct Lanes {
  /// Runs programs in order and gives their outcomes, up to the first that had to be ended by force:
  /// what builds on that one need not be tried.
  package typealias Runner = ([Run]) -> [Outcome]
  package typealias Work = @Sendable (Runner) -> Void

  /// How many lessons may be begun and not yet handed on, which bounds what is held in memory.
  let width: Int
  let begin: (@escaping Work) -> () -> Void

  /// - Parameter begin: sees to it that the work is done; the function it gives waits until it is.
  package init(width: Int, begin: @escaping (@escaping Work) -> () -> Void) {
    self.width = width
    self.begin = begin
  }

  /// One lesson after the other, in this process: for programs that are trusted.
  package static func inProcess() -> Lanes {
    let run = runner()
    return Lanes(width: 1) { work in
      work(run)
      return {}
    }
  }

  /// Runs programs in this process, on the thread that asks.
  package static func runner(timeLimit: Double = 2) -> Runner {
    let functions = FunctionRunner(timeLimit: timeLimit)
    return { runs in
      var outcomes: [Outcome] = []
      for run in runs {
        outcomes.append(functions.outcome(of: run))
        if outcomes.last!.wasForced { break }
      }
      return outcomes
    }
  }

  /// One after the other, and nothing is run: every program that would be is said to have come to its end.
  package static func planning() -> Lanes {
    Lanes(width: 1) { work in
      work { runs in runs.map { _ in Outcome() } }
      return {}
    }
  }

  /// Begins to make a value; the function it gives waits for it.
  func start<Value: Sendable>(
    _ make: @escaping @Sendable (Runner) -> Value
  ) -> () -> Value {
    let place = Place<Value>()
    let wait = begin { runner in
      let value = make(runner)
      place.value.withLock { $0 = value }
    }
    return {
      wait()
      return place.value.withLock { $0! }
    }
  }

  private final class Place<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }
}
