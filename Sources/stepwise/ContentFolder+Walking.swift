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

extension ContentFolder {
  /// The plain files below a folder of the root, by their paths in it, in order.
  ///
  /// Linked folders are not entered, since two links to the folder they stand in have no end, nor is a file read that
  /// lies outside the root.
  ///
  /// - Parameter leftOut: takes the links that are not followed.
  static func files(
    in folder: String, of root: String, _ leftOut: (String) -> Void = { _ in }
  ) -> [String] {
    let top = root + "/" + folder
    guard isInside(top, root) else { return [] }
    var files: [String] = []
    func collect(_ path: String) {
      for name in (try? FileManager.default.contents(ofFolder: top + path)) ?? [] {
        let item = path + "/" + name
        let place = top + item
        var status = stat()
        guard lstat(place, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: collect(item)
        case S_IFLNK where !isPlainFile(place) || !isInside(place, root): leftOut(folder + item)
        case S_IFLNK, S_IFREG: files.append(String(item.dropFirst()))
        default: break
        }
      }
    }
    collect("")
    return files
  }

  /// Not a folder, nor a pipe or device, whose reading may never end.
  static func isPlainFile(_ place: String) -> Bool {
    var status = stat()
    return stat(place, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
