import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The baseline that a run reads, writes, or both.
final class BaselineFile {
  private var baseline: Baseline
  private let content: ContentFolder
  private let arguments: [String]
  private let read: String?
  private let written: String?
  /// Whether every rule and every profile is judged that the lessons want.
  private let isWhole: Bool
  private var judged: Set<String> = []
  private var isRestJudged = false

  /// - Parameter arguments: the paths of the command line.
  /// - Returns: nil where the options name none.
  init?(_ options: JudgingOptions, _ content: ContentFolder, arguments: [String]) throws {
    self.content = content
    self.arguments = arguments
    baseline = Baseline(content.places)
    read = options.baseline
    written = options.writeBaseline
    isWhole = options.sdk == nil && options.off.isEmpty
    if written != nil, Terminal.isInCI {
      throw CommandFailure(
        "--write-baseline does not run in CI, where it would turn any failure green; run it on your machine and commit what it writes"
      )
    }
    if written != nil, !isWhole {
      throw CommandFailure(
        "--write-baseline with --sdk or --off would drop what is not judged now; leave them out, or put them into stepwise.yml"
      )
    }
    if written != nil, !options.rule.isEmpty {
      throw CommandFailure(
        "--write-baseline with --rule would record findings of other rules that are not shown; leave --rule out, and set the level of a rule for later in stepwise.yml"
      )
    }
    if let written { try Reports.requireFolder(of: written) }
    guard let file = read ?? written else { return nil }
    guard let data = FileManager.default.contents(atPath: file) else {
      if read == nil { return }
      throw CommandFailure(
        "there is no baseline `\(file)`; write it with --write-baseline \(file)")
    }
    do {
      baseline = try Baseline(json: String(decoding: data, as: UTF8.self), content.places)
    } catch {
      throw CommandFailure("the baseline `\(file)` cannot be used: \(error.message)")
    }
  }

  func apply(to findings: [Diagnostic], in lesson: Lesson?) -> [Diagnostic] {
    if let lesson { judged.insert(lesson.path) } else { isRestJudged = content.reportsRest }
    return baseline.apply(
      to: findings, in: lesson, name: written ?? read ?? "", suppressesAll: written != nil)
  }

  private func command(_ options: [String]) -> String {
    Rerun(content.places, arguments: arguments, options: options).again
  }

  /// Writes what is to be written, and says what came of it.
  ///
  /// - Parameter isGreen: whether nothing new was found that would hide what is known.
  func finish(isQuiet: Bool, isGreen: Bool) throws {
    let prefix = content.places.repositoryPath("")
    let isJudged = { [content, judged, isRestJudged] (path: String) in
      guard path.hasPrefix(prefix) else { return false }
      let path = String(path.dropFirst(prefix.count))
      return judged.contains(path) || (isRestJudged && !content.site.hasLesson(path))
    }
    guard let written else {
      let count = baseline.settledCount(in: isJudged)
      // What a crash or another selection hides is not settled.
      if count > 0, !isQuiet, isGreen, isWhole {
        Terminal.inform(
          "\(count) of the baseline \(count == 1 ? "is" : "are") settled; take \(count == 1 ? "it" : "them") out with \(command(["--write-baseline", read ?? ""]))"
        )
      }
      return
    }
    do {
      try Data(baseline.renewed(isJudged).utf8).write(to: URL(fileURLWithPath: written))
    } catch { throw CommandFailure("`\(written)` cannot be written") }
    if !isQuiet {
      let count = baseline.recordedCount
      Terminal.inform(
        "wrote \(written) with \(count) finding\(count == 1 ? "" : "s"). From now on: \(command(["--baseline", written]))"
      )
    }
  }
}
