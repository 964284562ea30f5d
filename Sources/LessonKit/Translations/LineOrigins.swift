/// Where the lines of a program stand in Markdown. Most stand in a row, so only where a row begins is kept.
struct LineOrigins: Equatable {
  private struct Row: Equatable {
    var first: ProgramLine.Origin
    /// In the program.
    var start: Int
  }

  private var rows: [Row] = []
  let count: Int

  init(_ lines: [ProgramLine]) {
    count = lines.count
    for (index, line) in lines.enumerated() {
      let next = rows.last.map { Self.origin(at: index, in: $0) }
      if next != line.origin { rows.append(Row(first: line.origin, start: index)) }
    }
  }

  var isEmpty: Bool { count == 0 }

  /// - Parameter index: of one of the lines.
  subscript(index: Int) -> ProgramLine.Origin {
    Self.origin(at: index, in: rows.last { $0.start <= index }!)
  }

  private static func origin(at index: Int, in row: Row) -> ProgramLine.Origin {
    var origin = row.first
    origin.line += index - row.start
    return origin
  }
}
