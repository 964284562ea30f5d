internal import CJavaScriptCore

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a process gives up before it runs a stranger's program. Scripts have no way to files, processes or the
/// network; this is for the day on which one breaks out of the engine.
package enum Confinement {
  /// Closes what whoever started the process left open. Call it before the engine starts: its threads are woken
  /// through descriptors of their own, and one that loses them asks the system for ever why it was woken.
  package static func closeInherited() { CJSCloseDescriptors() }

  package static func enter() {
    _ = chdir("/")
    CJSConfineProcess()
  }
}
