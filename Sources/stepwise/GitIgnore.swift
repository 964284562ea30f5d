import Foundation

extension ContentFolder {
  /// What git ignores below a folder, as paths below it; nothing where there is no repository or no git.
  static func ignoredByGit(_ root: String) -> Set<String> {
    guard FileManager.default.fileExists(atPath: repository(of: root) + "/.git") else { return [] }
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = [
      "git", "-C", root, "ls-files", "-z", "--others", "--ignored", "--exclude-standard",
      "--directory",
    ]
    let pipe = Pipe()
    git.standardOutput = pipe
    git.standardError = FileHandle.nullDevice
    guard (try? git.run()) != nil else { return [] }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    git.waitUntilExit()
    return Set(
      data.split(separator: 0).map { path in
        let text = String(decoding: path, as: UTF8.self)
        return text.hasSuffix("/") ? String(text.dropLast()) : text
      })
  }
}
