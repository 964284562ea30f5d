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

extension ContentFolder {
  /// The publisher's words: `theme/strings/LOCALE.yml`.
  static func languages(in root: String) throws -> Languages {
    let folder = "\(root)/\(Theme.folder)/strings"
    var files: [String: String] = [:]
    for name in try FileManager.default.contents(ofFolder: folder) where name.hasSuffix(".yml") {
      let tag = String(name.dropLast(".yml".count))
      guard LocaleTag(validating: tag) != nil else {
        throw CommandFailure(
          "`\(folder)/\(name)` is named for no language; name it as in ja.yml or pt-BR.yml")
      }
      guard let data = FileManager.default.contents(atPath: folder + "/" + name),
        let text = String(validating: data, as: UTF8.self)
      else { throw CommandFailure("`\(folder)/\(name)` is not UTF-8, or cannot be read") }
      files[tag] = text
    }
    if files.isEmpty { return .builtIn }
    do throws(StringsError) { return try Languages(own: files) } catch {
      throw CommandFailure("\(folder)/\(error.tag).yml:\(error.line): \(error.message)")
    }
  }

  /// What translations were made from: `translations/LOCALE/LESSON.json`, by what stands between.
  static func records(in root: String) -> [String: String] {
    var records: [String: String] = [:]
    let top = root + "/translations"
    func collect(_ folder: String) {
      for name in (try? FileManager.default.contents(ofFolder: top + folder)) ?? [] {
        let place = top + folder + "/" + name
        var isFolder = false
        guard isInside(place, root),
          FileManager.default.fileExists(atPath: place, isDirectory: &isFolder)
        else { continue }
        if isFolder {
          collect(folder + "/" + name)
        } else if name.hasSuffix(".json"), let data = FileManager.default.contents(atPath: place) {
          let key = (folder + "/" + name).dropFirst().dropLast(".json".count)
          records[String(key)] = String(decoding: data, as: UTF8.self)
        }
      }
    }
    collect("")
    return records
  }
}
