import ArgumentParser
import LessonKit

/// Judges a content root and reports: the part that `build` and `check` share.
struct Judging {
  let content: ContentFolder
  let options: JudgingOptions
  /// The paths of the command line.
  let arguments: [String]
  /// Whether workshops are judged, too, of which nothing is reported.
  var isWhole = false
  /// Where lessons are run, if not in workers of this run alone.
  var lanes: Lanes?
  /// Of judging the same content before.
  var memory = BuildMemory.none
  /// Since it was judged before.
  var changes: FindingChanges?
  /// Of the lessons' addresses, where somebody found them already.
  var collisions: [Diagnostic]?

  /// Thrown to end early; no failure.
  private struct Stop: Error {}

  /// - Parameter visit: takes each lesson as it is judged.
  /// - Returns: the exit code.
  func run(_ visit: (LessonResult, [Diagnostic]) throws -> Void = { _, _ in }) throws -> ExitCode {
    let isFirst = changes?.isFirst ?? true
    var reports = try Reports(
      options.format, options: options, content: content, arguments: arguments, changes: changes)
    let baseline = try BaselineFile(options, content, arguments: arguments)
    var progress = Progress(isQuiet: options.quiet, count: content.lessonCount)
    var summary = Summary()
    summary.leftOut = content.leftOutLines
    var isStopped = false
    do {
      let visiting = { (result: LessonResult, findings: [Diagnostic]) in
        progress.advance(result.lesson.path)
        try visit(result, findings)
      }
      try judge(baseline, visit: visiting) { result, findings in
        progress.clear()
        result.map { summary.add($0, findings) } ?? summary.add(findings)
        reports.add(result, findings)
        if options.failFast, summary.errors > 0 { throw Stop() }
      }
    } catch is Stop {
      isStopped = true
    }
    progress.clear()
    try reports.end(summary)
    try baseline?.finish(isQuiet: options.quiet, isGreen: summary.errors == 0)
    if content.isNarrowedToNothing, !options.quiet {
      Terminal.inform(
        options.changed != nil
          ? "nothing that a lesson depends on has changed" : "no workshop falls to this shard")
    }
    if !options.quiet, isFirst {
      content.informOfGuess()
      content.informOfUnlistedLanguages()
    }
    if isStopped, !options.quiet {
      Terminal.inform("stopped at the first lesson with an error (--fail-fast)")
    }
    if let least = options.minExecuted, summary.executed < least {
      Terminal.complain(
        "only \(summary.executed) of at least \(least) steps were executed (--min-executed); the recap says why the others were not"
      )
      return ExitCode(1)
    }
    return summary.errors > 0 ? ExitCode(1) : .success
  }

  /// Judges, and hands on what the options select.
  ///
  /// - Parameters:
  ///   - baseline: known findings, if any are.
  ///   - visit: takes every lesson that is judged, with its findings.
  ///   - take: takes the selected lessons with the selected findings; at last those that belong to no lesson.
  func judge(
    _ baseline: BaselineFile?, visit: (LessonResult, [Diagnostic]) throws -> Void = { _, _ in },
    _ take: (LessonResult?, [Diagnostic]) throws -> Void
  ) throws {
    let rules = try options.rules()
    var steps = try StepSelection(options.step)
    try content.require(locale: options.locale)
    let isWhole = isWhole || (content.selection.isEmpty && !content.isNarrowedToNothing)
    let workers = lanes == nil ? options.workers.pool() : nil
    defer { workers?.close() }
    let build = Build(
      content.site, profiles: try JudgingOptions.profiles(in: options.sdk),
      lanes: lanes ?? workers!.lanes, memory: memory, collisions: collisions)
    let rest = try build.judge(isWhole ? nil : content.selection) { result, findings in
      try visit(result, raised(findings, rules))
      guard content.reports(result.lesson.path),
        options.locale.map({ $0 == result.lesson.locale.text }) ?? true,
        let (result, findings) = steps.selected(
          of: result, baseline?.apply(to: findings, in: result.lesson) ?? findings)
      else { return }
      try take(result, raised(findings, rules))
    }
    try steps.complainOfMissing()
    let reported = rest.filter { content.reports($0.path) }
    let findings = baseline?.apply(to: reported, in: nil) ?? reported
    try take(nil, steps.isEmpty ? raised(findings, rules) : [])
  }

  /// The findings of the selected rules; with `--strict`, warnings are errors.
  private func raised(_ findings: [Diagnostic], _ rules: Set<Rule>) -> [Diagnostic] {
    findings.filter { rules.isEmpty || rules.contains($0.rule) }.map { finding in
      guard options.strict, finding.severity == .warning else { return finding }
      var finding = finding
      finding.severity = .error
      return finding
    }
  }
}
