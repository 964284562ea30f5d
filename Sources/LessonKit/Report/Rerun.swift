import Markdown

/// What to type to see one finding again, or to have what can be fixed fixed.
package struct Rerun: Sendable {
  private let places: Places
  private let arguments: [String]
  private let options: [String]
  private let selection: [String]

  /// - Parameters:
  ///   - arguments: the paths of this run.
  ///   - options: options of this run by which it judged as it did, such as `--strict`.
  ///   - selection: those by which it reported only some of it, such as `--rule`.
  package init(
    _ places: Places, arguments: [String], options: [String], selection: [String] = []
  ) {
    self.places = places
    self.arguments = arguments
    self.options = options
    self.selection = selection
  }

  package var again: String { line(arguments + options) }

  package var fix: String { line(arguments + selection + options + ["--fix"]) }

  package var unsafeFix: String {
    line(arguments + selection + options + ["--unsafe-fixes", "--diff"])
  }

  package func command(for finding: Diagnostic) -> String {
    let isLesson = places.source(of: finding.path, near: nil) != nil
    // Only a configured root is found by a path below it.
    var words = [places.isConfigured && isLesson ? places.display(finding.path) : places.root]
    if let address = finding.address { words += ["--step", address] }
    return line(words + ["--rule", finding.rule.rawValue] + options)
  }

  private func line(_ words: [String]) -> String {
    (["stepwise", "check"] + words.map(\.shellWord)).joined(separator: " ")
  }
}

extension String {
  /// As a shell takes it for one word.
  fileprivate var shellWord: String {
    let isPlain =
      !isEmpty && !hasPrefix("#") && !hasPrefix("~")
      && allSatisfy { $0.isLetter || $0.isNumber || "-_./@:#=,+%".contains($0) }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
