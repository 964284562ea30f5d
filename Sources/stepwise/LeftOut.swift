import LessonKit

/// What of a content root is not judged, by reason, so that nothing turns green without a word.
struct LeftOut {
  /// By `include` and `exclude`.
  var unselected: [String] = []
  /// Links out of the content.
  var links: [String] = []
  /// Links of `static/` to folders of the content, or to nothing.
  var linkedFolders: [String] = []
  var ignored: [String] = []
  /// Files that others call Markdown.
  var unknown: [String] = []
  /// Folders.
  var unreadable: [String] = []
  var gone: [String] = []
  /// What `gone` compares with.
  var reference = ""
  /// Rules with a lower level than their own, and who gave it.
  var lowered: [(rule: Rule, level: Diagnostic.Severity?, isOption: Bool)] = []

  /// - Parameter display: a path below the root as the user would write it.
  func lines(_ display: (String) -> String) -> [String] {
    [
      ("left out by include and exclude in stepwise.yml", unselected),
      ("not followed, since links lead out of the content", links),
      ("not followed, since they are links to folders or to nothing", linkedFolders),
      ("ignored by git", ignored),
      ("not read, since only .md and .markdown are", unknown),
      ("folders that cannot be read", unreadable),
      ("gone since \(reference)", gone),
    ].compactMap { reason, paths in
      paths.isEmpty ? nil : "\(reason): \(Self.list(paths.map(display), most: 4))"
    } + rules
  }

  /// - Parameter inside: the path below the root; nil for the root itself.
  func whyNothing(of path: String, _ inside: String?) -> String {
    func hasSome(_ paths: [String]) -> Bool {
      inside.map { own in paths.contains { $0 == own || $0.hasPrefix(own + "/") } } ?? !paths
        .isEmpty
    }
    if hasSome(unselected) {
      return "of `\(path)`, `include` and `exclude` in stepwise.yml leave nothing to read"
    }
    if hasSome(ignored) { return "git ignores what `\(path)` holds, so it is not read" }
    if hasSome(links) {
      return "`\(path)` leads out of the content, and such links are not followed"
    }
    return "`\(path)` holds no Markdown file (.md or .markdown), so there is no lesson to read"
  }

  private var rules: [String] {
    [false, true].compactMap { isOption in
      let own = lowered.filter { $0.isOption == isOption }.map { one in
        "\(one.rule.rawValue) \(one.level?.rawValue ?? "off")"
      }
      let place = isOption ? "on the command line" : "in stepwise.yml"
      return own.isEmpty ? nil : "rules turned down \(place): \(Self.list(own, most: 6))"
    }
  }

  private static func list(_ names: [String], most: Int) -> String {
    if names.count <= most { return names.joined(separator: ", ") }
    return "\(names.prefix(most - 1).joined(separator: ", ")) and \(names.count - most + 1) more"
  }

  /// - Parameter levels: those that the command line gives.
  mutating func note(
    _ rules: [Rule: Diagnostic.Severity?], levels: [Rule: Diagnostic.Severity?]
  ) {
    let order = Diagnostic.Severity.allCases
    lowered = Rule.allCases.compactMap { rule in
      guard let level = rules[rule] else { return nil }
      let isLower = level.map {
        order.firstIndex(of: $0)! > order.firstIndex(of: rule.defaultSeverity)!
      }
      return isLower ?? true ? (rule, level, levels[rule] != nil) : nil
    }
  }
}
