import LessonKit
import Markdown

/// Judges Markdown held in memory: what the tests of this target share.
struct Judge {
  var results: [LessonResult] = []
  var findings: [Diagnostic] = []

  /// - Parameter files: Markdown by path below the root.
  init(
    _ files: [String: String], configuration: String = "", expected: [String: String] = [:],
    assets: Set<String> = [], lanes: Lanes = .inProcess()
  ) throws {
    let site = Site(
      configuration: try SiteConfiguration(yaml: configuration),
      files: files.keys.sorted().map { path in
        SourceFile(path: path) { .success(Array(files[path]!.utf8)) }
      }, expected: expected, exists: { assets.contains($0) },
      isFolder: { path in (assets.union(files.keys)).contains { $0.hasPrefix(path + "/") } })
    var results: [LessonResult] = []
    var findings: [Diagnostic] = []
    let rest = Build(site, lanes: lanes).judge { result, found in
      results.append(result)
      findings += found
    }
    self.results = results
    self.findings = findings + rest
  }

  init(_ markdown: String) throws { try self.init(["lesson.md": markdown]) }

  var steps: [StepResult] { results.flatMap(\.steps) }

  /// `line:column severity id`, notes and the finding that a step was not run left out.
  var places: [String] {
    findings.filter { $0.severity != .note && $0.suppressed == nil }.map {
      "\($0.range.lowerBound.line):\($0.range.lowerBound.column) \($0.severity) \($0.rule.rawValue)"
    }
  }
}

extension StepResult {
  /// Whether and how its program grew: `complete +2 −1`.
  var drawn: String {
    guard let revision = step.revision else { return "unplaced" }
    let changes = revision.changes.map { change in
      let lines = change.lines.map {
        $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
      }
      let old = change.previousLines.map {
        $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
      }
      return switch change.kind {
      case .added: "+\(lines!)"
      case .removed: "−\(old!)"
      case .changed: "\(old!)→\(lines!)"
      case .moved: "\(old!)⇒\(lines!)"
      }
    }
    return ([revision.kind.rawValue] + changes).joined(separator: " ")
  }
}
