/// Reads the source of a block along with cmark's inlines, to learn where each of them stands:
/// cmark-gfm 0.29.0.gfm.6 counts the columns of inlines without the white space and quote marks
/// dropped from their lines.
///
/// A cursor that meets anything it cannot explain is lost: it gives no more places rather than
/// wrong ones.
struct InlineCursor {
  private var scanner: LineScanner
  private(set) var position: Int
  private var isLost = false
  /// Tables take away the backslash before `|`, in code too.
  private let isTable: Bool

  /// - Parameter quoteDepth: how many quotes contain the block.
  init(_ source: SourceText, in range: Range<Int>, quoteDepth: Int, isTable: Bool = false) {
    scanner = LineScanner(bytes: source.bytes, end: range.upperBound, quoteDepth: quoteDepth)
    position = range.lowerBound
    self.isTable = isTable
  }

  // MARK: Blocks

  /// Definitions of link references are not part of the paragraph they begin.
  mutating func skipDefinitions() {
    while let next = scanner.definition(at: position), next < scanner.end { position = next }
  }

  mutating func skipHeadingMark() {
    while scanner.has("#", at: position) { position += 1 }
  }

  /// Begins the row of a table that stands in these bytes, from the first character of its content.
  mutating func row(in range: Range<Int>) {
    position = range.lowerBound
    scanner.end = range.upperBound
    isLost = false
  }

  mutating func cell(isFirst: Bool) {
    if isFirst {
      position = scanner.blanks(at: position)
      if scanner.has("|", at: position) { position += 1 }
      return
    }
    while let byte = scanner[position], byte != "|" {
      position += byte == "\\" && scanner.has("|", at: position + 1) ? 2 : 1
    }
    position += 1
  }

  // MARK: Text

  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { text in
      var index = 0
      while index < text.count, !isLost {
        index += textUnit(matching: text[index...])
      }
    }
  }

  /// Steps over what stands for the first bytes of `text`, and returns how many of them those are.
  private mutating func textUnit(matching text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    let wanted = text[text.startIndex]
    let byte = scanner[position]
    if byte == UInt8(ascii: "\\"), let escaped = scanner[position + 1], escaped.isASCIIPunctuation {
      isLost = escaped != wanted
      position += 2
      return 1
    }
    if byte == UInt8(ascii: "&"), let next = entity(resolvedIn: text) {
      position = next
      return Self.scalarLength(wanted)
    }
    if byte == wanted {
      position += 1
      return 1
    }
    if byte == 0, text.starts(with: "\u{FFFD}".utf8) {
      position += 1
      return "\u{FFFD}".utf8.count
    }
    isLost = byte.map(Self.isDelimiter) != true
    position += 1
    return 0
  }

  /// The end of an entity at the position, unless `text` shows that cmark took it for plain text.
  private func entity(resolvedIn text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var index = position + 1
    if scanner.has("#", at: index) { index += 1 }
    while scanner[index]?.isASCIIAlphanumeric == true { index += 1 }
    guard scanner.has(";", at: index) else { return nil }
    let entity = scanner.bytes[position...index]
    let isPlain = text.starts(with: entity) && !entity.elementsEqual("&amp;".utf8)
    return isPlain ? nil : index + 1
  }

  private static func scalarLength(_ first: UInt8) -> Int {
    switch first {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }

  mutating func lineBreak() {
    position = scanner.nextLine(after: position)
  }

  mutating func inlineHTML(_ html: String) {
    skipDelimiters()
    for wanted in html.utf8 where !isLost {
      if wanted == .lineFeed {
        lineBreak()
      } else {
        isLost = scanner[position] != wanted
        position += 1
      }
    }
  }

  mutating func footnoteReference() {
    skipDelimiters()
    if let end = scanner.label(at: position) { position = end } else { isLost = true }
  }

  // MARK: Code spans

  mutating func codeSpan(_ code: String) -> Range<Int>? {
    skipDelimiters()
    let start = position
    while scanner.has("`", at: position) { position += 1 }
    let length = position - start
    guard !isLost, length > 0, let close = backticks(length),
      content(position..<close).elementsEqual(code.utf8)
    else {
      isLost = true
      return nil
    }
    position = close + length
    return start..<position
  }

  /// The place of the next run of exactly so many backticks.
  private func backticks(_ length: Int) -> Int? {
    var index = position
    while index < scanner.end {
      let start = index
      while scanner.has("`", at: index) { index += 1 }
      if index - start == length { return start }
      if index == start { index += 1 }
    }
    return nil
  }

  /// The content of a code span: line ends become spaces, and one space goes at both ends.
  private func content(_ range: Range<Int>) -> ArraySlice<UInt8> {
    let space = UInt8(ascii: " ")
    var content: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = scanner.bytes[index]
      if byte.isLineEnd {
        content.append(space)
        index = scanner.afterLineEnd(at: index)
        continue
      }
      if isTable, byte == "\\", scanner.has("|", at: index + 1) { index += 1 }
      content.append(scanner.bytes[index])
      index += 1
    }
    let isPadded = content.count > 1 && content.first == space && content.last == space
    let isSpace = content.allSatisfy { $0 == space }
    return isPadded && !isSpace ? content.dropFirst().dropLast() : content[...]
  }

  // MARK: Links

  enum LinkOpening {
    /// `[` or `![`
    case bracket(Int)
    /// `<`
    case angle(Int)
    /// An autolink of GFM, with nothing around it.
    case bare(Int)
  }

  mutating func openLink(isImage: Bool) -> LinkOpening {
    skipDelimiters()
    let start = position
    if isImage, scanner.has("!", at: start), scanner.has("[", at: start + 1) {
      position += 2
      return .bracket(start)
    }
    if !isImage, scanner.has("[", at: start) {
      position += 1
      return .bracket(start)
    }
    if !isImage, scanner.has("<", at: start) {
      position += 1
      return .angle(start)
    }
    isLost = isLost || isImage
    return .bare(start)
  }

  mutating func closeLink(_ opening: LinkOpening) -> Range<Int>? {
    let range: Range<Int>?
    switch opening {
    case .bracket(let start):
      skipDelimiters()
      range = bracketEnd().map { start..<$0 }
    case .angle(let start):
      range = scanner.has(">", at: position) ? start..<position + 1 : nil
    case .bare(let start):
      range = start..<position
    }
    guard !isLost, let range else {
      isLost = true
      return nil
    }
    position = range.upperBound
    return range
  }

  private func bracketEnd() -> Int? {
    guard scanner.has("]", at: position) else { return nil }
    let tail = position + 1
    return scanner.inlineLinkTail(at: tail) ?? scanner.label(at: tail) ?? tail
  }

  // MARK: Delimiters

  /// Passes over emphasis, and white space that cmark dropped at the end of lines.
  private mutating func skipDelimiters() {
    while let byte = scanner[position], Self.isDelimiter(byte) { position += 1 }
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: byte.isBlank
    }
  }
}
