import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run one step and print its program, calls, Swift listing, token and reply.")

  @Argument(help: "lesson#step, optionally @locale: tokens/01-sync-token#3@ja, or docs/02.md#2-4.")
  var address: String

  @Option(help: "The content root, unless the address names a file.")
  var content = "Content"

  @Option(help: "Run under these SDK profiles, whatever the lessons say.")
  var sdk: String?

  func run() throws {
    let address = try StepAddress(address)
    let isFile = FileManager.default.fileExists(atPath: address.lesson)
    let folder = try ContentFolder([isFile ? address.lesson : content])
    let build = Build(folder.site, profiles: try JudgingOptions.profiles(in: sdk))
    var found: (LessonResult, StepResult)?
    var known: [String] = []
    var lessons: [String] = []
    _ = build.judge { result, _ in
      let lesson = result.lesson
      lessons.append(lesson.id)
      guard
        isFile
          ? folder.selection.contains(lesson.path)
          : lesson.address(step: 0).hasPrefix(address.lesson + "#"),
        address.locale.map({ $0 == lesson.locale.text }) ?? true, found == nil
      else { return }
      known += result.steps.map(\.address)
      if let step = result.steps.first(where: { address.names($0.step) }) { found = (result, step) }
    }
    guard let (lesson, step) = found else {
      throw CommandFailure(missing(address, known: known, lessons: lessons))
    }
    Terminal.write(StepReport(step, of: lesson.lesson).text)
    if step.hasError { throw ExitCode(1) }
  }

  private func missing(_ address: StepAddress, known: [String], lessons: [String]) -> String {
    if known.isEmpty {
      let near = address.lesson.nearest(among: lessons.map { $0.isEmpty ? "index" : $0 })
      return "there is no lesson `\(address.lesson)`" + (address.locale.map { " in \($0)" } ?? "")
        + (near.map { "; did you mean `\($0)`?" } ?? "")
    }
    return
      "`\(address.lesson)#\(address.step)` is no step of the lesson; it has \(known.map { "`\($0)`" }.joined(separator: ", "))"
  }
}

/// `lesson#step@locale`: the step by its place, or by the author's own number.
struct StepAddress {
  var lesson: String
  var step: String
  var locale: String?

  init(_ text: String) throws {
    guard let hash = text.lastIndex(of: "#") else {
      throw CommandFailure(
        "`\(text)` names no step; write lesson#step, as in tokens/01-sync-token#3")
    }
    lesson = String(text[..<hash])
    let rest = text[text.index(after: hash)...].split(separator: "@", maxSplits: 1)
    step = rest.first.map(String.init) ?? ""
    locale = rest.count == 2 ? String(rest[1]) : nil
  }

  func names(_ step: Step) -> Bool {
    "\(step.number)" == self.step || step.snippet.headingNumber == self.step
  }
}
