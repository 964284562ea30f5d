import JavaScript
import Markdown

/// What a lesson adds to the search of its locale, found without knowing the others.
struct SearchCard: Sendable {
  /// Where a term stands in a section. What weighs more counts.
  enum Field: Int { case code, prose, heading, title }

  struct Section {
    var heading = ""
    var fragment = ""
    var terms: [String: Field] = [:]
  }

  let title: String
  private(set) var sections: [Section] = []
  /// The names of its code, each with the place where it occurs first.
  private(set) var names: [(name: String, fragment: String)] = []

  init(_ result: LessonResult) {
    let lesson = result.lesson
    title = lesson.title
    var known: Set<String> = []
    let steps = Dictionary(
      result.steps.map { ($0.step.snippet.block.index, $0.step) },
      uniquingKeysWith: { first, _ in first })
    let programs = Set(lesson.snippets.map(\.block.index))
    var section = Section()
    func put(_ term: String, _ field: Field) {
      if let known = section.terms[term], known.rawValue >= field.rawValue { return }
      section.terms[term] = field
    }
    // The programs of a lesson have most of their names in common.
    var termsOfNames: [String: [String]] = [:]
    func put(name: String, _ field: Field) {
      let terms = termsOfNames[name] ?? Segmenter.terms(of: name) + Segmenter.parts(of: name)
      termsOfNames[name] = terms
      for term in terms { put(term, field) }
    }
    func endSection() {
      if section.terms.isEmpty { return }
      sections.append(section)
      section.terms.removeAll(keepingCapacity: true)
    }
    for word in Self.words(of: lesson.title) { put(name: word, .title) }
    for block in lesson.document.blocks {
      switch block.kind {
      case .heading(let heading):
        if heading.level > 1 {
          endSection()
          section.heading = heading.text
          section.fragment = heading.id
        }
        for word in Self.words(of: heading.text) {
          put(name: word, heading.level == 1 ? .title : .heading)
        }
      case .code(let code):
        let fragment = steps[code.index].map { "step-\($0.number)" } ?? section.fragment
        for name in Self.words(in: code) { put(name: name, .code) }
        for name in Self.names(in: code, isProgram: programs.contains(code.index))
        where name.count > 2 && known.insert(name).inserted {
          names.append((name, fragment))
        }
      case .html(let html):
        for heading in OutlineHeading.all(inHTML: html) {
          endSection()
          section.heading = heading.text
          section.fragment = heading.id
          for word in Self.words(of: heading.text) { put(name: word, .heading) }
        }
      case .thematicBreak: break
      case .paragraph, .table:
        for span in block.codeSpans { put(name: span.text, .code) }
        for term in Segmenter.terms(of: block.text) { put(term, .prose) }
      }
    }
    endSection()
  }

  private static func words(of text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// The names of a program and of the members of JSON; elsewhere what has an underscore, as settings have.
  private static func names(in code: CodeBlock, isProgram: Bool) -> [String] {
    let isData = code.info.lowercased().hasPrefix("json")
    guard isProgram || isData else { return words(in: code).filter { $0.contains("_") } }
    let source = lex(code.code)
    let lexemes = source.code
    return lexemes.indices.compactMap { index in
      let text = source.text(lexemes[index])
      switch lexemes[index].kind {
      case .identifier: return keywords.contains(String(text)) ? nil : String(text)
      case .string:
        let name = text.dropFirst().dropLast()
        let isMember =
          lexemes.indices.contains(index + 1) && source.text(lexemes[index + 1]) == ":"
        let isName = !name.isEmpty && name.unicodeScalars.allSatisfy(isPart)
        return isName && (isMember || name.contains("_")) ? String(name) : nil
      default: return nil
      }
    }
  }

  /// The words of a code block, each once.
  private static func words(in code: CodeBlock) -> [String] {
    var seen: Set<String> = []
    return code.code.unicodeScalars.split { !isPart($0) }.compactMap { word in
      let name = String(word)
      let isName =
        word.first.map { ("a"..."z").contains($0) || $0.properties.numericType == nil } ?? false
      return isName && !keywords.contains(name) && seen.insert(name).inserted ? name : nil
    }
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "$": return true
    case ..."\u{7F}": return false
    default: break
    }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  private static let keywords: Set<String> = [
    "const", "let", "var", "function", "return", "if", "else", "new", "for", "while", "of", "in",
    "this", "null", "true", "false", "undefined", "async", "await", "try", "catch", "throw",
    "class", "typeof", "do", "switch", "case", "break", "continue", "default", "import", "from",
    "export", "void", "delete", "finally", "extends", "super", "yield",
  ]
}
