import JavaScript

/// Turns JavaScriptCore's stack traces into positions of the program, where V8 would put them.
struct CallSites {
  /// The name under which the program is compiled.
  static let programURL = "stepwise:program"
  /// The engine's lines before a program: two of a compiled function, and one of our own around a module.
  static let wrapperLines = 3

  private let program: LexedSource
  /// What V8 would call the program's file.
  private var file = ""
  private let code: [Lexeme]
  private let lineStarts: [Int]
  private let bytes: [UInt8]

  init(program: LexedSource) {
    self.program = program
    code = program.code
    let bytes = Array(program.source.utf8)
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  func naming(_ file: String) -> CallSites {
    var sites = self
    sites.file = file
    return sites
  }

  /// Whether a frame stands in what plays Twilio's part: its exceptions are Twilio's own.
  static func isOfLibrary(_ frame: some StringProtocol) -> Bool {
    ["twilio", "capabilities", "twiml", "client", "response", "reply", "webhooks"].contains {
      frame.contains(bytes: "@stepwise:\($0):")
    }
  }

  /// A text in which the program shows a stack, with its frames as V8 writes them and none of ours.
  func withNodeFrames(_ text: String) -> String {
    guard text.contains(bytes: "@stepwise:") else { return text }
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let at = line.firstRange(ofBytes: "@stepwise:") else {
        lines.append(String(line))
        continue
      }
      // Behind the last frame stand the members of an error, if it has any: `{`.
      let end = line.lastIndex { $0.isNumber }.map { line.index(after: $0) } ?? line.endIndex
      guard let frame = frames(String(line[..<end])).first else { continue }
      let indent = line[..<at.lowerBound].prefix { $0 == " " }
      let isMarked = line.dropFirst(indent.count).hasPrefix("at ")
      lines.append("\(isMarked ? indent : "    ")at \(node(frame))\(line[end...])")
    }
    return lines.joined(separator: "\n")
  }

  /// The frames of a stack trace as V8 writes them, each after a line break.
  ///
  /// - Parameter text: the names of the constructors whose callers count, with commas; in the lines after it the trace.
  func nodeTrace(_ text: String) -> String {
    let name = text.prefix { $0 != "\n" }
    return frames(String(text.dropFirst(name.count + 1)), after: String(name)).prefix(10)
      .map { "\n    at \(node($0))" }.joined()
  }

  /// The program's own frames of a stack trace, innermost first, from the caller of the constructors on, named with
  /// commas: an error of a class of the program's own is made where that is called.
  func frames(_ stack: String, after constructors: String) -> [Failure.Frame] {
    let all = frames(stack)
    let skipped = Set(constructors.split(separator: ",").map(String.init))
    let callers = all.drop { skipped.contains($0.function) }
    return callers.isEmpty ? all : Array(callers)
  }

  private func node(_ frame: Failure.Frame) -> String {
    let place = "\(file):\(frame.position.line)\(frame.position.column.map { ":\($0)" } ?? "")"
    return frame.function.isEmpty ? place : "\(frame.function) (\(place))"
  }

  /// The program's own frames of a stack trace, innermost first.
  func frames(_ stack: String) -> [Failure.Frame] {
    lines(of: stack).compactMap { line in
      guard let (name, position) = frame(line) else { return nil }
      return Failure.Frame(function: functionName(name, at: position), position: position)
    }
  }

  /// Where the program itself stands in a stack trace.
  func position(of stack: String) -> ProgramPosition? {
    lines(of: stack).lazy.compactMap { frame($0)?.position }.first
  }

  private func lines(of stack: String) -> ArraySlice<Substring> {
    stack.split(separator: "\n", maxSplits: 200).prefix(200)
  }

  private func frame(_ line: Substring) -> (name: Substring, position: ProgramPosition)? {
    guard let at = line.firstRange(ofBytes: "@" + Self.programURL + ":") else { return nil }
    let numbers = line[at.upperBound...].split(separator: ":").compactMap { Int($0) }
    // A program may write its own `stack`: what cannot be is no frame.
    guard let engineLine = numbers.first, engineLine > Self.wrapperLines,
      engineLine - Self.wrapperLines <= lineStarts.count, numbers.dropFirst().first ?? 1 >= 1
    else { return nil }
    var name = line[..<at.lowerBound].drop { $0 == " " }
    if name.hasPrefix("at ") { name = name.dropFirst(3) }
    let position = position(
      line: engineLine - Self.wrapperLines, unit: numbers.dropFirst().first)
    return (name, position)
  }

  /// V8 calls the body of a file `Object.<anonymous>` and a function after what it is assigned to.
  private func functionName(_ name: Substring, at position: ProgramPosition) -> String {
    switch name {
    case "anonymous": "Object.<anonymous>"
    case "", "async": enclosingExport(of: position) ?? ""
    default: String(name)
    }
  }

  /// `exports.handler` where the innermost function around a position is assigned to it.
  private func enclosingExport(of position: ProgramPosition) -> String? {
    var depth = 0
    let before = code.prefix {
      ($0.line, $0.column) <= (position.line, position.column ?? .max)
    }
    for index in before.indices.reversed() {
      switch program.text(code[index]) {
      case "}": depth += 1
      case "{" where depth > 0: depth -= 1
      case "=>" where depth == 0: return export(before: index)
      case "function" where depth == 0: return export(before: index + 1)
      default: break
      }
    }
    return nil
  }

  /// The member of `exports` that the function whose `=>` or name stands at an index is assigned to.
  private func export(before index: Int) -> String? {
    var index = index - 1
    if index >= 0, program.text(code[index]) == ")" {
      var depth = 0
      repeat {
        let text = program.text(code[index])
        if text == ")" { depth += 1 } else if text == "(" { depth -= 1 }
        index -= 1
      } while depth > 0 && index >= 0
    } else if index >= 0, program.text(code[index]) != "function" {
      index -= 1
    }
    while index >= 0, ["function", "async", "*"].contains(program.text(code[index])) { index -= 1 }
    guard index >= 3, program.text(code[index]) == "=", program.text(code[index - 2]) == ".",
      program.text(code[index - 3]) == "exports"
    else { return nil }
    return "exports.\(program.text(code[index - 1]))"
  }

  /// Whether the program itself throws on a line.
  func throwsOn(_ line: Int) -> Bool {
    code.contains { $0.line == line && $0.kind == .keyword && program.text($0) == "throw" }
  }

  /// Where the engine's own message names what failed, its position is beside it: on the `.` after an unknown
  /// name, or at the start of the function that assigns to a constant.
  func corrected(_ position: ProgramPosition, for message: String) -> ProgramPosition {
    if let name = message.wholeMatch(of: /(\S+) is not defined/)?.1 {
      let found = code.last { lexeme in
        lexeme.line == position.line && lexeme.column <= (position.column ?? .max)
          && lexeme.kind == .identifier && program.text(lexeme) == name
      }
      return found.map { ProgramPosition(line: $0.line, column: $0.column) } ?? position
    }
    guard message == "Assignment to constant variable." else { return position }
    let constants = Set(
      code.indices.dropFirst().filter { program.text(code[$0 - 1]) == "const" }.map {
        program.text(code[$0])
      })
    let found = code.indices.dropLast().first { index in
      let lexeme = code[index]
      return (lexeme.line, lexeme.column) >= (position.line, position.column ?? 0)
        && constants.contains(program.text(lexeme)) && Self.assigns(program.text(code[index + 1]))
        && (index == 0
          || ![".", "?.", "const", "let", "var"].contains(program.text(code[index - 1])))
    }
    return found.map { ProgramPosition(line: code[$0].line, column: code[$0].column) } ?? position
  }

  private static func assigns(_ punctuator: Substring) -> Bool {
    punctuator == "++" || punctuator == "--"
      || punctuator.hasSuffix("=") && !["==", "===", "!=", "!==", "<=", ">="].contains(punctuator)
  }

  /// - Parameter unit: the engine's column: 1-based, in UTF-16 units.
  private func position(line: Int, unit: Int?) -> ProgramPosition {
    guard let unit, line >= 1, line <= lineStarts.count else {
      return ProgramPosition(line: max(line, 1), column: nil)
    }
    let start = lineStarts[line - 1]
    let end = line < lineStarts.count ? lineStarts[line] : bytes.count
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    let offset = start + String(decoding: text.utf16.prefix(unit - 1), as: UTF16.self).utf8.count
    guard let index = lexemeIndex(at: offset) else {
      return ProgramPosition(line: line, column: offset - start + 1)
    }
    let lexeme = code[anchor(of: index)]
    return ProgramPosition(line: lexeme.line, column: lexeme.column)
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
  private func anchor(of index: Int) -> Int {
    switch program.text(code[index]) {
    case ".", "?.":
      return index + 1 < code.count && isWord(index + 1) ? index + 1 : anchorOfName(before: index)
    case "(":
      let start = startOfCallee(endingAt: index - 1)
      if start > 0, program.text(code[start - 1]) == "new" { return start - 1 }
      return anchorOfName(before: index)
    default:
      return index
    }
  }

  private func anchorOfName(before index: Int) -> Int {
    guard index > 0 else { return 0 }
    // What a call gave is called at its parenthesis.
    return program.text(code[index - 1]) == ")" ? index : index - 1
  }

  private func isWord(_ index: Int) -> Bool {
    switch code[index].kind {
    case .identifier, .keyword, .privateName: true
    default: false
    }
  }

  /// Where the member chain `a.b[c].d` that ends here begins.
  private func startOfCallee(endingAt end: Int) -> Int {
    var index = end
    while index > 0 {
      switch program.text(code[index]) {
      case "]":
        var depth = 1
        while depth > 0, index > 0 {
          index -= 1
          let text = program.text(code[index])
          if text == "]" { depth += 1 } else if text == "[" { depth -= 1 }
        }
        index -= 1
      default:
        guard isWord(index) else { return index + 1 }
        guard index > 0, [".", "?."].contains(program.text(code[index - 1])) else { return index }
        index -= 2
      }
    }
    return max(index, 0)
  }
}
