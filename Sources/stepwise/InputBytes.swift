#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What can be read from a stream, up to a limit in bytes; the rest stays unread.
struct InputBytes {
  let limit: Int

  func ofStandardInput() -> [UInt8]? {
    if isatty(0) == 1 { Terminal.inform("Paste the token, then Return and Ctrl-D:") }
    guard let handle = fdopen(0, "rb") else { return nil }
    return of(handle)
  }

  /// `nil` if the stream cannot be read, as a folder cannot.
  func of(_ handle: UnsafeMutablePointer<FILE>) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = fread(&bytes, 1, limit, handle)
    return ferror(handle) == 0 ? Array(bytes[..<count]) : nil
  }
}
