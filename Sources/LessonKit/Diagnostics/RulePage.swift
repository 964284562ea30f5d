package import Markdown
import TokenEngine

/// What `stepwise explain` says about a rule. The pages are in `Rules/`, a file per family; the lessons in them are
/// the rule's tests.
package struct RulePage: Sendable {
  /// Files of a small content root that fails or passes.
  package struct Sample: Sendable {
    /// In the order of the page; the lesson comes first.
    package var files: [(path: String, text: String)] = []
    /// The file in which the rule finds something, and where.
    package var finding: (path: String, place: SourceLocation)?
  }

  package var rule: Rule
  /// One sentence.
  package var summary = ""
  package var why = ""
  package var fix = ""
  /// Without files where no lesson can show it.
  package var failing = Sample()
  package var passing = Sample()

  /// The pages of all rules, in the order of the families.
  package static func all() -> [RulePage] {
    [
      PackageResources.steps_md, PackageResources.runs_md, PackageResources.tokens_md,
      PackageResources.prose_md, PackageResources.documents_md, PackageResources.secrets_md,
      PackageResources.locales_md, PackageResources.meta_md,
    ].flatMap { pages(in: String(decoding: $0, as: UTF8.self)) }
  }

  package static func page(of rule: Rule) -> RulePage? { all().first { $0.rule == rule } }

  /// A heading with the rule's id, three paragraphs (what, why, how to fix), and fences with `lesson=failing` or
  /// `lesson=passing`, optionally `file=` and, where the finding stands, `at=line:column`.
  private static func pages(in text: String) -> [RulePage] {
    let source = SourceText(text)
    var pages: [RulePage] = []
    var paragraphs: [String] = []
    func finish() {
      guard !pages.isEmpty, paragraphs.count == 3 else { return }
      let last = pages.count - 1
      (pages[last].summary, pages[last].why, pages[last].fix) =
        (paragraphs[0], paragraphs[1], paragraphs[2])
    }
    for block in Document(parsing: source).blocks {
      switch block.kind {
      case .heading(let heading):
        finish()
        paragraphs = []
        if let rule = Rule(rawValue: heading.text) { pages.append(RulePage(rule: rule)) }
      case .code(let code) where !pages.isEmpty:
        let info = FenceInfo(code.info).attributes
        let part: WritableKeyPath<RulePage, Sample> =
          info["lesson"] == "failing" ? \.failing : \.passing
        pages[pages.count - 1][keyPath: part].add(code, info)
      case .paragraph: paragraphs.append(String(source.slice(block.range)))
      default: break
      }
    }
    finish()
    return pages
  }
}

extension RulePage.Sample {
  fileprivate mutating func add(_ code: CodeBlock, _ info: [String: String]) {
    let path = info["file"] ?? "lesson.md"
    files.append((path, code.code))
    let numbers = (info["at"] ?? "").split(separator: ":").compactMap { Int($0) }
    if numbers.count == 2 {
      finding = (path, SourceLocation(line: numbers[0], column: numbers[1]))
    }
  }
}

extension RulePage {
  /// As a terminal shows it, in lines of at most `width` characters except where code is wider.
  package func text(width: Int = 80) -> String {
    var text = "\(rule.rawValue) (\(rule.defaultSeverity.rawValue))\n\n"
    text += summary.wrapped(to: width)
    text += "\nWhy it matters\n\(why.wrapped(to: width, indent: "  "))"
    text += "\nHow to fix it\n\(fix.wrapped(to: width, indent: "  "))"
    text +=
      "\nWhere it is right as it stands\n  <!-- stepwise: allow \(rule.rawValue) -- your reason -->\n"
    text +=
      "  on a line of its own above it; `allow-file` anywhere is for the whole file, and\n  `rules:` in stepwise.yml for all files.\n"
    text += listing(of: failing, title: "Found here")
    text += listing(of: passing, title: "Fine")
    return text
  }

  /// All that `text` says but the lessons, for other programs.
  package static func json(_ pages: [RulePage]) -> String {
    let rules = pages.map { page -> JSONValue in
      .object([
        "id": .string(page.rule.rawValue), "level": .string(page.rule.defaultSeverity.rawValue),
        "summary": .string(page.summary), "why": .string(page.why), "fix": .string(page.fix),
      ])
    }
    return JSONValue.object(["formatVersion": 1, "rules": .array(rules)]).pretty() + "\n"
  }

  private func listing(of sample: Sample, title: String) -> String {
    sample.files.map { path, content in
      let marked = sample.finding.flatMap { $0.path == path ? $0.place.line : nil }
      let isAlone = sample.files.count == 1 && path == "lesson.md"
      var text = "\n\(title)\(isAlone ? "" : ", in \(path)")\n"
      for (index, line) in content.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast().enumerated()
      {
        text += "  \(index + 1 == marked ? ">" : " ") \(line)".trimmedEnd + "\n"
      }
      return text
    }.joined()
  }
}

extension String {
  fileprivate func wrapped(to width: Int, indent: String = "") -> String {
    var lines: [String] = []
    var line = indent
    for word in split(whereSeparator: \.isWhitespace) {
      if line.count > indent.count, line.count + 1 + word.count > width {
        lines.append(line)
        line = indent
      }
      line += (line.count == indent.count ? "" : " ") + word
    }
    return (lines + [line]).joined(separator: "\n") + "\n"
  }

  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
