/// A listing of the handler alone, or of what a module exports: what the program has beside it stays, if the listing
/// still uses it.
struct HandlerReplacement {
  let program: [ProgramLine]
  let snippet: Snippet

  /// - Returns: nil where the listing is the whole file.
  func lines(with listing: [ProgramLine]) -> [ProgramLine]? {
    guard snippet.isHandler || snippet.names.exportsModule else { return nil }
    let needed = snippet.names.free.subtracting(KnownNames.globals)
    if needed.isEmpty { return nil }
    let shape = ProgramShape(program)
    guard let start = shape.handler.map({ shape.blocks[$0].statement }) ?? export,
      needed.contains(where: { shape.knows($0, before: start) }),
      let old = shape.statement(at: start)
    else { return nil }
    // Comments above the handler belong to it, where the listing has comments there itself.
    let hasComments = listing.first.map { !$0.normal.isCode } ?? false
    let first = hasComments ? program.start(withCommentsOf: old.lowerBound) : old.lowerBound
    return program[..<first] + listing + program[program.codeEnd(of: old)...]
  }

  private var export: Int? {
    program.firstIndex {
      $0.normal.code.hasPrefix("module . exports =") || $0.normal.code.hasPrefix("export default ")
    }
  }
}
