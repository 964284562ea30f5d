import Foundation

/// What git says about a folder; nothing is asked of it that writes.
enum Git {
  /// - Returns: what it wrote to standard output; nil where there is no git or it refused.
  static func output(_ arguments: [String], in folder: String) -> Data? {
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "-C", folder] + arguments
    let pipe = Pipe()
    git.standardOutput = pipe
    git.standardError = FileHandle.nullDevice
    guard (try? git.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    git.waitUntilExit()
    return git.terminationStatus == 0 ? data : nil
  }

  /// Paths as `-z` separates them.
  static func paths(_ data: Data) -> [String] {
    data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }
}
