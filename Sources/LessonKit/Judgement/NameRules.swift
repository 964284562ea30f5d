import Functions
import Markdown

/// Names in the text that are nearly names of the code, and variables that nobody tells the reader to set.
struct NameRules {
  private let lesson: Lesson
  private let words: WorkshopWords

  /// - Parameter words: of the workshop up to this lesson and with it.
  init(_ lesson: Lesson, words: WorkshopWords) {
    self.lesson = lesson
    self.words = words
  }

  // MARK: - Names

  func unknownNames() -> [Doubt] {
    var uses: [String: Int] = [:]
    let spans = lesson.document.blocks.flatMap(\.codeSpans)
    for span in spans { uses[span.text, default: 0] += 1 }
    let unknown = spans.compactMap { span -> (span: CodeSpan, name: Substring)? in
      // What an author writes so often is no slip, and one header is misspelt by its standard.
      guard uses[span.text, default: 0] < 3, mayBeUnknown(span.text),
        let name = span.text.wholeMatch(of: Self.path)?.2, name.count >= 4,
        !words.known.contains(WorkshopWords.folded(String(name))), name.lowercased() != "referer"
      else { return nil }
      return (span, name)
    }
    let targets = targets(near: Set(unknown.map { String($0.name) }))
    return unknown.compactMap { span, part in
      let name = String(part)
      guard let (meant, isOnly) = nearest(to: name, among: targets[name] ?? []) else { return nil }
      var finding = Diagnostic(
        .unknownName,
        "`\(name)` is the name of nothing in the code, the tokens and the replies of this workshop; did you mean `\(meant)`?",
        path: lesson.path, range: span.range)
      if let range = range(of: part, in: span) {
        // Where two names are as near, the author has to choose.
        finding.fixes = [
          .init(
            safety: isOnly ? .safe : .unsafe,
            message: "write `\(span.text.replacingCharacters(of: part, with: meant))`",
            edits: [.init(range: range, text: meant)])
        ]
      }
      return Doubt(finding: finding, question: .nameIsKnown(WorkshopWords.folded(name)))
    }
  }

  /// `name`, `owner.name`, `owner.name()`. A literal in place would be compiled anew at every use.
  private nonisolated(unsafe) static let path = /([A-Za-z_$][\w$]*\.)*([A-Za-z_$][\w$]*)(\(\))?/

  /// Whether what would be the name in a code span is not known: most are, and a regular expression costs more.
  private func mayBeUnknown(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.isASCIIWordPart else { return false }
    let name = (text.hasSuffix("()") ? text.dropLast(2) : text[...]).split(separator: ".").last
    return name.map { !words.known.contains(WorkshopWords.folded(String($0))) } ?? false
  }

  /// The names of the code that each may be a slip for, in order.
  private func targets(near names: Set<String>) -> [String: [String]] {
    if names.isEmpty { return [:] }
    var owners: [[UInt8]: [String]] = [:]
    for name in names {
      for form in Misspelling.forms(of: name) { owners[form, default: []].append(name) }
    }
    let lengths = Set(owners.keys.lazy.map(\.count))
    var targets: [String: Set<String>] = [:]
    for target in words.names where target.utf8.count >= 4 && mayBeNear(target, lengths) {
      for form in Misspelling.forms(of: target) {
        for name in owners[form] ?? [] { targets[name, default: []].insert(target) }
      }
    }
    return targets.mapValues { $0.sorted() }
  }

  /// Whether a name is about as long as one of these forms: underscores between its words add some.
  private func mayBeNear(_ name: String, _ lengths: Set<Int>) -> Bool {
    let count = name.utf8.count
    return (count - 1...count + 8).contains(where: lengths.contains)
  }

  /// `syncGrant` rather than `SyncGrant` for `syncGrnat`.
  ///
  /// - Returns: besides, whether no other name may be meant.
  private func nearest(
    to name: String, among targets: [String]
  ) -> (name: String, isOnly: Bool)? {
    // Few letters and one less make another word too easily: `foldr` is no `folder`.
    let near = targets.filter {
      Misspelling.is(name, of: $0, least: $0.utf8.count > name.utf8.count ? 7 : 6)
    }
    let alike = near.filter { $0.first == name.first }
    let best = alike.isEmpty ? near : alike
    return best.first.map { ($0, best.count == 1) }
  }

  /// Where a part of a code span stands; nil where line breaks or escapes hide it.
  private func range(of name: Substring, in span: CodeSpan) -> SourceRange? {
    let (start, end) = (span.range.lowerBound, span.range.upperBound)
    let text = span.text
    // One backtick on each side, or as many as there are on both.
    let signs = end.column - start.column - text.utf8.count
    guard start.line == end.line, signs > 0, signs.isMultiple(of: 2) else { return nil }
    let before = text.utf8.distance(from: text.startIndex, to: name.startIndex)
    let place = start.advanced(by: signs / 2 + before)
    let range = place..<place.advanced(by: name.utf8.count)
    return lesson.source.slice(range) == name ? range : nil
  }

  // MARK: - Variables

  /// What every Function and every Node process has, and what Twilio sets at the click of a box.
  private static let given: Set<String> = [
    "ACCOUNT_SID", "AUTH_TOKEN", "DOMAIN_NAME", "SERVICE_SID", "ENVIRONMENT_SID", "PATH",
    "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_REGION", "TWILIO_EDGE", "NODE_ENV", "PORT",
    "HOME", "USER", "PWD", "DEBUG", "CI", "TZ", "LANG", "NODE_OPTIONS", "FUNCTIONS_ENV",
  ]

  /// - Parameter reported: variables already found in this workshop.
  func undocumentedVariables(
    in results: [StepResult], _ reported: inout Set<String>
  ) -> [Doubt] {
    var doubts: [Doubt] = []
    for result in results {
      for read in result.primary?.outcome.reads ?? [] where read.source == .environment {
        guard !reported.contains(read.name), !Self.given.contains(read.name),
          !words.told.contains(read.name), WorkshopWords.words(in: read.name) == [read.name],
          !isSet(read.name, in: result), let line = line(that: read.name, in: result)
        else { continue }
        reported.insert(read.name)
        let finding = Diagnostic(
          .undocumentedVariable,
          "the program reads the environment variable `\(read.name)`, but the workshop never tells the reader to set it; name it where the environment is set up, with where its value comes from",
          path: line.path, range: line.range, address: result.address)
        doubts.append(Doubt(finding: finding, question: .variableIsDocumented(read.name)))
      }
    }
    return doubts
  }

  /// Whether the program itself gives a variable its value.
  private func isSet(_ name: String, in result: StepResult) -> Bool {
    (result.step.revision?.lines ?? []).contains { line in
      ["env . \(name) =", "delete env . \(name)", "delete process . env . \(name)"].contains {
        " \(line.normal.code) ".contains(" \($0) ")
      }
    }
  }

  /// Where a program reads a variable: after `context.` or `env.`, else where it is first named.
  private func line(
    that name: String, in result: StepResult
  ) -> (path: String, range: SourceRange)? {
    let lines = result.step.revision?.lines ?? []
    let members = ["context.\(name)", "env.\(name)", "context[\"\(name)\"]", "context['\(name)']"]
    let line =
      lines.first { line in
        members.contains { line.text.contains($0) }
          && WorkshopWords.words(in: line.text).contains(name)
      } ?? lines.first { WorkshopWords.words(in: $0.normal.code).contains(name) }
    guard let line, let place = line.text.range(ofWord: name) else { return nil }
    let start = SourceLocation(line: line.origin.line, column: line.origin.columnOffset + place + 1)
    return (line.origin.path, start..<start.advanced(by: name.utf8.count))
  }
}

extension String {
  fileprivate func replacingCharacters(of part: Substring, with text: String) -> String {
    String(self[..<part.startIndex]) + text + self[part.endIndex...]
  }

  /// The UTF-8 offset at which a name first stands as a word of its own.
  fileprivate func range(ofWord name: String) -> Int? {
    func isPart(_ character: Character?) -> Bool {
      character.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" } ?? false
    }
    for range in ranges(of: name)
    where !isPart(self[..<range.lowerBound].last) && !isPart(self[range.upperBound...].first) {
      return utf8.distance(from: startIndex, to: range.lowerBound)
    }
    return nil
  }
}
