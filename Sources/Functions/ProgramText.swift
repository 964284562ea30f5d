import JavaScript

/// The code of a program, and the places in it that JavaScriptCore names, where V8 would put them.
struct ProgramText {
  let source: LexedSource
  let code: [Lexeme]
  /// What differs in the text that the engine was given.
  private let edits: [SourceEdit]
  private let bytes: [UInt8]
  private let lineStarts: [Int]

  init(_ source: LexedSource, edits: [SourceEdit]) {
    self.source = source
    self.edits = edits
    code = source.code
    let bytes = Array(source.source.utf8)
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  var lineCount: Int { lineStarts.count }

  func text(_ index: Int) -> Substring {
    code.indices.contains(index) ? source.text(code[index]) : ""
  }

  /// - Parameter unit: the engine's column: 1-based, in UTF-16 units.
  func position(line: Int, unit: Int?) -> ProgramPosition {
    guard let unit, let offset = offset(line: line, unit: unit) else {
      return ProgramPosition(line: max(line, 1), column: nil)
    }
    guard let index = lexemeIndex(at: offset) else {
      return ProgramPosition(line: line, column: offset - lineStarts[line - 1] + 1)
    }
    return position(of: anchor(of: index))
  }

  func position(of index: Int) -> ProgramPosition {
    ProgramPosition(line: code[index].line, column: code[index].column)
  }

  /// The column of a position in UTF-16 units, as V8 counts.
  func unit(of position: ProgramPosition) -> Int? {
    position.column.map { column in
      let start = lineStarts[position.line - 1]
      return String(decoding: bytes[start..<start + column - 1], as: UTF8.self).utf16.count + 1
    }
  }

  /// The piece of code at a place of the engine's.
  func lexeme(line: Int, unit: Int) -> Int? {
    offset(line: line, unit: unit).flatMap { lexemeIndex(at: $0) }
  }

  /// Where in the program a place is that the engine counts in what was made of it.
  private func offset(line: Int, unit: Int) -> Int? {
    guard line >= 1, line <= lineStarts.count else { return nil }
    let start = lineStarts[line - 1]
    let end = line < lineStarts.count ? lineStarts[line] : bytes.count
    var offset = start
    var units = unit - 1
    for edit in edits where edit.range.upperBound >= start && edit.range.lowerBound < end {
      // Of an edit of several lines, the last has nothing but what follows.
      guard edit.range.lowerBound >= start else {
        offset = edit.range.upperBound
        continue
      }
      let before = String(decoding: bytes[offset..<edit.range.lowerBound], as: UTF8.self)
      guard units >= before.utf16.count else { break }
      units -= before.utf16.count
      offset = edit.range.lowerBound
      guard units >= edit.text.utf16.count else { return offset }
      units -= edit.text.utf16.count
      offset = edit.range.upperBound
    }
    let rest = String(decoding: bytes[min(offset, end)..<end], as: UTF8.self)
    return offset + String(decoding: rest.utf16.prefix(units), as: UTF16.self).utf8.count
  }

  /// The first code lexeme that ends after the offset.
  private func lexemeIndex(at offset: Int) -> Int? {
    var low = 0
    var high = code.count
    while low < high {
      let middle = (low + high) / 2
      if code[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < code.count ? low : nil
  }

  /// The engine stands on `(` of a call and on `.` of a member; V8 on `new`, the method or the member.
  func anchor(of index: Int) -> Int {
    switch text(index) {
    case ".", "?.":
      return isWord(index + 1) ? index + 1 : anchorOfName(before: index)
    case "(":
      let start = startOfCallee(endingAt: index - 1)
      if start > 0, text(start - 1) == "new" { return start - 1 }
      return anchorOfName(before: index)
    default:
      return index
    }
  }

  private func anchorOfName(before index: Int) -> Int {
    guard index > 0 else { return 0 }
    // What a call gave is called at its parenthesis.
    return text(index - 1) == ")" ? index : index - 1
  }

  func isWord(_ index: Int) -> Bool {
    guard code.indices.contains(index) else { return false }
    return switch code[index].kind {
    case .identifier, .keyword, .privateName: true
    default: false
    }
  }

  /// Where the member chain `a.b[c].d` that ends here begins.
  func startOfCallee(endingAt end: Int) -> Int {
    var index = end
    while index > 0 {
      switch text(index) {
      case "]":
        var depth = 1
        while depth > 0, index > 0 {
          index -= 1
          let text = text(index)
          if text == "]" { depth += 1 } else if text == "[" { depth -= 1 }
        }
        index -= 1
      default:
        guard isWord(index) else { return index + 1 }
        guard index > 0, [".", "?."].contains(text(index - 1)) else { return index }
        index -= 2
      }
    }
    return max(index, 0)
  }
}

extension ProgramText {
  private static let errors: Set<Substring> = [
    "TypeError", "RangeError", "ReferenceError", "SyntaxError", "URIError",
  ]

  /// Whether the program makes an error there: `new TypeError(…)`.
  func makesError(near place: Int) -> Bool {
    (place - 2...place + 1).contains { Self.errors.contains(text($0)) && text($0 + 1) == "(" }
  }
}
