import ArgumentParser
import LessonKit

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List the rules: id, default level and what each finds.",
    discussion: """
      `rules:` in stepwise.yml gives a rule another level: error, warning, note or off. \
      `stepwise explain ID` has more about one of them.
      """)

  @Option(help: "human (default) or json.", completion: .list(["human", "json"]))
  var format = "human"

  func run() throws {
    let pages = RulePage.all()
    switch format {
    case "human":
      let width = pages.map(\.rule.rawValue.count).max() ?? 0
      for page in pages {
        let level = page.rule.defaultSeverity.rawValue
        Terminal.write(
          "\(page.rule.rawValue.padded(to: width))  \(level.padded(to: 7))  \(page.summary)\n")
      }
    case "json":
      Terminal.write(RulePage.json(pages))
    default:
      let near = format.nearest(among: ["human", "json"]).map { "did you mean `\($0)`?" }
      throw CommandFailure("there is no format `\(format)`; \(near ?? "there are human and json")")
    }
  }
}

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a rule finds, why it matters and how to fix it, with examples.")

  @Argument(
    help: "The rule's id, as findings show it in brackets: mark-on-unchanged-line.",
    completion: .list(Rule.ids))
  var id: String

  func run() throws {
    let name = String(id.drop { $0 == "[" }.prefix { $0 != "]" })
    do throws(UnknownName) {
      let rule = try Rule(named: name)
      RulePage.page(of: rule).map { Terminal.write($0.text()) }
    } catch { throw CommandFailure(error.message) }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
