import JavaScript

/// A program with all that is known of it before it runs, whatever the profile and the settings.
struct ReadProgram {
  let text: RewrittenProgram
  let world: World
  let sites: CallSites

  init(_ program: String) {
    let source = lex(program.withoutHashbang)
    text = RewrittenProgram(source)
    world = World(of: source)
    sites = CallSites(program: ProgramText(source, edits: text.edits))
  }
}

/// A program as the engine takes it: the body of a function.
struct RewrittenProgram {
  /// As it was written, for where it compiles only so, or nowhere: then the engine says why.
  let written: String
  let rewritten: String
  /// Whether it is a module: the body of an async function in strict mode.
  let isModule: Bool
  /// Whether it may be one if it is no script.
  let mayBeModule: Bool
  let edits: [SourceEdit]

  init(_ source: LexedSource) {
    let syntax = ModuleSyntax(of: source)
    let all = syntax.edits + CatchClause.edits(in: source) + AsyncLoop.edits(in: source)
    edits = all.inOrder
    written = source.source
    rewritten = source.applying(edits) + syntax.exports
    isModule = syntax.isModule
    mayBeModule = syntax.isModule || syntax.mayWait
  }

  /// What was written where a piece of the rewritten text stands.
  func written(_ piece: String) -> String? {
    guard let range = rewritten.firstRange(ofBytes: piece) else { return nil }
    let bytes = Array(written.utf8)
    func offset(of end: String.Index) -> Int {
      let place = rewritten.utf8.distance(from: rewritten.startIndex, to: end)
      var added = 0
      for edit in edits where edit.range.lowerBound + added < place {
        let lines = bytes[edit.range].count { $0 == UInt8(ascii: "\n") }
        added += edit.text.utf8.count + lines - edit.range.count
      }
      // In the middle of what was put in, nothing was written.
      return min(max(place - added, 0), bytes.count)
    }
    let (start, end) = (offset(of: range.lowerBound), offset(of: range.upperBound))
    return start <= end ? String(decoding: bytes[start..<end], as: UTF8.self) : nil
  }
}
