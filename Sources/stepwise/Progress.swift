import LessonKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A line on a terminal's standard error that says how far a run is, once it takes longer than a second.
struct Progress {
  private let count: Int
  private let isShown: Bool
  private let begin = ContinuousClock.now
  private var done = 0
  private var isVisible = false

  init(isQuiet: Bool, count: Int) {
    self.count = count
    isShown = !isQuiet && Terminal.showsProgress
  }

  mutating func advance(_ path: String) {
    done += 1
    guard isShown, ContinuousClock.now - begin > .seconds(1) else { return }
    let filled = done * 20 / max(count, 1)
    let bar = String(repeating: "#", count: min(filled, 20)).padded(to: 20)
    // Cut to the terminal, so that it stays one line.
    let line = "[\(bar)] \(done) of \(count)  \(path.visible)".prefix(Terminal.width - 1)
    Terminal.report("\r\u{1B}[K\(line)")
    isVisible = true
  }

  mutating func clear() {
    guard isVisible else { return }
    Terminal.report("\r\u{1B}[K")
    isVisible = false
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }
}
