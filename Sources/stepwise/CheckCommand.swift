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
    help: "Folders or Markdown files; the whole workshop is read, what they name is reported.",
    completion: .file())
  var paths: [String] = ["Content"]

  @Flag(help: "Apply the safe fixes, judge again and report what is left.")
  var fix = false

  @Flag(
    help:
      "Apply unsafe fixes too: those that change code, prose or the numbers of headings, to be read before they are kept."
  )
  var unsafeFixes = false

  @Flag(help: "Show what the fixes would change as a diff, and write nothing.")
  var diff = false

  @Flag(
    help: "Judge again whenever a file is saved, and tell what is new and what is gone; not in CI.")
  var watch = false

  @OptionGroup var judging: JudgingOptions

  func validate() throws {
    if watch, fix || unsafeFixes || diff {
      throw ValidationError("--watch only reports; fix first, then watch")
    }
    if watch, judging.failFast {
      throw ValidationError("--watch tells what is gone, which --fail-fast cannot know")
    }
  }

  func run() throws {
    if watch, Terminal.isInCI {
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
