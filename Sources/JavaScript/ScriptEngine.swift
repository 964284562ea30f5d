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

  package static var version: String {
    #if os(Linux)
      "\(jsc_get_major_version()).\(jsc_get_minor_version()).\(jsc_get_micro_version())"
    #else
      "of the system"
    #endif
  }

  /// - Parameter timeLimit: seconds of running time that one call into the machine may take; nil where nothing is run.
  package init(timeLimit: Double? = nil) {
    _ = Self.environment
    group = JSContextGroupCreate()
    guard let timeLimit else { return }
    JSContextGroupSetExecutionTimeLimit(
      group, timeLimit,
      { _, info in
        Unmanaged<Watchdog>.fromOpaque(info!).takeUnretainedValue().hasBarked = true
        return true
      }, Unmanaged.passUnretained(watchdog).toOpaque())
  }

  deinit {
    if let idle { JSGlobalContextRelease(idle) }
    for script in scripts.values { JSStringRelease(script) }
    JSContextGroupRelease(group)
  }

  /// A script of our own as the machine holds it, made once: it is evaluated in every context.
  func script(_ source: String, url: String) -> JSStringRef {
    if let known = scripts[url] { return known }
    let script = makeString(source)
    scripts[url] = script
    return script
  }

  /// Contexts that are gone keep their memory until the machine collects it, which it would put off for long.
  func contextEnded(_ context: JSGlobalContextRef) {
    endedContexts += 1
    if endedContexts.isMultiple(of: 64) { JSGarbageCollect(context) }
  }

  /// A function of no lesson's context. JavaScriptCore holds a context's rejection handler so strongly that
  /// the handler keeps the context alive for ever; this one takes its place when the context is done.
  private(set) lazy var doNothing: JSObjectRef = {
    let context = JSGlobalContextCreateInGroup(group, nil)!
    idle = context
    let body = JSStringCreateWithUTF8CString("")
    defer { JSStringRelease(body) }
    let function = JSObjectMakeFunction(context, nil, 0, nil, body, nil, 1, nil)!
    JSValueProtect(context, function)
    return function
  }()

  private var idle: JSGlobalContextRef?
  private var scripts: [String: JSStringRef] = [:]
  private var endedContexts = 0

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
    // Lessons run for a millisecond: optimising them, and collecting beside them, costs more than it gives.
    setenv("JSC_useDFGJIT", "false", 1)
    setenv("JSC_useConcurrentGC", "false", 1)
    // A time limit that passes between two programs would else keep a thread signalling until the next one runs.
    setenv("JSC_usePollingTraps", "true", 1)
    setenv("TZ", "UTC", 1)
    tzset()
  }()
}
