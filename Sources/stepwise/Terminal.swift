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

  static func complain(_ text: String) { put("stepwise: error: \(text)\n", to: 2) }

  static func inform(_ text: String) { put(text + "\n", to: 2) }

  private static func put(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      // A reader that has gone (`| head`) wants no more; output that is lost otherwise must not look like success.
      if written <= 0 { exit(errno == EPIPE ? 0 : 2) }
      bytes = bytes.dropFirst(written)
    }
  }

  static var usesColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(1) == 1 && environment["NO_COLOR"]?.isEmpty ?? true && environment["CI"] != "true"
      && environment["TERM"] != "dumb"
  }
}

/// `write` of the system, which `Terminal.write` hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
