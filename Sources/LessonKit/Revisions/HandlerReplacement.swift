/// A listing of the handler alone: what the program has beside its handler stays, if the listing still uses it.
struct HandlerReplacement {
  let program: [ProgramLine]
  let snippet: Snippet

  /// - Returns: nil where the listing is the whole file.
  func lines(with listing: [ProgramLine]) -> [ProgramLine]? {
    guard snippet.isHandler else { return nil }
    let needed = snippet.names.free.subtracting(KnownNames.globals)
    if needed.isEmpty { return nil }
    let shape = ProgramShape(program)
    guard let handler = shape.handler,
      needed.contains(where: { shape.knows($0, before: shape.blocks[handler].statement) }),
      let old = shape.statement(at: shape.blocks[handler].statement)
    else { return nil }
    let end = (program[old].lastIndex { $0.normal.isCode } ?? old.lowerBound) + 1
    var start = old.lowerBound
    // Comments above the handler belong to it, where the listing has comments there itself.
    if listing.first.map({ !$0.normal.isCode }) ?? false {
      while start > 0, !program[start - 1].normal.isCode,
        !program[start - 1].normal.comments.isEmpty
      {
        start -= 1
      }
    }
    return program[..<start] + listing + program[end...]
  }
}
