import Foundation

/// What this process holds in memory. Make it before the process is confined.
///
/// Not the peak that `getrusage` gives: Linux begins that with what the parent held at the time of `exec`, so that a
/// large site would have every worker taken for one that has grown.
struct ResidentMemory: Sendable {
  #if canImport(Glibc)
    private let pages = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    private let pageSize = sysconf(Int32(_SC_PAGESIZE))
  #endif

  var mebibytes: Int {
    #if canImport(Glibc)
      if let resident = numbers.dropFirst().first { return (resident * pageSize) >> 20 }
    #endif
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss / 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss / 1_048_576
    #endif
  }

  #if canImport(Glibc)
    /// The size of the process, what is resident of it, and what else the system counts.
    private var numbers: [Int] {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { buffer in
        let count = max(pread(pages, buffer.baseAddress, buffer.count, 0), 0)
        return buffer[..<count].split(separator: UInt8(ascii: " ")).compactMap {
          Int(String(decoding: $0, as: UTF8.self))
        }
      }
    }
  #endif
}
