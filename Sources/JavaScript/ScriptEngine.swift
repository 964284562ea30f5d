internal import CJavaScriptCore

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// One JavaScript virtual machine: the contexts made in it run one at a time and share compiled
/// code, but no objects.
package final class ScriptEngine {
  let group: JSContextGroupRef
  private let watchdog = Watchdog()

  /// - Parameter timeLimit: seconds of running time that one call into the machine may take.
  package init(timeLimit: Double) {
    _ = Self.environment
    group = JSContextGroupCreate()
    JSContextGroupSetExecutionTimeLimit(
      group, timeLimit,
      { _, info in
        Unmanaged<Watchdog>.fromOpaque(info!).takeUnretainedValue().hasBarked = true
        return true
      }, Unmanaged.passUnretained(watchdog).toOpaque())
  }

  deinit { JSContextGroupRelease(group) }

  /// Whether the last call was ended by the time limit; reading it forgets it.
  func takeTermination() -> Bool {
    defer { watchdog.hasBarked = false }
    return watchdog.hasBarked
  }

  private final class Watchdog { var hasBarked = false }

  /// What JavaScriptCore reads once, before its first use: call sites must not be lost to tail
  /// calls, and neither the machine's time zone nor its random seed may show.
  private static let environment: Void = {
    setenv("JSC_useTailCalls", "false", 1)
    setenv("JSC_useWasm", "false", 1)
    setenv("TZ", "UTC", 1)
    tzset()
  }()
}
