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
  static func refuseMisspelled(_ word: String) throws {
    guard !word.isEmpty, !word.hasPrefix("-"), !word.contains("/"), !word.contains("."),
      !["help", WorkerCommand.configuration.commandName].contains(word), !all.contains(word),
      !FileManager.default.fileExists(atPath: word),
      let verb = word.nearest(among: all)
    else { return }
    throw CommandFailure("there is no command or folder `\(word)`; did you mean `\(verb)`?")
  }
}
