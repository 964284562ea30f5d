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
    discussion: """
      They are written to `expected/` below the content root; what changes is shown first. With --translations, \
      what is recorded in `translations/` is that translations are up to date with their originals as they are \
      now. Refuses when CI=true.
      """)

  @Argument(
    help:
      "Folders or Markdown files to record, or steps by their addresses: tokens/01-sync-token#3.",
    completion: StepCompletion.kind)
  var paths: [String] = ["Content"]

  @Option(
    help: "The content root, where only addresses are given that name no file.",
    completion: .directory)
  var content = "Content"

  @Option(help: "Run under these SDK profiles, whatever the lessons say.")
  var sdk: String?

  @Flag(help: "Show what would change, and write nothing.")
  var diff = false

  @Flag(help: "Record translations as up to date, instead of what steps give.")
  var translations = false

  @Flag(name: .shortAndLong, help: "Print nothing but what cannot be done.")
  var quiet = false

  @OptionGroup var running: WorkerOptions

  func run() throws {
    if Terminal.isInCI {
      throw CommandFailure(
        "`update` does not run in CI, where it would turn any failure green; run it on your machine and commit what it writes"
      )
    }
    let files = FileManager.default
    let texts = paths.filter { $0.contains("#") && !files.fileExists(atPath: $0) }
    let addresses = try texts.map(StepAddress.init)
    let named = addresses.map(\.lesson).filter { files.fileExists(atPath: $0) }
    let places = paths.filter { !texts.contains($0) } + named
    let folder = try ContentFolder(places.isEmpty ? [content] : places)
    if !quiet { folder.informOfGuess() }
    // A path below the root and one from the working directory are the same lesson.
    let steps = addresses.map { address in
      var address = address
      let prefix = folder.places.display("")
      if address.lesson.hasPrefix(prefix) { address.lesson.removeFirst(prefix.count) }
      return address
    }
    if translations { return try recordTranslations(of: folder) }
    let workers = running.pool()
    defer { workers.close() }
    let build = Build(
      folder.site, profiles: try JudgingOptions.profiles(in: sdk), lanes: workers.lanes)
    var recorded: Set<String> = []
    var found: Set<Int> = []
    var known: [String] = []
    var changed = 0
    _ = try build.judge { result, _ in
      let lesson = result.lesson
      let isWhole = folder.selection.isEmpty || folder.selection.contains(lesson.path)
      var numbers: Set<Int>?
      if !steps.isEmpty {
        known += result.steps.map(\.address)
        var chosen: Set<Int> = []
        for (index, address) in steps.enumerated() where address.isIn(lesson) {
          guard let step = address.step(of: result) else { continue }
          found.insert(index)
          chosen.insert(step.step.number)
        }
        numbers = chosen
      }
      guard numbers.map({ !$0.isEmpty }) ?? isWhole else { return }
      // All locales share the code, so the first that is read speaks for all.
      guard recorded.insert(lesson.id).inserted else { return }
      let earlier = folder.site.expected[lesson.id]
      let expected = ExpectedTokens.recorded(
        result, numbers: numbers, over: earlier.flatMap { try? ExpectedTokens(json: $0) })
      let text = expected.entries.isEmpty ? nil : expected.json
      guard text != earlier else { return }
      let file = folder.places.display(ExpectedTokens.path(of: lesson.id))
      say(
        UnifiedDiff(from: earlier ?? "", to: text ?? "").text(
          old: earlier == nil ? "/dev/null" : file, new: text == nil ? "/dev/null" : file,
          hasColour: Terminal.style.hasColour))
      if !diff { try write(text, to: file, count: expected.entries.count) }
      changed += 1
    }
    if let missing = steps.indices.first(where: { !found.contains($0) }) {
      let near = texts[missing].nearest(among: known.map { String($0.prefix { $0 != "@" }) }).map {
        "; did you mean `\($0)`?"
      }
      throw CommandFailure(
        "`\(texts[missing])` is no step of these lessons\(near ?? "; `stepwise plan` lists them")")
    }
    if changed == 0 { say("nothing to record: every expectation is as it was\n") }
    if diff, changed > 0, !quiet { Terminal.inform("nothing was written (--diff)") }
  }

  private func say(_ text: String) {
    if !quiet { Terminal.write(text) }
  }

  private func recordTranslations(of content: ContentFolder) throws {
    let records = content.site.translationRecords(of: content.selection)
    for record in records {
      let file = content.root + "/" + record.path
      let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(record.text.utf8).write(to: URL(fileURLWithPath: file))
      } catch {
        throw CommandFailure("`\(file)` cannot be written")
      }
      say("recorded \(file)\n")
    }
    if records.isEmpty {
      say("nothing to record: every translation is recorded as up to date\n")
    }
  }

  private func write(_ text: String?, to file: String, count: Int) throws {
    do {
      guard let text else {
        try FileManager.default.removeItem(atPath: file)
        say("removed \(file): its lesson issues no token any more\n")
        return
      }
      let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      say("recorded \(file): \(count) step\(count == 1 ? "" : "s")\n")
    } catch {
      throw CommandFailure("`\(file)` cannot be written")
    }
  }
}
