import ArgumentParser
import LessonKit

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "List lessons and steps: their kind, and why some are not run; run nothing.")

  @Argument(help: "Folders or Markdown files.", completion: .file())
  var paths: [String] = ["Content"]

  @Option(help: "human (default) or json.", completion: .list(["human", "json"]))
  var format = "human"

  @Option(help: "List this locale only.")
  var locale: String?

  @Option(help: "Plan for these SDK profiles, whatever the lessons say.")
  var sdk: String?

  func run() throws {
    guard ["human", "json"].contains(format) else {
      let near = format.nearest(among: ["human", "json"]).map { "did you mean `\($0)`?" }
      throw CommandFailure("there is no format `\(format)`; \(near ?? "there are human and json")")
    }
    let content = try ContentFolder(paths)
    try content.require(locale: locale)
    content.informOfGuess()
    let build = Build(
      content.site, profiles: try JudgingOptions.profiles(in: sdk), lanes: .planning())
    var plan = Plan()
    _ = build.judge(content.selection.isEmpty ? nil : content.selection) { result, _ in
      let lesson = result.lesson
      guard content.selection.isEmpty || content.selection.contains(lesson.path),
        locale.map({ $0 == lesson.locale.text }) ?? true
      else { return }
      let text = plan.add(result, displayPath: content.places.display(lesson.path))
      if format == "human" { Terminal.write(text) }
    }
    Terminal.write(format == "human" ? plan.recap : plan.json(root: content.root))
  }
}
