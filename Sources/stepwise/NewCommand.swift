import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract:
      "Write a lesson to begin with, in the style of its workshop; never over one that is there.",
    discussion: """
      The file gets the next number of the folder; language, headings, front matter and marks are those of the \
      lessons beside it. The words to be replaced are Japanese or English.
      """)

  @Argument(
    help:
      "The folder of the workshop, or the file to write: docs/en/sync, docs/en/sync/04-send.md.",
    completion: .file())
  var path: String

  @Argument(help: "The title of the lesson.")
  var title: String

  func run() throws {
    let title = title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !title.isEmpty else { throw CommandFailure("a lesson needs a title") }
    let isFile = path.lowercased().hasSuffix(".md")
    var folder = path
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    let name = isFile ? folder.split(separator: "/").last.map(String.init) : nil
    if let name { folder = String(folder.dropLast(name.count + 1)) }
    if folder.isEmpty { folder = path.hasPrefix("/") ? "/" : "." }
    // A workshop may begin with this lesson: what holds its folder is the root then.
    var existing = folder
    while !FileManager.default.fileExists(atPath: existing) {
      existing = existing.lastIndex(of: "/").map { String(existing[..<$0]) } ?? "."
      if existing.isEmpty { existing = "/" }
    }
    var content = try ContentFolder([existing], mayBeEmpty: true)
    if !content.site.isConfigured, let above = Self.folder(aboveLocaleIn: existing) {
      content = try ContentFolder([above], mayBeEmpty: true)
    }
    let root = ContentFolder.absolute(content.root)
    let below = String(ContentFolder.absolute(folder).dropFirst(root == "/" ? 1 : root.count + 1))
    let lesson = NewLesson(titled: title, in: below, name: name, of: content.site)
    let file = content.places.display(lesson.path)
    if name == nil, let other = lesson.sameTitle {
      throw CommandFailure(
        "`\(content.places.display(other))` has this title already; nothing was written. Give another title, or name the file"
      )
    }
    // Also a link to nothing is there.
    guard (try? FileManager.default.attributesOfItem(atPath: file)) == nil else {
      throw CommandFailure("`\(file)` is there already; nothing was written")
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(lesson.text.utf8).write(to: URL(fileURLWithPath: file))
    } catch { throw CommandFailure("`\(file)` cannot be written") }
    Terminal.write(file + "\n")
    let record = content.site.expected.isEmpty ? "" : ", and stepwise update when it is ready"
    Terminal.inform(
      "wrote \(file). Next: your words and programs, then stepwise check \(path)\(record)")
  }

  /// Without configuration, the folder that holds those of the languages is the root.
  private static func folder(aboveLocaleIn path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard
      let index = parts.lastIndex(where: {
        LocaleTag.userInterface.map(\.text).contains(String($0))
      })
    else { return nil }
    return index == 0 ? "." : parts[..<index].joined(separator: "/")
  }
}
