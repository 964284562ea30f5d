import ArgumentParser

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Judge only; write nothing.")

  @Argument(
    help: "Folders or Markdown files; the whole workshop is read, what they name is reported.")
  var paths: [String] = ["Content"]

  @OptionGroup var judging: JudgingOptions

  func run() throws {
    let content = try ContentFolder(paths, levels: judging.levels())
    throw try Judging(content: content, options: judging, arguments: paths).run()
  }
}
