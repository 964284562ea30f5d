import Foundation

extension ContentFolder {
  /// What git ignores below a folder, as paths below it; nothing where there is no repository or no git.
  static func ignoredByGit(_ root: String) -> Set<String> {
    guard gitFolder(of: root) != nil,
      let data = Git.output(
        [
          "ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory",
        ], in: root)
    else { return [] }
    return Set(Git.paths(data).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
  }
}
