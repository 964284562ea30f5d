import JavaScript
import Markdown
import TokenEngine

/// Markdown → Lesson: front matter, snippets, directives and inline expectations, with what is wrong in them.
package final class LessonParser {
  private let defaults: LessonSettings
  private let reader: SyntaxReader

  package init(defaults: LessonSettings, reader: SyntaxReader) {
    self.defaults = defaults
    self.reader = reader
  }

  package func parse(
    _ text: String, of page: Site.Page, _ diagnostics: inout [Diagnostic]
  ) -> Lesson {
    let source = SourceText(text)
    let repair = FenceRepair(source, path: page.path)
    let document = repair.document
    diagnostics += repair.findings
    var lesson = Lesson(
      id: page.place.lesson, locale: page.locale, path: page.path, title: "",
      isFolderPage: page.place.isFolderPage,
      settings: defaults, source: source, document: document)
    readFrontMatter(of: document, into: &lesson, &diagnostics)
    if lesson.title.isEmpty {
      let first = document.blocks.lazy.compactMap(\.heading).first { $0.level == 1 }
      lesson.title =
        first?.text.trimmed ?? page.place.lesson.split(separator: "/").last.map(String.init)
        ?? "Index"
    }
    readBlocks(of: document, into: &lesson, &diagnostics)
    return lesson
  }

  // MARK: - Front matter

  private func readFrontMatter(
    of document: Document, into lesson: inout Lesson, _ diagnostics: inout [Diagnostic]
  ) {
    guard let front = document.frontMatter else { return }
    guard front.isClosed else {
      diagnostics.append(
        Diagnostic(
          .badFrontMatter,
          "the front matter is not closed: put `---` on a line of its own after it",
          path: lesson.path, range: front.range))
      return
    }
    do throws(SettingsError) {
      let members = try SettingsReader.members(of: front.text)
      lesson.wishes = AddressWishes(of: members, in: front, of: lesson.source)
      for (key, node) in members where !node.isNull {
        switch key.text {
        case "title": lesson.title = try SettingsReader.text(node)
        case "description": lesson.description = try SettingsReader.text(node)
        case "locale":
          let text = try SettingsReader.text(node)
          if text != lesson.locale.text {
            throw SettingsError(
              "`\(text)` is not the language of this file: its path says `\(lesson.locale)`",
              line: node.line)
          }
        case "url", "aliases":
          var wishes = AddressWishes()
          try wishes.read(key.text, node, in: front, of: lesson.source)
        case "updated": lesson.updated = try SettingsReader.date(node)
        // Other hosts have it, too, and write in it what they like.
        case "date": lesson.updated = lesson.updated ?? (try? SettingsReader.date(node))
        case "function": lesson.function = try SettingsReader.text(node)
        // Hosts of demos call their frameworks so, too.
        case "sdk"
        where node.text.first?.isLetter == true && !Self.isMeantAsProfile(node.text):
          break
        default: try lesson.settings.read(key.text, node)
        }
      }
      // Last, so that one misspelt key does not keep the others from being applied.
      let own = LessonSettings.keys + Self.ownKeys
      for (key, _) in members { try key.refuseNearMiss(of: own) }
    } catch {
      diagnostics.append(
        Diagnostic(
          .badFrontMatter, "\(error.message) (in the front matter, which is YAML)",
          path: lesson.path, range: front.range(ofLine: error.line, in: lesson.source)))
    }
  }

  /// What only front matter has.
  static let ownKeys = [
    "title", "description", "locale", "function", "updated", "url", "aliases",
  ]

  /// `twilio-node@9`, `twilo-node5`, `node-18`.
  private static func isMeantAsProfile(_ sdk: String) -> Bool {
    sdk.contains("@") || sdk.contains("twilio")
      || sdk.contains("node") && sdk.contains(where: \.isNumber)
      || sdk.split { !$0.isLetter }.contains { Misspelling.is(String($0), of: "twilio", least: 5) }
  }

  // MARK: - Blocks

  private func readBlocks(
    of document: Document, into lesson: inout Lesson, _ diagnostics: inout [Diagnostic]
  ) {
    var heading: Heading?
    var pending: [Directive] = []
    var named: String?
    var prose = Prose()
    let directives = DirectiveReader(source: lesson.source)
    for block in document.blocks {
      for (range, result) in directives.directives(in: block) {
        switch result {
        case .success(let directive):
          pending.append(directive)
          lesson.directives.append(directive)
        case .failure(let fault):
          diagnostics.append(
            Diagnostic(fault.rule, fault.message, path: lesson.path, range: range))
        }
      }
      switch block.kind {
      case .heading(let found):
        heading = found
        named = fileName(in: block)
        prose.append(block)
      case .paragraph, .table:
        if block.isParagraph { named = fileName(in: block) ?? named }
        if prose.text.isEmpty, let last = lesson.snippets.indices.last {
          lesson.snippets[last].trail.append(block)
        }
        prose.append(block)
      case .code(let code):
        let info = FenceInfo(code.info)
        if let part = info.attributes["expected"] {
          readExpectation(part, code, into: &lesson, &diagnostics)
        } else if var snippet = snippet(code, info, file: named, directives: pending) {
          snippet.heading = heading?.text
          snippet.headingNumber = heading.flatMap { StepNumber.parse($0.text) }
          snippet.lead = prose
          lesson.snippets.append(snippet)
          pending = []
          named = nil
          prose = Prose()
        }
      default: break
      }
    }
    for directive in pending where directive.action.needsSnippet {
      diagnostics.append(
        Diagnostic(
          .badDirective, "no JavaScript snippet follows this directive, so it applies to nothing",
          path: lesson.path, range: directive.range))
    }
  }

  private func snippet(
    _ block: CodeBlock, _ info: FenceInfo, file: String?, directives: [Directive]
  ) -> Snippet? {
    let dialect = info.javaScript
    guard dialect != nil || info.language == nil || info.language == "diff" else { return nil }
    let patch = info.isDiff ? Patch(block.lines) : nil
    if dialect == nil, info.language == "diff", patch == nil { return nil }
    let code = patch?.after ?? block.lines
    let lexed = lex(code.map { $0.text + "\n" }.joined())
    // What a diff only removes leaves no code.
    if patch == nil, lexed.source.trimmed.isEmpty { return nil }
    let written = patch.map { lex($0.before.map { $0.text + "\n" }.joined()) }
    if dialect == nil, !ContentRecognition.looksLikeJavaScript(lexed),
      !(written.map(ContentRecognition.looksLikeJavaScript) ?? false), patch?.file == nil
    {
      return nil
    }
    let reading = reader.reading(of: lexed, language: dialect)
    if dialect == nil, patch == nil, case .invalid = reading { return nil }
    let lines = NormalLine.lines(of: lexed, count: code.count)
    let comment = lines.first.flatMap { $0.isCode ? nil : $0.comments.first }
    let declared = directives.lazy.compactMap(\.action.fileName).last
    return Snippet(
      block: block, code: code, patch: patch, highlighted: info.highlighted, language: dialect,
      reading: reading, lines: lines,
      replaced: written.map { NormalLine.lines(of: $0, count: patch?.before.count ?? 0) },
      names: Names(lexed),
      file: (declared ?? info.file ?? patch?.file ?? comment.flatMap(FileName.inComment) ?? file)
        .map(FileName.normalised),
      directives: directives)
  }

  private func readExpectation(
    _ part: String, _ code: CodeBlock, into lesson: inout Lesson, _ diagnostics: inout [Diagnostic]
  ) {
    func report(_ message: String) {
      diagnostics.append(
        Diagnostic(.badDirective, message, path: lesson.path, range: code.range))
    }
    guard let part = InlineExpectation.Part(rawValue: part) else {
      return report("`expected=` takes payload, header or response, not `\(part)`")
    }
    guard let index = lesson.snippets.indices.last else {
      return report("no snippet comes before this expectation, so nothing can be compared with it")
    }
    do {
      let value = try JSONValue(parsing: code.code)
      lesson.snippets[index].expectations.append(
        InlineExpectation(part: part, value: value, block: code))
    } catch {
      report("this expectation is not JSON: \(error.description)")
    }
  }

  /// A heading or a short paragraph that is a file name: `### hooks/token.js`, "`token.js`:".
  private func fileName(in block: Block) -> String? {
    var text = (block.codeSpans.count == 1 ? block.codeSpans[0].text : block.text).trimmed
    if let last = text.last, last == ":" || last == "：" { text.removeLast() }
    guard block.text.count <= 80, !text.contains(where: \.isWhitespace),
      FileName.isJavaScript(text)
    else { return nil }
    // In a longer sentence the file may be any that it speaks of.
    let rest = block.text.count - text.count
    return rest <= 24 ? text : nil
  }
}

extension Block {
  var heading: Heading? {
    if case .heading(let heading) = kind { heading } else { nil }
  }

  var isParagraph: Bool {
    if case .paragraph = kind { true } else { false }
  }
}

extension Directive.Action {
  fileprivate var fileName: String? {
    if case .file(let name, _) = self { name } else { nil }
  }

  fileprivate var needsSnippet: Bool {
    switch self {
    case .allow, .allowFile: false
    default: true
    }
  }
}

extension SourceLocation {
  func advanced(by columns: Int) -> SourceLocation {
    SourceLocation(line: line, column: column + columns)
  }
}
