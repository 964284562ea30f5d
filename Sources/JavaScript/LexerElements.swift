/// JSX: tags, and the text between them.
extension Lexer {
  /// Whether the `<` here, where an expression may start, opens a tag; else it is TypeScript's.
  mutating func startsElement() -> Bool {
    let start = text.endOfSpace(from: offset + 1)
    if text[start] == UInt8(ascii: ">") { return hasClosingTag("") }
    if text[start] == UInt8(ascii: "/") {
      let name = text.endOfSpace(from: start + 1)
      return text[name] == UInt8(ascii: ">") || text.endOfIdentifier(from: name) > name
    }
    let end = endOfTagName(from: start)
    guard end > start else { return false }
    let next = text.endOfSpace(from: end)
    switch text[next] {
    case UInt8(ascii: "/"), UInt8(ascii: "{"):
      return true
    // `<any>value` and `<T>(x: T) => x` are never closed.
    case UInt8(ascii: ">"), UInt8(ascii: "<"):
      return hasClosingTag(text.string(start..<end))
    default:
      let endOfAttribute = text.endOfIdentifier(from: next)
      return next > end && endOfAttribute > next && text.string(start..<end) != "const"
        && text.string(next..<endOfAttribute) != "extends"
    }
  }

  /// Reads `<`, and the `/` of a closing tag.
  mutating func openTag() {
    emit(.punctuator, to: offset + 1)
    var frame = LexerFrame(kind: .tag)
    var start = text.endOfSpace(from: offset)
    if text[start] == UInt8(ascii: "/") {
      offset = start
      emit(.punctuator, to: start + 1)
      frame.tag.isClosing = true
      start = text.endOfSpace(from: offset)
    }
    frame.tag.name = text.string(start..<endOfTagName(from: start))
    context.open(frame)
  }

  mutating func lexTagPart() {
    skipSpace()
    guard offset < text.count else { return }
    let byte = text[offset]
    switch byte {
    case UInt8(ascii: ">"):
      closeTag()
    case UInt8(ascii: "{"):
      emit(.punctuator, to: offset + 1)
      context.open(.init(kind: .container))
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let (end, isTerminated) = text.endOfJSXString(from: offset)
      lexOperand(.string, to: end, isTerminated: isTerminated)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      lexOperand(.number, to: text.endOfNumber(from: offset))
    case UInt8(ascii: "<") where context.previous == "=":
      openTag()
    case UInt8(ascii: "<") where context.previous == "" || context.top.tag.typeDepth > 0:
      context.top.tag.typeDepth += 1
      lexTagSign()
    case UInt8(ascii: "/"):
      if !lexComment() { lexTagSign() }
    case UInt8(ascii: "="), UInt8(ascii: "."), UInt8(ascii: ":"):
      lexTagSign()
    case UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: "["),
      UInt8(ascii: "]"):
      if context.top.tag.typeDepth > 0 { lexTagSign() } else { context.abandonTag() }
    default:
      let end = text.endOfJSXIdentifier(from: offset)
      if end > offset { lexOperand(.identifier, to: end) } else { context.abandonTag() }
    }
  }

  private mutating func lexTagSign() {
    context.tagPart(text.string(offset..<offset + 1))
    emit(.punctuator, to: offset + 1)
  }

  private mutating func closeTag() {
    let tag = context.top.tag
    if tag.typeDepth > 0 {
      context.top.tag.typeDepth -= 1
      emit(.punctuator, to: offset + 1)
      return context.endOperand()
    }
    let isOpening = !tag.isClosing && context.previous != "/"
    let hasChildren = isOpening && hasClosingTag(tag.name)
    emit(.punctuator, to: offset + 1)
    context.closeTag(hasChildren: hasChildren)
  }

  mutating func lexChildren() {
    var end = offset
    while end < text.count, text[end] != UInt8(ascii: "{"), !startsTag(at: end) { end += 1 }
    lexText(to: end)
    guard offset < text.count else { return }
    if text[offset] == UInt8(ascii: "{") {
      emit(.punctuator, to: offset + 1)
      context.open(.init(kind: .container))
    } else {
      openTag()
    }
  }

  private func startsTag(at offset: Int) -> Bool {
    guard text[offset] == UInt8(ascii: "<") else { return false }
    let next = text.endOfSpace(from: offset + 1)
    return text[next] == UInt8(ascii: "/") || text[next] == UInt8(ascii: ">")
      || text.endOfIdentifier(from: next) > next
  }

  /// Emits each line of a text without what JSX drops: spaces at a line break, and empty lines.
  private mutating func lexText(to end: Int) {
    let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let isBreak = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
    var isFirst = true
    while offset < end {
      let lineEnd = text.bytes[offset..<end].firstIndex(where: isBreak) ?? end
      if !isFirst {
        offset = text.bytes[offset..<lineEnd].firstIndex { !isSpace($0) } ?? lineEnd
      }
      var textEnd = lineEnd
      if lineEnd < end {
        while textEnd > offset, isSpace(text[textEnd - 1]) { textEnd -= 1 }
      }
      if textEnd > offset { emit(.jsxText, to: textEnd) }
      offset = min(end, lineEnd + 1)
      isFirst = false
    }
  }

  private mutating func hasClosingTag(_ name: String) -> Bool {
    closingTags[name].map { $0 > offset } ?? false
  }

  func findClosingTags() -> [String: Int] {
    var offsets: [String: Int] = [:]
    var next = 0
    while let start = text.bytes[next...].firstIndex(of: UInt8(ascii: "<")) {
      next = text.endOfSpace(from: start + 1)
      guard text[next] == UInt8(ascii: "/") else { continue }
      let name = text.endOfSpace(from: next + 1)
      next = endOfTagName(from: name)
      offsets[text.string(name..<next)] = start
    }
    return offsets
  }

  /// `a`, `a-b`, `a.b` or `a:b`.
  private func endOfTagName(from offset: Int) -> Int {
    var end = text.endOfJSXIdentifier(from: offset)
    while end > offset, text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ":") {
      end = text.endOfJSXIdentifier(from: end + 1)
    }
    return end
  }
}
