import Foundation
import Functions
import LessonKit
import Markdown
import Testing
import TokenEngine

/// The three real lessons; they stay outside the repository.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: "../shared/lessons"), "the real lessons are not here"
  ))
struct RealLessonTests {
  static func judge() throws -> Judge {
    let root = "../shared/lessons"
    var files: [String: String] = [:]
    for locale in ["en", "ja"] {
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(locale)") {
        files["\(locale)/\(name)"] = try String(
          contentsOfFile: "\(root)/\(locale)/\(name)", encoding: .utf8)
      }
    }
    return try Judge(files)
  }

  @Test func steps() throws {
    let results = try Self.judge().results.sorted { $0.lesson.id < $1.lesson.id }
    #expect(
      results.map { "\($0.lesson.id.prefix(3)) \($0.lesson.kind.rawValue)" } == [
        "000 hands-on", "001 notes", "002 transcript",
      ])
    #expect(
      results[0].steps.map { $0.step.revision!.kind.rawValue } == [
        "complete", "complete", "complete", "complete",
      ])
    #expect(
      results[1].steps.map { $0.step.revision!.kind.rawValue } == [
        "complete", "complete", "complete", "fragment", "complete",
      ])
    #expect(
      results[2].steps.map { $0.step.revision!.kind.rawValue } == [
        "complete", "complete", "complete",
      ])
    #expect(results.flatMap(\.asides).isEmpty)
    #expect(results[2].steps[1].drawn == "complete 3→3")
  }

  @Test func theIdentityThatFiveDemands() throws {
    let results = try Self.judge().results.sorted { $0.lesson.id < $1.lesson.id }
    for result in results {
      let run = try #require(result.steps.last?.runs.first { $0.sdk.rawValue == "twilio-node@5" })
      #expect(run.outcome.status == .threw)
      #expect(run.outcome.failure?.message == "identity is required to be specified in options")
      let range = try #require(
        run.outcome.failure?.position.flatMap { result.steps.last!.range(of: $0) })
      let line = result.lesson.source.line(range.lowerBound.line)
      #expect(line.utf8.dropFirst(range.lowerBound.column - 1).starts(with: "new AccessToken".utf8))
    }
  }

  @Test func theSyncTokenOfLesson000() throws {
    let result = try #require(Self.judge().results.first { $0.lesson.id.hasPrefix("000") })
    let run = try #require(result.steps.last?.runs.first)
    #expect(run.sdk.rawValue == "twilio-node@3")
    #expect(run.outcome.status == .completed)
    let grants = run.outcome.tokens[0].payload["grants"]
    #expect(grants?["identity"]?.stringValue == "test")
    #expect(grants?["data_sync"]?["service_sid"]?.stringValue?.hasPrefix("IS") == true)
  }

  @Test func theFalseMarkOfLesson000() throws {
    let marks = try Self.judge().findings.filter { $0.rule == .markOnUnchangedLine }
    #expect(marks.map { "\($0.path.prefix(6)) \($0.range.lowerBound.line)" } == ["ja/000 85"])
  }

  /// What of the defects listed in lesson-shapes.md §1 a rule covers, and what is not in the folder beside them.
  @Test func everythingFound() throws {
    let found = try Self.judge().findings.filter { $0.severity != .note }
      .map { "\($0.path.dropFirst(3).prefix(3)):\($0.range.lowerBound.line) \($0.rule.rawValue)" }
    #expect(
      found.sorted() == [
        "000:107 sdk-incompatible", "000:13 broken-table", "000:168 missing-asset",
        "000:172 missing-asset", "000:174 unknown-name", "000:176 missing-asset",
        "000:182 broken-link", "000:21 missing-asset", "000:50 step-number-gap",
        "000:85 mark-on-unchanged-line", "000:9 missing-asset",
        "001:13 swallowed-indent", "001:3 wiki-link", "001:38 sdk-incompatible",
        "001:98 content-type-mismatch", "002:103 content-type-mismatch", "002:89 sdk-incompatible",
      ])
  }
}
