import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct UpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Record the tokens and replies of the steps as the expected ones.",
    discussion: "They are written to `expected/` below the content root. Refuses when CI=true.")

  @Argument(help: "Folders or Markdown files to record.")
  var paths: [String] = ["Content"]

  @Option(help: "Run under these SDK profiles, whatever the lessons say.")
  var sdk: String?

  @OptionGroup var running: WorkerOptions

  func run() throws {
    if ProcessInfo.processInfo.environment["CI"] == "true" {
      throw CommandFailure(
        "`update` does not run in CI, where it would turn any failure green; run it on your machine and commit what it writes"
      )
    }
    let content = try ContentFolder(paths)
    let workers = running.pool()
    defer { workers.close() }
    let build = Build(
      content.site, profiles: try JudgingOptions.profiles(in: sdk), lanes: workers.lanes)
    var recorded: Set<String> = []
    var changed = 0
    _ = try build.judge { result, _ in
      let lesson = result.lesson
      guard content.selection.isEmpty || content.selection.contains(lesson.path) else { return }
      // All locales share the code, so the first that is read speaks for all.
      guard recorded.insert(lesson.id).inserted else { return }
      let entries = result.steps.compactMap { $0.expectation(masking: Masking(lesson.settings)) }
      let text = entries.isEmpty ? nil : ExpectedTokens(entries: entries).json
      guard text != content.site.expected[lesson.id] else { return }
      try write(
        text, to: content.root + "/" + ExpectedTokens.path(of: lesson.id), count: entries.count)
      changed += 1
    }
    if changed == 0 { Terminal.write("nothing to record: every expectation is as it was\n") }
  }

  private func write(_ text: String?, to file: String, count: Int) throws {
    do {
      guard let text else {
        try FileManager.default.removeItem(atPath: file)
        Terminal.write("removed \(file): its lesson issues no token any more\n")
        return
      }
      let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      Terminal.write("recorded \(file): \(count) step\(count == 1 ? "" : "s")\n")
    } catch {
      throw CommandFailure("`\(file)` cannot be written")
    }
  }
}
