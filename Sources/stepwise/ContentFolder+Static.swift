import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ContentFolder {
  /// What of the content goes to the site as it is: `static/CNAME` as `CNAME`. Hidden files are wanted here
  /// (`.nojekyll`, `.well-known`), a repository is not.
  var staticFiles: [(source: String, target: String)] {
    var files: [(source: String, target: String)] = []
    func collect(_ folder: String) {
      for name in (try? FileManager.default.contents(ofFolder: root + "/static" + folder)) ?? []
      where name != ".git" && name != ".DS_Store" {
        let item = folder + "/" + name
        let place = root + "/static" + item
        var isFolder = false
        guard Self.isInside(place, root),
          FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
        else { continue }
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil
        if !isFolder {
          files.append(("static" + item, String(item.dropFirst())))
        } else if !isLink {
          collect(item)
        }
      }
    }
    collect("")
    return files
  }
}
