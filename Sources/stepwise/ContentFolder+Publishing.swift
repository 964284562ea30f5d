import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ContentFolder {
  /// What of the content goes to the site as it is: `static/CNAME` as `CNAME`. Hidden files are wanted here
  /// (`.nojekyll`, `.well-known`), a repository is not.
  ///
  /// - Parameter leftOut: takes the links that are not followed.
  static func staticFiles(
    in root: String, _ leftOut: (String) -> Void = { _ in }
  ) -> [(source: String, target: String)] {
    files(in: "static", of: root, leftOut).filter { path in
      !path.split(separator: "/").contains { $0 == ".git" || $0 == ".DS_Store" }
    }.map { (source: "static/" + $0, target: $0) }
  }
}

extension ContentFolder {
  /// The publisher's words: `theme/strings/LOCALE.yml`.
  ///
  /// - Returns: besides, what is wrong with them, which only those need to know who write pages.
  static func languages(in root: String) throws -> (Languages, fault: CommandFailure?) {
    let folder = "\(root)/\(Theme.folder)/strings"
    var files: [String: String] = [:]
    for name in Self.files(in: "\(Theme.folder)/strings", of: root)
    where name.hasSuffix(".yml") && !name.contains("/") {
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
    if files.isEmpty { return (.builtIn, nil) }
    do throws(StringsErrors) { return (try Languages(own: files), nil) } catch {
      let faults = error.all.map { "\(folder)/\($0.tag).yml:\($0.line): \($0.message)" }
      return (Languages(unfinished: files), CommandFailure(faults.joined(separator: "\n")))
    }
  }

  /// A folder that looks like one of translations and is none, since nobody said so.
  func informOfUnlistedLanguages() {
    for name in site.unlistedLanguages {
      let locales = (site.locales.map(\.text) + [name]).joined(separator: ", ")
      Terminal.inform(
        "`\(root)/\(name)` is a folder of lessons in `\(site.locales[0])` to me, not a language; if it holds translations, say so in \(root)/stepwise.yml: `locales: [\(locales)]`"
      )
    }
  }

  /// - Throws: which languages of the content the pages have no words for.
  func requireWords() throws {
    if let wordsFault { throw wordsFault }
    let locales = site.localesWithoutWords
    guard let first = locales.first else { return }
    let names = locales.map { "`\($0)`" }.joined(separator: ", ")
    let files = locales.map { "`\(root)/\(Theme.folder)/strings/\($0).yml`" }
    let it = locales.count == 1 ? "it" : "them"
    throw CommandFailure(
      "there are lessons in \(names), but no words for the pages around \(it), which would be English; write \(files.joined(separator: ", ")) — `stepwise init \(root) --strings \(first)` begins it with the English words to translate — or keep the English ones with the lines `language: NAME` and `sameAsSource: all` in it"
    )
  }

  /// What translations were made from: `translations/LOCALE/LESSON.json`, by what stands between.
  static func records(in root: String) -> [String: String] {
    var records: [String: String] = [:]
    for path in files(in: "translations", of: root) where path.hasSuffix(".json") {
      if let data = FileManager.default.contents(atPath: root + "/translations/" + path) {
        records[String(path.dropLast(".json".count))] = String(decoding: data, as: UTF8.self)
      }
    }
    return records
  }
}
