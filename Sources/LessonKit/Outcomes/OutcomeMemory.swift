import Functions
import Synchronization

/// Remembers what programs did: the same program with the same profile and settings is run once.
package final class OutcomeMemory: Sendable {
  private struct State {
    var outcomes: [Run: Outcome] = [:]
    var executed = 0
  }

  private let state = Mutex(State())

  package init() {}

  /// How many programs were really run.
  package var executed: Int { state.withLock(\.executed) }

  fileprivate func outcomes(of runs: [Run], with runner: Lanes.Runner) -> [Outcome] {
    let known = state.withLock { state in runs.map { state.outcomes[$0] } }
    let unknown = zip(runs, known).filter { $1 == nil }.map(\.0)
    var fresh = (unknown.isEmpty ? [] : runner(unknown))[...]
    var outcomes: [Outcome] = []
    for (run, known) in zip(runs, known) {
      if let known {
        outcomes.append(known)
      } else {
        guard let outcome = fresh.popFirst() else { break }
        state.withLock { state in
          state.outcomes[run] = outcome
          state.executed += 1
        }
        outcomes.append(outcome)
      }
      if outcomes.last!.wasForced { break }
    }
    return outcomes
  }
}

extension Lanes {
  /// The same lanes, which run nothing twice.
  package func remembering(_ memory: OutcomeMemory) -> Lanes {
    Lanes(width: width) { [begin] work in
      begin { runner in
        work { runs in memory.outcomes(of: runs, with: runner) }
      }
    }
  }
}
