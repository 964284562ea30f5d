import Foundation
import LessonKit

/// One of several equal parts of a check: `2/5`.
struct Shard {
  let number: Int
  let count: Int

  init(_ text: String) throws {
    let parts = text.split(separator: "/").map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1,
      number <= count, count <= 1000
    else {
      throw CommandFailure(
        "--shard \(text) names no part; write I/N, as in 1/3, 2/3 and 3/3 for three jobs")
    }
    self.number = number
    self.count = count
  }
}

extension ContentFolder {
  /// The workshops of one part. Workshops stay whole, because their lessons are judged together; the largest
  /// are dealt out first, each to the part that has least.
  func sharded(_ shard: Shard) -> ContentFolder {
    let weights = site.workshops.enumerated().map { index, workshop in
      (
        index: index,
        bytes: workshop.pages.reduce(0) { $0 + (site.text(of: $1.path)?.utf8.count ?? 0) + 1 }
      )
    }
    var loads = [Int](repeating: 0, count: shard.count)
    var own: Set<String> = []
    for one in weights.sorted(by: { ($1.bytes, $0.index) < ($0.bytes, $1.index) }) {
      let part = loads.indices.min { loads[$0] < loads[$1] }!
      loads[part] += one.bytes
      if part == shard.number - 1 { own.formUnion(site.workshops[one.index].pages.map(\.path)) }
    }
    // What belongs to no lesson is told once.
    return narrowed(to: own, withRest: shard.number == 1)
  }

  /// The workshops that what changed since a commit may have changed, in every locale.
  ///
  /// - Parameters:
  ///   - reference: `JudgingOptions.base` for the base of the pull request or what a push came after, else for the
  ///     last commit.
  ///   - baseline: a file that decides of every finding, so that its change concerns every lesson.
  func changed(since reference: String, baseline: String?) throws -> ContentFolder {
    guard let repository = Self.gitFolder(of: root) else {
      throw CommandFailure(
        "`\(root)` is in no git repository, so --changed has nothing to compare with")
    }
    var reference = reference
    if reference == JudgingOptions.base {
      let base = ProcessInfo.processInfo.environment["GITHUB_BASE_REF"] ?? ""
      let known = base.isEmpty ? Self.commitBefore : "origin/" + base
      if known == nil, Terminal.isInCI {
        Terminal.inform(
          "--changed does not know what this job has changed, so everything is judged; name what to compare with: --changed=REF"
        )
        return self
      }
      reference = known ?? "HEAD"
      // The first push of a branch came after nothing.
      if !reference.isEmpty, reference.allSatisfy({ $0 == "0" }) { return self }
      // So did the first commit, which is being made.
      if reference == "HEAD",
        Git.output(["rev-parse", "--verify", "-q", "HEAD"], in: repository) == nil
      {
        return self
      }
    }
    guard
      let commit = Git.output(
        ["merge-base", "--end-of-options", reference, "HEAD"], in: repository),
      let changes = Git.output(
        [
          "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z",
          String(decoding: commit.dropLast(), as: UTF8.self), "--",
        ], in: repository),
      let added = Git.output(
        ["ls-files", "--others", "--exclude-standard", "-z"], in: repository)
    else {
      throw CommandFailure(
        "`\(reference)` cannot be reached from here, so what changed since is not known. A clone of one commit has no history: in GitHub Actions give actions/checkout `fetch-depth: 0`, elsewhere fetch the reference, or name another one: --changed=REF"
      )
    }
    let changed = Git.paths(changes) + Git.paths(added)
    if let baseline, let path = Self.below(repository, baseline), changed.contains(path) {
      return self
    }
    let paths = changed.map(places.pathBelowRoot)
    let gone = paths.filter { path in
      (Self.isMarkdown(path) && !path.hasPrefix("../") || Self.isExpectation(path))
        && Self.kind(of: root + "/" + path) == nil
    }
    return narrowed(
      to: site.lessons(touchedBy: paths), withRest: true,
      gone: (gone, reference == "HEAD" ? "the last commit" : reference))
  }

  static func isExpectation(_ path: String) -> Bool {
    path.hasPrefix("expected/") && path.hasSuffix(".json")
  }

  /// What came before the push, or below the merge queue's change, that started a job of GitHub Actions; zeros for a
  /// new branch.
  private static var commitBefore: String? {
    let environment = ProcessInfo.processInfo.environment
    guard let path = environment["GITHUB_EVENT_PATH"],
      let data = FileManager.default.contents(atPath: path),
      let event = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return nil }
    switch environment["GITHUB_EVENT_NAME"] {
    case "push": return event["before"] as? String
    case "merge_group": return (event["merge_group"] as? [String: Any])?["base_sha"] as? String
    default: return nil
    }
  }
}
