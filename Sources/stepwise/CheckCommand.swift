import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Judge only; write nothing but what an option names.")

  @Argument(
    help: "Folders or Markdown files; the whole workshop is read, what they name is reported.")
  var paths: [String] = ["Content"]

  @Flag(help: "Apply the safe fixes, judge again and report what is left.")
  var fix = false

  @Flag(
    help:
      "Apply unsafe fixes too: those that change code or prose, to be read before they are kept.")
  var unsafeFixes = false

  @Flag(help: "Show what the fixes would change as a diff, and write nothing.")
  var diff = false

  @Flag(help: "Judge again whenever a file is saved; not in CI.")
  var watch = false

  @OptionGroup var judging: JudgingOptions

  func validate() throws {
    if watch, fix || unsafeFixes || diff {
      throw ValidationError("--watch only reports; fix first, then watch")
    }
  }

  func run() throws {
    if watch, ProcessInfo.processInfo.environment["CI"] == "true" {
      throw CommandFailure("--watch waits for somebody to save a file, which nobody does in CI")
    }
    if watch { try Watching(paths: paths, options: judging).run() }
    let content = try judging.narrowed(ContentFolder(paths, levels: judging.levels()))
    if fix || unsafeFixes || diff {
      let fixing = Fixing(content: content, options: judging, isUnsafe: unsafeFixes)
      if diff { throw try fixing.show() }
      try fixing.apply()
    }
    throw try Judging(content: content, options: judging, arguments: paths).run()
  }
}
