import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

enum Format: String, CaseIterable { case human, concise, json, sarif, junit, github }

/// The reports of one run: one on standard output, any number in files, and GitHub's where it runs us.
struct Reports {
  private struct Report {
    var format: any ReportFormat
    var destination: Destination
    var text = ""
    var tellsChanges = false
  }

  private enum Destination {
    case output
    case errorOutput
    case file(String)
    /// Added to what other steps of the job wrote.
    case appended(String)
  }

  private var reports: [Report] = []
  private let places: Places
  private let options: JudgingOptions
  /// Where a person reads on, after everything was told once.
  private let changes: FindingChanges?

  /// - Parameters:
  ///   - given: `FORMAT` or `FORMAT=FILE`, as on the command line.
  ///   - changes: since what was reported before, of which the text on standard output tells no more.
  init(
    _ given: [String], options: JudgingOptions, content: ContentFolder, arguments: [String],
    changes: FindingChanges? = nil
  ) throws {
    let places = content.places
    self.places = places
    self.options = options
    self.changes = changes
    changes?.begin()
    let rerun = Rerun(
      places, arguments: arguments, options: options.repeated, selection: options.selecting)
    func format(_ format: Format, style: HumanFormat.Style, recap: Bool) -> any ReportFormat {
      switch format {
      case .human:
        HumanFormat(places, style: style, showsNotes: options.notes, rerun: recap ? rerun : nil)
      case .concise: ConciseFormat(places, showsNotes: options.notes)
      case .json: JSONFormat(root: content.root, version: StepwiseCommand.version)
      case .sarif: SARIFFormat(places, version: StepwiseCommand.version)
      case .junit: JUnitFormat(places)
      case .github: GitHubFormat(places)
      }
    }
    let parsed = try given.map(Self.parse)
    for case let file? in parsed.map(\.file) { try Self.requireFolder(of: file) }
    let standard = parsed.filter { $0.file == nil }
    guard standard.count <= 1 else {
      throw CommandFailure(
        "only one format can go to standard output; write the others to files: --format json=FILE")
    }
    let main = standard.first?.format ?? .human
    reports.append(
      Report(
        format: format(main, style: Terminal.style, recap: !options.quiet), destination: .output,
        tellsChanges: changes?.isFirst == false && [.human, .concise].contains(main)))
    for (kind, file) in parsed {
      guard let file else { continue }
      reports.append(
        Report(format: format(kind, style: .plain, recap: true), destination: .file(file)))
    }
    let environment = ProcessInfo.processInfo.environment
    guard environment["GITHUB_ACTIONS"] == "true" else { return }
    if main != .github {
      // GitHub reads its commands on both streams; a report for a program is not to be mixed with them.
      let isText = main == .human || main == .concise
      reports.append(
        Report(format: GitHubFormat(places), destination: isText ? .output : .errorOutput))
    }
    if let file = environment["GITHUB_STEP_SUMMARY"], !file.isEmpty {
      reports.append(Report(format: GitHubSummary(places), destination: .appended(file)))
    }
  }

  private static func parse(_ text: String) throws -> (format: Format, file: String?) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map(String.init)
    guard let format = Format(rawValue: parts[0]) else {
      let near = parts[0].nearest(among: Format.allCases.map(\.rawValue))
      let all = Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(
        "there is no format `\(parts[0])`; "
          + (near.map { "did you mean `\($0)`?" } ?? "there are \(all)"))
    }
    if parts.count == 2, parts[1].isEmpty {
      throw CommandFailure("--format \(text) names no file; write --format \(parts[0])=FILE")
    }
    return (format, parts.count == 2 ? parts[1] : nil)
  }

  mutating func add(_ result: LessonResult?, _ findings: [Diagnostic]) {
    let new = changes?.new(
      findings.filter { $0.isShown(notes: options.notes) }, in: result?.lesson)
    for index in reports.indices {
      let told = reports[index].tellsChanges ? new ?? findings : findings
      say(reports[index].format.add(result, told), at: index)
    }
  }

  mutating func end(_ summary: Summary) throws {
    let told = changes?.end(summary, places, isQuiet: options.quiet)
    for index in reports.indices {
      let end = reports[index].format.end(summary)
      say(reports[index].tellsChanges ? told ?? end : end, at: index)
      switch reports[index].destination {
      case .output, .errorOutput: break
      case .file(let file): try Self.save(reports[index].text, to: file)
      case .appended(let file):
        let earlier = FileManager.default.contents(atPath: file) ?? Data()
        try Self.save(String(decoding: earlier, as: UTF8.self) + reports[index].text, to: file)
      }
    }
  }

  private mutating func say(_ text: String, at index: Int) {
    switch reports[index].destination {
    case .output: Terminal.write(text)
    case .errorOutput: Terminal.report(text)
    case .file, .appended: reports[index].text += text
    }
  }

  /// What cannot be written is better known before everything is run.
  static func requireFolder(of file: String) throws {
    let folder = ContentFolder.parent(of: file)
    guard ContentFolder.kind(of: folder) == .folder else {
      throw CommandFailure("`\(file)` cannot be written: there is no folder `\(folder)`")
    }
    if ContentFolder.kind(of: file) == .folder {
      throw CommandFailure("`\(file)` cannot be written: it is a folder; name a file in it")
    }
  }

  private static func save(_ text: String, to file: String) throws {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: file)) } catch {
      throw CommandFailure("`\(file)` cannot be written")
    }
  }
}
