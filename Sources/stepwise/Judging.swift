import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The options that every judging verb takes.
struct JudgingOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "human (default), concise or json; FORMAT=FILE writes it to a file besides. May be given several times."
    ))
  var format: [String] = []

  @Option(
    help: "Run under these SDK profiles, whatever the lessons say: twilio-node@3,twilio-node@5.")
  var sdk: String?

  @Option(help: "Report this rule only. May be given several times.")
  var rule: [String] = []

  @Option(help: "Report this locale only.")
  var locale: String?

  @Option(
    help:
      "Fail unless at least so many steps were executed: a check that ran nothing proves nothing.")
  var minExecuted: Int?

  @Flag(help: "Make warnings count as errors.")
  var strict = false

  @Flag(help: "List notes as well; otherwise they are counted only.")
  var notes = false

  @Flag(name: .shortAndLong, help: "Print nothing but findings.")
  var quiet = false

  static func profiles(in list: String?) throws -> ProfileSelection? {
    do { return try list.map { text throws(SettingsError) in try ProfileSelection(text) } } catch {
      throw CommandFailure(error.message)
    }
  }

  func rules() throws -> Set<Rule> {
    Set(
      try rule.map { name in
        guard let rule = Rule(rawValue: name) else {
          let near = name.nearest(among: Rule.allCases.map(\.rawValue))
          throw CommandFailure(
            "there is no rule `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
        }
        return rule
      })
  }

  func formats() throws -> [(format: Format, file: String?)] {
    let given = try format.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      guard let format = Format(rawValue: parts[0]) else {
        let near = parts[0].nearest(among: Format.allCases.map(\.rawValue))
        throw CommandFailure(
          "there is no format `\(parts[0])`; "
            + (near.map { "did you mean `\($0)`?" } ?? "there are human, concise and json"))
      }
      return (format, parts.count == 2 ? parts[1] : nil)
    }
    guard given.count(where: { $0.1 == nil }) <= 1 else {
      throw CommandFailure(
        "only one format can go to standard output; write the others to files: --format json=FILE")
    }
    return given.contains { $0.1 == nil } ? given : [(.human, nil)] + given
  }
}

enum Format: String, CaseIterable { case human, concise, json }

/// Judges a content root and reports: the part that `build`, `check` and `update` share.
struct Judging {
  let content: ContentFolder
  let options: JudgingOptions

  /// - Parameter visit: takes each lesson as it is judged.
  /// - Returns: the exit code.
  func run(_ visit: (LessonResult) throws -> Void = { _ in }) throws -> ExitCode {
    let formats = try options.formats()
    let rules = try options.rules()
    if let locale = options.locale, !content.site.locales.contains(where: { $0.text == locale }) {
      throw CommandFailure(
        "there is no lesson in `\(locale)`; there are \(content.site.locales.map { "`\($0)`" }.joined(separator: ", "))"
      )
    }
    let build = Build(
      content.site, profiles: try JudgingOptions.profiles(in: options.sdk),
      runner: RunGuard().runner)
    let printer = FindingPrinter(
      style: Terminal.usesColour ? .colour : .plain, showsNotes: options.notes,
      display: content.display)
    let plain = FindingPrinter(style: .plain, showsNotes: options.notes, display: content.display)
    var report = JSONReport(version: StepwiseCommand.version)
    var findings: [Diagnostic] = []
    var summary = Summary()
    var texts = formats.map { _ in "" }
    let wantsReport = formats.contains { $0.format == .json }

    func take(_ new: [Diagnostic], _ lesson: Lesson?) {
      findings += new
      for (index, format) in formats.enumerated() {
        let text =
          switch format.format {
          case .human: (format.file == nil ? printer : plain).human(new, of: lesson)
          case .concise: printer.concise(new)
          case .json: ""
          }
        if format.file == nil { Terminal.write(text) } else { texts[index] += text }
      }
    }
    let rest = try build.judge(content.selection.isEmpty ? nil : content.selection) { result, new in
      try visit(result)
      guard isSelected(result.lesson.path),
        options.locale.map({ $0 == result.lesson.locale.text }) ?? true
      else { return }
      let new = raised(new, rules)
      summary.add(result, new)
      if wantsReport { report.add(result) }
      take(new, result.lesson)
    }
    let leftovers = raised(rest.filter { isSelected($0.path) }, rules)
    summary.add(leftovers)
    take(leftovers, nil)

    for (index, format) in formats.enumerated() {
      var text = texts[index]
      switch format.format {
      case .human:
        let recap = printer.recap(summary)
        if format.file == nil, !options.quiet { Terminal.write(recap) } else { text += recap }
      case .concise: break
      case .json:
        text = report.text(root: content.root, diagnostics: findings, summary: summary)
        if format.file == nil { Terminal.write(text) }
      }
      if let file = format.file { try save(text, to: file) }
    }
    if let least = options.minExecuted, summary.executed < least {
      Terminal.complain("only \(summary.executed) of at least \(least) steps were executed")
      return ExitCode(1)
    }
    return summary.errors > 0 ? ExitCode(1) : .success
  }

  private func isSelected(_ path: String) -> Bool {
    content.selection.isEmpty || content.selection.contains(path)
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

  private func save(_ text: String, to file: String) throws {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: file)) } catch {
      throw CommandFailure("`\(file)` cannot be written")
    }
  }
}
