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
      for (key, node) in try SettingsReader.members(of: front.text) {
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
        case "function": lesson.function = try SettingsReader.text(node)
        default: try lesson.settings.read(key.text, node)
        }
      }
    } catch {
      let line = front.range.lowerBound.line + error.line
      let end = lesson.source.line(min(line, lesson.source.lineCount)).utf8.count + 1
      diagnostics.append(
        Diagnostic(
          .badFrontMatter, "\(error.message) (in the front matter, which is YAML)",
          path: lesson.path,
          range: SourceLocation(line: line, column: 1)..<SourceLocation(line: line, column: end)))
    }
  }

  // MARK: - Blocks

  private func readBlocks(
    of document: Document, into lesson: inout Lesson, _ diagnostics: inout [Diagnostic]
  ) {
    var heading: Heading?
    var pending: [Directive] = []
    var named: String?
    for block in document.blocks {
      switch block.kind {
      case .heading(let found):
        heading = found
        named = fileName(in: block)
      case .paragraph:
        named = fileName(in: block) ?? named
      case .html(let text):
        do {
          if let directive = try Directive.parse(comment: text, range: block.range) {
            pending.append(directive)
            lesson.directives.append(directive)
          }
        } catch {
          diagnostics.append(
            Diagnostic(error.rule, error.message, path: lesson.path, range: block.range))
        }
      case .code(let code):
        let info = FenceInfo(code.info)
        if let part = info.attributes["expected"] {
          readExpectation(part, code, into: &lesson, &diagnostics)
        } else if let snippet = snippet(
          code, info, heading: heading, file: named, directives: pending)
        {
          lesson.snippets.append(snippet)
          pending = []
          named = nil
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
    _ code: CodeBlock, _ info: FenceInfo, heading: Heading?, file: String?, directives: [Directive]
  ) -> Snippet? {
    let dialect = info.javaScript
    guard dialect != nil || info.language == nil else { return nil }
    if code.code.trimmed.isEmpty { return nil }
    let lexed = lex(code.code)
    if dialect == nil, !ContentRecognition.looksLikeJavaScript(lexed) { return nil }
    let reading = reader.reading(of: lexed, language: dialect)
    if dialect == nil, case .invalid = reading { return nil }
    return Snippet(
      block: code, language: dialect, reading: reading,
      lines: NormalLine.lines(of: lexed, count: code.lines.count), names: Names(lexed),
      file: directives.lazy.compactMap(\.action.fileName).last ?? info.file ?? file,
      heading: heading?.text, headingNumber: heading.flatMap { StepNumber.parse($0.text) },
      directives: directives, expectations: [])
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
    let text = (block.codeSpans.count == 1 ? block.codeSpans[0].text : block.text).trimmed
    guard block.text.count <= 80, !text.contains(where: \.isWhitespace),
      let dot = text.lastIndex(of: "."), dot > text.startIndex
    else { return nil }
    return ["js", "mjs", "cjs", "jsx", "ts", "tsx"].contains(
      text[text.index(after: dot)...].lowercased())
      ? text : nil
  }
}

/// Whether an unlabelled block is JavaScript, by what stands in it.
enum ContentRecognition {
  static func looksLikeJavaScript(_ source: LexedSource) -> Bool {
    let code = source.lexemes.filter { !$0.isComment }.prefix(400)
    guard code.count >= 4, !code.contains(where: { $0.kind == .unknown }) else { return false }
    var signs = 0
    let texts = code.map { source.text($0) }
    for (index, text) in texts.enumerated() {
      let next = index + 1 < texts.count ? texts[index + 1] : ""
      switch text {
      case "const", "let", "var":
        signs +=
          index + 1 < code.count && code[index + 1].kind == .identifier || next == "{" ? 2 : 0
      case "=>", "exports": signs += 2
      case "function", "require", "new", "await":
        signs +=
          next == "(" || index + 1 < code.count && code[index + 1].kind == .identifier ? 1 : 0
      case ";": signs += 1
      case "(" where index > 1 && texts[index - 2] == ".": signs += 1
      default: break
      }
      if signs >= 3 { return true }
    }
    return false
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
    case .allow, .allowFile, .aside, .reset: false
    default: true
    }
  }
}

extension SourceLocation {
  func advanced(by columns: Int) -> SourceLocation {
    SourceLocation(line: line, column: column + columns)
  }
}
