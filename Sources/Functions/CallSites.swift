import JavaScript

/// Turns JavaScriptCore's stack traces into positions of the program, where V8 would put them.
struct CallSites {
  /// The name under which the program is compiled.
  static let programURL = "stepwise:program"
  /// The engine's lines before a program: two of a compiled function, and one of our own around a module.
  static let wrapperLines = 3

  private let program: ProgramText
  /// What V8 would call the program's file.
  private var file = ""

  init(program: ProgramText) { self.program = program }

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
  /// - Parameter text: the names of the constructors whose callers count, with commas; in the lines after it the trace;
  ///   and behind NUL the engine's own message, if it made the error.
  func nodeTrace(_ text: String) -> String {
    let name = text.prefix { $0 != "\n" }
    let report = text.dropFirst(name.count + 1)
    let end = report.utf8.lastIndex(of: 0)
    let stack = String(report[..<(end ?? report.endIndex)])
    let message = end.map { String(report[report.utf8.index(after: $0)...]) } ?? ""
    let words = message.isEmpty ? nil : nodeWords(for: message, in: stack)
    let frames = frames(stack, after: String(name), standingAt: words?.position)
    let all = Self.ofJSON.filter { stack.hasPrefix($0.key) }.map(\.value) + frames.map(node)
    return all.prefix(10).map { "\n    at \($0)" }.joined()
  }

  /// The built-ins that a program calls itself where their errors are made.
  private static let ofJSON = [
    "parse@[native code]": "JSON.parse (<anonymous>)",
    "stringify@[native code]": "JSON.stringify (<anonymous>)",
  ]

  /// The program's own frames of a stack trace, innermost first, from the caller of the constructors on, named with
  /// commas: an error of a class of the program's own is made where that is called.
  ///
  /// - Parameter position: where V8 stands in the first, if that is another place than the engine's.
  func frames(
    _ stack: String, after constructors: String, standingAt position: ProgramPosition?
  ) -> [Failure.Frame] {
    let all = frames(stack)
    let skipped = Set(constructors.split(separator: ",").map(String.init))
    let callers = all.drop { skipped.contains($0.function) }
    let frames = callers.isEmpty ? all : Array(callers)
    guard let position else { return frames }
    let function = frames.first?.function ?? "Object.<anonymous>"
    return [.init(function: function, position: position)] + frames.dropFirst()
  }

  /// Columns in a stack are V8's own.
  private func node(_ frame: Failure.Frame) -> String {
    let column = program.unit(of: frame.position).map { ":\($0)" } ?? ""
    let place = "\(file):\(frame.position.line)\(column)"
    return frame.function.isEmpty ? place : "\(frame.function) (\(place))"
  }

  /// The program's own frames of a stack trace, innermost first.
  func frames(_ stack: String) -> [Failure.Frame] {
    var frames: [Failure.Frame] = []
    // The engine runs the body of an async function in a frame of its own, above that of the function.
    var body: Substring?
    var known: [ProgramPosition: Bool] = [:]
    func isAsynchronous(_ position: ProgramPosition) -> Bool {
      if let known = known[position] { return known }
      let found = program.isInAsyncFunction(position)
      known[position] = found
      return found
    }
    for line in lines(of: stack) {
      guard let (name, position) = frame(line) else {
        body = nil
        continue
      }
      if let inner = body, inner == name || inner.isEmpty || inner == "async",
        let last = frames.last, isAsynchronous(last.position)
      {
        body = nil
        if last.function.isEmpty {
          frames[frames.count - 1].function = functionName(name, at: last.position)
        }
      } else {
        frames.append(.init(function: functionName(name, at: position), position: position))
        body = name
      }
    }
    return frames
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
      engineLine - Self.wrapperLines <= program.lineCount, numbers.dropFirst().first ?? 1 >= 1
    else { return nil }
    var name = line[..<at.lowerBound].drop { $0 == " " }
    if name.hasPrefix("at ") { name = name.dropFirst(3) }
    let position = program.position(
      line: engineLine - Self.wrapperLines, unit: numbers.dropFirst().first)
    return (name, position)
  }

  /// V8 calls the body of a file `Object.<anonymous>` and a function after what it is assigned to.
  private func functionName(_ name: Substring, at position: ProgramPosition) -> String {
    switch name {
    case "anonymous": "Object.<anonymous>"
    case "", "async": program.export(around: position) ?? ""
    default: String(name)
    }
  }

  /// Whether the program itself throws on a line.
  func throwsOn(_ line: Int) -> Bool {
    program.code.contains {
      $0.line == line && $0.kind == .keyword && program.source.text($0) == "throw"
    }
  }

  /// What Node would say where the engine says a message, if that is known to differ.
  ///
  /// - Parameter stack: the trace of the error.
  func nodeWords(for message: String, in stack: String) -> NodeWords? {
    let lines = lines(of: stack)
    let top = lines.first ?? ""
    let builtIn = top.hasSuffix("@[native code]") ? top.prefix { $0 != "@" } : nil
    let place = lines.lazy.compactMap { enginePlace(in: $0) }.first
    return NodeWords(
      for: message, raisedBy: builtIn,
      at: place.flatMap { program.lexeme(line: $0.line, unit: $0.unit) }, in: program)
  }

  private func enginePlace(in line: Substring) -> (line: Int, unit: Int)? {
    guard let at = line.firstRange(ofBytes: "@" + Self.programURL + ":") else { return nil }
    let numbers = line[at.upperBound...].split(separator: ":").compactMap { Int($0) }
    guard numbers.count == 2, numbers[1] >= 1 else { return nil }
    // The start of the function that the program is stands before its first line.
    return numbers[0] > Self.wrapperLines ? (numbers[0] - Self.wrapperLines, numbers[1]) : (1, 1)
  }
}
