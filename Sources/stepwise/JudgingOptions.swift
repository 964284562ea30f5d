import ArgumentParser
import LessonKit

/// The options that every judging verb takes.
struct JudgingOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "human (default), concise, json, sarif, junit or github; FORMAT=FILE writes it to a file besides. May be given several times."
    ), completion: .list(Format.allCases.map(\.rawValue)))
  var format: [String] = []

  @Option(
    help: "Run under these SDK profiles, whatever the lessons say: twilio-node@3,twilio-node@5.",
    completion: .list(["twilio-node@3", "twilio-node@5"]))
  var sdk: String?

  @Option(
    help: ArgumentHelp("Report this rule only. May be given several times.", valueName: "id"),
    completion: .list(Rule.ids))
  var rule: [String] = []

  @Option(help: "Report this locale only.")
  var locale: String?

  @Option(
    help:
      "Report this step only: an address (tokens/01-sync-token#3@ja), or its number or the author's own (#3, 2-4) in the lessons selected. May be given several times.",
    completion: StepCompletion.kind)
  var step: [String] = []

  @Option(
    help: ArgumentHelp(
      "Judge this part of so many equal ones, for the jobs of a CI matrix: 2/5. Workshops stay whole.",
      valueName: "i/n"))
  var shard: String?

  @Option(
    help: ArgumentHelp(
      "Judge the workshops that changed since a commit or branch (--changed=origin/main). Without =REF: since the base of the pull request or what a push or a merge queue came after in GitHub Actions, elsewhere since the last commit; a CI job that does not say what it changed judges everything.",
      valueName: "ref"))
  var changed: String?

  /// What `--changed` alone stands for; no reference has a blank in its name.
  static let base = "the base"

  @Option(
    help: ArgumentHelp("Take the findings that this file lists for known.", valueName: "file"),
    completion: .file())
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Write what is found to this file, for --baseline; what is settled goes out of it.",
      valueName: "file"), completion: .file())
  var writeBaseline: String?

  @Option(
    help: ArgumentHelp("Make this rule an error. May be given several times.", valueName: "id"),
    completion: .list(Rule.ids))
  var error: [String] = []

  @Option(
    help: ArgumentHelp("Make this rule a warning. May be given several times.", valueName: "id"),
    completion: .list(Rule.ids))
  var warn: [String] = []

  @Option(
    help: ArgumentHelp("Turn this rule off. May be given several times.", valueName: "id"),
    completion: .list(Rule.ids))
  var off: [String] = []

  @Option(
    help: ArgumentHelp(
      "Fail unless at least so many steps were executed: a check that ran nothing proves nothing.",
      valueName: "n"))
  var minExecuted: Int?

  @OptionGroup var workers: WorkerOptions

  @Flag(help: "Make warnings count as errors.")
  var strict = false

  @Flag(help: "Stop after the first lesson that has an error.")
  var failFast = false

  @Flag(help: "List notes as well; otherwise they are counted only.")
  var notes = false

  @Flag(name: .shortAndLong, help: "Print nothing but findings.")
  var quiet = false

  func validate() throws {
    if let minExecuted, minExecuted < 1 {
      throw ValidationError("--min-executed takes a number of steps, 1 or more")
    }
  }

  /// What of the content the options leave.
  func narrowed(_ content: ContentFolder) throws -> ContentFolder {
    var content = content
    if let changed { content = try content.changed(since: changed, baseline: baseline) }
    if let shard { content = content.sharded(try Shard(shard)) }
    return content
  }

  static func profiles(in list: String?) throws -> ProfileSelection? {
    do { return try list.map { text throws(SettingsError) in try ProfileSelection(text) } } catch {
      throw CommandFailure(error.message)
    }
  }

  private static func rule(named name: String, for option: String) throws -> Rule {
    if name.contains(",") {
      throw CommandFailure("\(option) \(name): write \(option) once for each rule")
    }
    do throws(UnknownName) { return try Rule(named: name) } catch {
      throw CommandFailure("\(option) \(name): \(error.message)")
    }
  }

  func rules() throws -> Set<Rule> { Set(try rule.map { try Self.rule(named: $0, for: "--rule") }) }

  /// The levels that the command line gives rules, above those of `stepwise.yml`.
  func levels() throws -> [Rule: Diagnostic.Severity?] {
    var levels: [Rule: Diagnostic.Severity?] = [:]
    for (option, level, names) in [
      ("--error", Diagnostic.Severity.error as Diagnostic.Severity?, error),
      ("--warn", .warning, warn), ("--off", nil, off),
    ] {
      for name in names {
        let rule = try Self.rule(named: name, for: option)
        if let given = levels[rule], given != level {
          throw CommandFailure(
            "`\(name)` is given two levels; \(option) contradicts an earlier option")
        }
        levels[rule] = .some(level)
      }
    }
    return levels
  }

  /// The options by which this run reports only some of what it finds, as one would type them again.
  var selecting: [String] {
    var words: [String] = []
    for (option, values) in [("--rule", rule), ("--step", step)] {
      for value in values { words += [option, value] }
    }
    if let locale { words += ["--locale", locale] }
    if let shard { words += ["--shard", shard] }
    if let changed { words.append("--changed" + (changed == Self.base ? "" : "=\(changed)")) }
    return words
  }

  /// The options by which this run judged as it did, as one would type them again.
  var repeated: [String] {
    var words: [String] = []
    if let sdk { words += ["--sdk", sdk] }
    for (option, values) in [("--error", error), ("--warn", warn), ("--off", off)] {
      for value in values { words += [option, value] }
    }
    if let baseline { words += ["--baseline", baseline] }
    return words + (strict ? ["--strict"] : [])
  }
}
