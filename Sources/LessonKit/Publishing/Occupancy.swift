import Markdown

/// The files of the output that are spoken for. Each has one owner, also on a disk that does not tell upper from
/// lower case, and none stands where another needs a folder.
struct Occupancy: Sendable {
  /// A lesson, and what of it says that it stands there.
  struct Owner: Sendable {
    var lesson: String
    var range: SourceRange
  }

  struct Conflict: Sendable {
    /// Nil for the site itself.
    var owner: Owner?
    /// The file that is in the way.
    var path: String
  }

  private var files: [String: Conflict] = [:]
  /// The folders that files need, each with one of these files.
  private var folders: [String: Conflict] = [:]

  /// What stands in the way of a file; nil if its place is free.
  func conflict(at path: String) -> Conflict? {
    let key = path.lowercased()
    if let found = files[key] ?? folders[key] { return found }
    return Self.folders(of: key).lazy.compactMap { files[$0] }.first
  }

  mutating func take(_ path: String, for owner: Owner?) {
    let entry = Conflict(owner: owner, path: path)
    let key = path.lowercased()
    files[key] = entry
    for folder in Self.folders(of: key) {
      // Who has one folder has those above it.
      if folders.updateValue(entry, forKey: folder) != nil { break }
    }
  }

  /// `a/b` and `a` of `a/b/c`.
  private static func folders(of path: String) -> [String] {
    var folders: [String] = []
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      folders.append(String(rest))
    }
    return folders
  }
}
