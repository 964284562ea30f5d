import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The words that begin a command line.
enum Verbs {
  static var all: [String] {
    StepwiseCommand.configuration.subcommands.compactMap { verb in
      let configuration = verb.configuration
      return configuration.shouldDisplay ? configuration.commandName : nil
    }
  }

  /// A first word that is neither a verb nor a path was meant to be one of them.
  static func refuseMisspelled(_ words: [String]) throws {
    guard let word = words.first else { return }
    let next = words.dropFirst().first { !$0.hasPrefix("-") }
    if word == "help" || word == TokenCommand.configuration.commandName {
      let verbs =
        word == "help" ? all + [word] : names(of: TokenCommand.configuration.subcommands)
      // What is given to `token` may be a secret, and is repeated only where it is nearly a verb.
      guard let next, !verbs.contains(next) else { return }
      if let verb = next.nearest(among: verbs) {
        throw CommandFailure(
          "there is no command `\(word) \(next)`; did you mean `\(word) \(verb)`?")
      }
      if word == "help" {
        throw CommandFailure("there is no command `\(next)`; `stepwise --help` lists them")
      }
      return
    }
    if word.hasPrefix("--"), let option = word.nearest(among: ["--version", "--help"]),
      option != word
    {
      throw CommandFailure("there is no option `\(word)`; did you mean `\(option)`?")
    }
    guard !word.isEmpty, !word.hasPrefix("-"), !word.contains("/"), !word.contains("."),
      word != WorkerCommand.configuration.commandName, !all.contains(word),
      !FileManager.default.fileExists(atPath: word)
    else { return }
    if let verb = word.nearest(among: all + ["help"]) {
      throw CommandFailure("there is no command or folder `\(word)`; did you mean `\(verb)`?")
    }
    let folders = (try? FileManager.default.contents(ofFolder: ".")) ?? []
    guard word.nearest(among: folders) == nil else { return }
    throw CommandFailure(
      "there is no command or folder `\(word)`; `stepwise --help` lists the commands")
  }

  /// The parser's message on a word too many or too few, with where to look it up.
  static func withAdvice(_ message: String, _ first: String?) -> String {
    guard message.hasPrefix("Missing ") || message.hasPrefix("Unexpected ") else { return message }
    let verb = first.flatMap { all.contains($0) ? $0 : nil }
    return message + "; see `stepwise \(verb.map { "help \($0)" } ?? "--help")`"
  }

  private static func names(of verbs: [any ParsableCommand.Type]) -> [String] {
    verbs.compactMap { $0.configuration.commandName }
  }
}
