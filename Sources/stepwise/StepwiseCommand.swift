import ArgumentParser

/// A tutorial is a program that grows; Stepwise runs every stage of it.
@main
struct StepwiseCommand: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "stepwise",
    abstract: "Runs every step of a Markdown tutorial and publishes it with what came out.",
    discussion: """
      To begin: `stepwise check FOLDER` says what is wrong in its lessons and writes nothing; `stepwise explain ID` \
      says more of a finding.

      Exit codes: 0 no error found · 1 at least one error · 2 wrong usage, configuration or an internal failure.
      """,
    version: version,
    subcommands: [
      BuildCommand.self, CheckCommand.self, UpdateCommand.self, RunCommand.self, DiffCommand.self,
      PlanCommand.self, InitCommand.self, NewCommand.self, TokenCommand.self,
      ExplainCommand.self, RulesCommand.self, DoctorCommand.self, WorkerCommand.self,
    ],
    defaultSubcommand: BuildCommand.self)

  static func main() {
    do {
      try Verbs.refuseMisspelled(Array(CommandLine.arguments.dropFirst()))
      // `--changed` may stand without its reference, and must not take a path for one.
      let arguments = CommandLine.arguments.dropFirst().map {
        $0 == "--changed" ? "--changed=\(JudgingOptions.base)" : $0
      }
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let failure as CommandFailure {
      Terminal.complain(failure.description)
      exit(withError: ExitCode(2))
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      // Help and version are no failures; everything else that the parser throws is wrong usage.
      if exitCode(for: error) == .success { exit(withError: error) }
      let words = CommandLine.arguments.dropFirst()
      let message = Verbs.withAdvice(message(for: error), words.first)
      Terminal.complain(TokenCommand.discreet(message, about: words))
      exit(withError: ExitCode(2))
    }
  }
}

/// Why the command cannot go on: one clear line, exit code 2.
struct CommandFailure: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
