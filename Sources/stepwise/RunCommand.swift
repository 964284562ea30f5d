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

  @OptionGroup var running: WorkerOptions

  func run() throws {
    let address = try StepAddress(address)
    let isFile = FileManager.default.fileExists(atPath: address.lesson)
    let folder = try ContentFolder([isFile ? address.lesson : content])
    let workers = running.pool()
    defer { workers.close() }
    let build = Build(
      folder.site, profiles: try JudgingOptions.profiles(in: sdk), lanes: workers.lanes)
    var found: (LessonResult, StepResult)?
    var hasError = false
    var locales: [String] = []
    var known: [String] = []
    var lessons: [String] = []
    _ = build.judge(isFile ? folder.selection : nil) { result, findings in
      let lesson = result.lesson
      lessons.append(lesson.id)
      guard
        isFile
          ? folder.selection.contains(lesson.path)
          : lesson.address(step: 0).hasPrefix(address.lesson + "#")
      else { return }
      locales.append(lesson.locale.text)
      guard address.locale.map({ $0 == lesson.locale.text }) ?? true, found == nil else { return }
      known += result.steps.map(\.address)
      guard let step = address.step(of: result) else { return }
      found = (result, step)
      hasError = findings.contains {
        $0.address == step.address && $0.severity == .error && $0.suppressed == nil
      }
    }
    guard let (lesson, step) = found else {
      throw CommandFailure(missing(address, known: known, lessons: lessons, locales: locales))
    }
    Terminal.write(StepReport(step, of: lesson.lesson).text)
    if hasError || step.hasError { throw ExitCode(1) }
  }

  private func missing(
    _ address: StepAddress, known: [String], lessons: [String], locales: [String]
  ) -> String {
    if let locale = address.locale, !locales.isEmpty, !locales.contains(locale) {
      return
        "`\(address.lesson)` is not there in \(locale); it is in \(locales.joined(separator: ", "))"
    }
    if known.isEmpty, !locales.isEmpty {
      return "`\(address.lesson)` has no steps: `stepwise check --notes` says what its snippets are"
    }
    if known.isEmpty {
      let near = address.lesson.nearest(among: lessons.map { $0.isEmpty ? "index" : $0 })
      return "there is no lesson `\(address.lesson)`"
        + (near.map { "; did you mean `\($0)`?" } ?? "")
    }
    return
      "`\(address.lesson)#\(address.step)` is no step of the lesson; it has \(known.map { "`\($0)`" }.joined(separator: ", "))"
  }
}
