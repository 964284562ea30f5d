import ArgumentParser
import LessonKit

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Applies the fixes of what is found, judges the result, and so on until nothing can be fixed any more.
struct Fixing {
  let content: ContentFolder
  let options: JudgingOptions
  /// Whether fixes that change code or prose are applied too.
  let isUnsafe: Bool

  /// A lesson shows a mistake once; mended, it may show at the next step.
  private static let mostRounds = 50

  struct Result {
    /// The new texts of the files that change, by path below the root.
    var texts: [String: String] = [:]
    var fixes = 0
    /// Of these, how many were for what showed only when the others were made.
    var later = 0
    /// Whether anything is an error before.
    var hadErrors = false
  }

  func result() throws -> Result {
    var result = Result()
    var seen: Set<[String: String]> = [[:]]
    let workers = options.workers.pool()
    defer { workers.close() }
    let lanes = workers.lanes.remembering(OutcomeMemory())
    let memory = BuildMemory()
    for round in 0..<Self.mostRounds {
      let folder = content.replacing(result.texts)
      var fixes: [String: [Diagnostic.Fix]] = [:]
      try Judging(
        content: folder, options: options, arguments: [], lanes: lanes, memory: memory
      ).judge(
        try BaselineFile(options, content, arguments: [])
      ) { _, findings in
        for finding in findings where finding.suppressed == nil {
          if round == 0, finding.severity == .error { result.hadErrors = true }
          let fix = finding.fixes.first { isUnsafe || $0.safety == .safe }
          if let fix { fixes[finding.path, default: []].append(fix) }
        }
      }
      var texts = result.texts
      var count = 0
      for (path, fixes) in fixes {
        guard let text = folder.site.text(of: path) else { continue }
        let fixed = FixedText(text, fixes: fixes)
        count += fixed.applied.count
        if fixed.text != text { texts[path] = fixed.text }
      }
      // Fixes that undo each other would go round for ever.
      guard texts != result.texts, seen.insert(texts).inserted else { break }
      result.texts = texts
      result.fixes += count
      if round > 0 { result.later += count }
    }
    return result
  }

  /// - Returns: the exit code: what it was without the fixes.
  func show() throws -> ExitCode {
    let result = try result()
    for path in result.texts.keys.sorted() {
      let name = content.places.display(path)
      let diff = UnifiedDiff(
        from: content.site.text(of: path) ?? "", to: result.texts[path] ?? "")
      Terminal.write(
        diff.text(old: "a/" + name, new: "b/" + name, hasColour: Terminal.style.hasColour))
    }
    if !options.quiet {
      Terminal.inform("\(summary(of: result, done: "would be applied")); nothing was written")
    }
    return result.hadErrors ? ExitCode(1) : .success
  }

  /// Writes what is fixed.
  func apply() throws {
    let result = try result()
    for path in result.texts.keys.sorted() {
      let file = content.places.display(path)
      do { try Data((result.texts[path] ?? "").utf8).write(to: URL(fileURLWithPath: file)) } catch {
        throw CommandFailure("`\(file)` cannot be written, so its findings were not fixed")
      }
    }
    if !options.quiet { Terminal.inform(summary(of: result, done: "applied")) }
  }

  private func summary(of result: Result, done: String) -> String {
    if result.fixes == 0 { return "there is nothing to fix" }
    let files = result.texts.count
    let later =
      result.later == 0 ? "" : " (\(result.later) for what showed once the others were made)"
    return
      "\(result.fixes) fix\(result.fixes == 1 ? "" : "es") in \(files) file\(files == 1 ? "" : "s") \(done)\(later)"
  }
}
