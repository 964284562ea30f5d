import ArgumentParser
import LessonKit

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run one step and print its program, calls, Swift listing, token and reply.")

  @Argument(
    help: "lesson#step, optionally @locale: tokens/01-sync-token#3@ja, or docs/02.md#2-4.",
    completion: StepCompletion.kind)
  var address: String

  @Option(
    help: "The content root, unless the address names a file.", completion: .directory)
  var content = "Content"

  @Option(help: "Run under these SDK profiles, whatever the lessons say.")
  var sdk: String?

  @OptionGroup var running: WorkerOptions

  func run() throws {
    let finder = try StepFinder(address, content: content)
    let workers = running.pool()
    defer { workers.close() }
    let found = try finder.find(sdk, lanes: workers.lanes)
    Terminal.write(StepReport(found.step, of: found.lesson.lesson).text)
    let hasError = found.findings.contains {
      $0.address == found.step.address && $0.severity == .error && $0.suppressed == nil
    }
    if hasError || found.step.hasError { throw ExitCode(1) }
  }
}

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what one step changes in the program of the step before; run nothing.")

  @Argument(
    help: "lesson#step, optionally @locale: tokens/01-sync-token#3@ja, or docs/02.md#2-4.",
    completion: StepCompletion.kind)
  var address: String

  @Option(
    help: "The content root, unless the address names a file.", completion: .directory)
  var content = "Content"

  func run() throws {
    let found = try StepFinder(address, content: content).find(lanes: .planning())
    let report = StepChanges(found.step)
    Terminal.write(report.text(hasColour: Terminal.style.hasColour))
    if report.isUnplaced { throw ExitCode(1) }
  }
}
