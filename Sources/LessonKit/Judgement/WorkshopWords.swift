import Functions
import JavaScript
import Markdown
import TokenEngine

/// The words of a lesson, or of a workshop's lessons as far as they were read: what is told to the reader, and what the
/// code, the tokens and the replies call things.
struct WorkshopWords: Equatable {
  /// Words of text, tables, comments and other people's code: what the reader is told.
  private(set) var told: Set<String> = []
  /// Names of the code, of the members of tokens and of JSON replies, as written.
  private(set) var names: Set<String> = []
  /// All of both, without regard to case and underscores, code spans of running text excepted.
  private(set) var known: Set<String> = []
  /// What `known` was told of, as written: most words of a lesson come again and again.
  private var met: Set<String> = []

  init() {}

  init(_ result: LessonResult) {
    let lesson = result.lesson
    let snippets = Set(lesson.snippets.map(\.block.index))
    for block in lesson.document.blocks {
      switch block.kind {
      case .code(let code):
        if !snippets.contains(code.index) { tell(code.code) }
        know(code.code)
      case .html(let html):
        tell(html)
        know(html)
      default:
        tell(block.text)
        for line in lesson.proseLines(of: block) { know(line.text) }
      }
    }
    for line in lesson.snippets.lazy.flatMap(\.lines) {
      name(line.code)
      for comment in line.comments { tell(comment) }
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
    met = []
  }

  mutating func add(_ lesson: WorkshopWords) {
    told.formUnion(lesson.told)
    names.formUnion(lesson.names)
    known.formUnion(lesson.known)
  }

  private mutating func addNames(of value: JSONValue) {
    if let members = value.objectValue {
      for (key, value) in members {
        name(key.text)
        addNames(of: value)
      }
    } else {
      for item in value.arrayValue ?? [] { addNames(of: item) }
    }
  }

  private mutating func tell(_ text: String) {
    Self.eachWord(in: text) { told.insert($0) }
  }

  private mutating func know(_ text: String) {
    Self.eachWord(in: text) { know(word: $0) }
  }

  private mutating func name(_ text: String) {
    Self.eachWord(in: text) { word in
      if names.insert(word).inserted { know(word: word) }
    }
  }

  private mutating func know(word: String) {
    if met.insert(word).inserted { known.insert(Self.folded(word)) }
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
    eachWord(in: text) { words.insert($0) }
    return words
  }

  private static func eachWord(in text: String, _ body: (String) -> Void) {
    for run in text.utf8.split(whereSeparator: { !$0.isASCIIWordPart }) {
      if let first = run.first, first < 0x30 || first > 0x39, let word = String(run) { body(word) }
    }
  }
}
