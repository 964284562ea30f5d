import Functions
import JavaScript
import Markdown
import TokenEngine

/// The words of a workshop's pages, as far as they were read: what is told to the reader, and what the code, the
/// tokens and the replies call things.
struct WorkshopWords {
  /// Words of text, tables, comments and other people's code: what the reader is told.
  private(set) var told: Set<String> = []
  /// Names of the code, of the members of tokens and of JSON replies, as written.
  private(set) var names: Set<String> = []
  /// All of both, without regard to case and underscores, code spans of running text excepted.
  private(set) var known: Set<String> = []

  mutating func add(_ result: LessonResult) {
    let lesson = result.lesson
    let snippets = Set(lesson.snippets.map(\.block.index))
    for block in lesson.document.blocks {
      switch block.kind {
      case .code(let code):
        if !snippets.contains(code.index) { told.formUnion(Self.words(in: code.code)) }
        know(Self.words(in: code.code))
      case .html(let html):
        told.formUnion(Self.words(in: html))
        know(Self.words(in: html))
      default:
        told.formUnion(Self.words(in: block.text))
        know(lesson.proseLines(of: block).lazy.flatMap { Self.words(in: $0.text) })
      }
    }
    for line in lesson.snippets.lazy.flatMap(\.lines) {
      know(named: Self.words(in: line.code))
      for comment in line.comments { told.formUnion(Self.words(in: comment)) }
    }
    for outcome in result.steps.compactMap(\.primary?.outcome) {
      for token in outcome.tokens {
        addNames(of: token.header)
        addNames(of: token.payload)
      }
      if let body = outcome.response?.body, body.first == "{" || body.first == "[",
        let value = try? JSONValue(parsing: body)
      {
        addNames(of: value)
      }
    }
  }

  private mutating func addNames(of value: JSONValue) {
    if let members = value.objectValue {
      for (key, value) in members {
        know(named: Self.words(in: key.text))
        addNames(of: value)
      }
    } else {
      for item in value.arrayValue ?? [] { addNames(of: item) }
    }
  }

  private mutating func know(_ words: some Sequence<String>) {
    for word in words { known.insert(Self.folded(word)) }
  }

  private mutating func know(named words: Set<String>) {
    know(words.lazy.filter { [self] in !names.contains($0) })
    names.formUnion(words)
  }

  static func folded(_ name: String) -> String {
    guard name.isASCII else { return name.lowercased().filter { $0 != "_" } }
    return String(
      decoding: name.utf8.lazy.filter { $0 != UInt8(ascii: "_") }.map(\.asciiLowercased),
      as: UTF8.self)
  }

  /// Runs of ASCII letters, digits, `_` and `$` that do not begin with a digit.
  static func words(in text: String) -> Set<String> {
    var words: Set<String> = []
    for run in text.utf8.split(whereSeparator: { !$0.isASCIIWordPart }) {
      if let first = run.first, first < 0x30 || first > 0x39, let word = String(run) {
        words.insert(word)
      }
    }
    return words
  }
}
