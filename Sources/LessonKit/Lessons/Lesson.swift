package import Markdown
package import TokenEngine

/// One Markdown file of a workshop.
package struct Lesson: Sendable {
  package enum Kind: String, Sendable {
    case handsOn = "hands-on"
    case notes, transcript, reference
  }

  /// Its path below the locale, without extension: the same for every translation.
  package var id: String
  package var locale: LocaleTag
  /// Relative to the content root.
  package var path: String
  package var title: String
  package var description: String?
  package var isFolderPage: Bool
  /// When it was last changed, as its front matter says.
  package var updated: Seconds?
  var wishes = AddressWishes()
  package var kind = Kind.reference
  package var settings: LessonSettings
  /// The path of the Function's URL.
  package var function: String?
  package var source: SourceText
  package var document: Document
  package var snippets: [Snippet] = []
  package var directives: [Directive] = []

  /// `lesson#step@locale`.
  package func address(step: Int) -> String { "\(id.isEmpty ? "index" : id)#\(step)@\(locale)" }
}

/// A piece of JavaScript (or of its dialects) in a lesson, with the prose that leads to it.
package struct Snippet: Sendable {
  package var block: CodeBlock
  /// Its lines; of a diff, those that stand there after it, without the signs.
  package var code: [CodeLine]
  /// What a diff fence does.
  package var patch: Patch?
  /// Lines that the info string highlights, by their number in the fence.
  package var highlighted: [ClosedRange<Int>]
  /// Normalised: `javascript`, `jsx`, `typescript`, `tsx`; nil where the author named none.
  package var language: String?
  package var reading: Reading
  package var lines: [NormalLine]
  /// Of a diff, the lines that stood there before it.
  package var replaced: [NormalLine]?
  package var names: Names
  /// The file the reader puts it in, where the lesson names one.
  package var file: String?
  package var heading: String?
  /// The author's own number (`2-4`), where the heading has one.
  package var headingNumber: String?
  /// What the lesson says since the snippet before, and up to the next heading or snippet.
  package var lead = Prose()
  package var trail = Prose()
  package var directives: [Directive]
  /// What the lesson says must come out of this step.
  package var expectations: [InlineExpectation] = []
  /// Whether it assigns `exports.handler`.
  package var isHandler: Bool { names.assignsHandler }
}

/// A `json` fence with `expected=…` after a snippet.
package struct InlineExpectation: Sendable {
  package enum Part: String, Sendable { case header, payload, response }

  package var part: Part
  package var value: JSONValue
  package var block: CodeBlock
}
