import ArgumentParser
import LessonKit

@main struct StepwiseCommand: ParsableCommand {
  func run() { print(css.count) }
}
