import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Standard output for findings, standard error for everything else.
enum Terminal {
  static func write(_ text: String) { put(text, to: 1) }

  static func complain(_ text: String) { put("stepwise: error: \(text.visible)\n", to: 2) }

  static func inform(_ text: String) { put(text.visible + "\n", to: 2) }

  /// As it is, to standard error.
  static func report(_ text: String) { put(text, to: 2) }

  /// A reader that has gone (`| head`) wants no more; what is done besides, and how it ends, stays as it is.
  private(set) nonisolated(unsafe) static var hasLostReader = false

  private static func put(_ text: String, to descriptor: Int32) {
    if hasLostReader, descriptor == 1 { return }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      if written < 0, errno == EPIPE {
        if descriptor == 1 { hasLostReader = true }
        return
      }
      // Output that is lost otherwise must not look like success.
      if written <= 0 { exit(2) }
      bytes = bytes.dropFirst(written)
    }
  }

  /// What standard output can show: colours on a terminal that has them, cut to its width.
  static var style: HumanFormat.Style {
    guard isatty(1) == 1 else { return .plain }
    return HumanFormat.Style(hasColour: isCapable, width: width)
  }

  /// A line that changes in place needs a person who looks at it.
  static var showsProgress: Bool { isatty(2) == 1 && isCapable }

  /// Whether nobody looks on: `CI=true` on most hosts, `CI=1` on some.
  static var isInCI: Bool {
    let environment = ProcessInfo.processInfo.environment
    let says = environment["CI"].map { !["", "0", "false"].contains($0.lowercased()) } ?? false
    return says || environment["GITHUB_ACTIONS"] == "true"
  }

  /// Columns of the terminal, by itself or by `COLUMNS`.
  static var width: Int {
    var size = winsize()
    for descriptor: Int32 in [1, 2] where isatty(descriptor) == 1 {
      if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
        return Int(size.ws_col)
      }
    }
    return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? 80
  }

  /// Whether escape sequences are understood and wanted.
  private static var isCapable: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["NO_COLOR"]?.isEmpty ?? true && !isInCI
      && environment["TERM"] != "dumb"
  }
}

/// `write` of the system, which `Terminal.write` hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
