import Markdown

/// What a lesson says beside a snippet.
package struct Prose: Sendable, Hashable {
  /// Headings, paragraphs and tables, each ending with a line feed.
  package private(set) var text = ""
  /// The code spans, in order.
  package private(set) var names: [String] = []
  /// The block nearest to what follows.
  package private(set) var last = ""
  private(set) var lastNames: [String] = []

  mutating func append(_ block: Block) {
    text += block.text + "\n"
    last = block.text
    lastNames = block.codeSpans.map(\.text)
    names += lastNames
  }

  /// The one JavaScript file that the block nearest to the snippet names.
  var file: String? {
    let files = Set(lastNames.filter(FileName.isJavaScript))
    return files.count == 1 ? files.first : nil
  }

  /// Whether it has a name, as a whole word or within a code span.
  func mentions(_ name: String) -> Bool {
    var rest = text[...]
    while let range = rest.firstRange(of: name) {
      let before =
        range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      if !before.continuesName, !after.continuesName { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}

extension Character {
  /// Whether it goes on with a name: Japanese stands beside names without a space.
  fileprivate var continuesName: Bool {
    isASCII && (isLetter || isNumber) || self == "_" || self == "$"
  }
}
