import JavaScript

/// A program that gets more statements: what is known of it stays known, and needs not be read again.
struct Growth {
  /// Statements that parse alone, and the line of the program they stand before.
  struct Statements {
    var shape: ProgramShape
    var line: Int
  }

  let program: [ProgramLine]
  let shape: ProgramShape
  private let isScript: Bool
  private let reader: SyntaxReader

  /// - Parameter isScript: whether the program parses as a script.
  init(_ program: [ProgramLine], shape: ProgramShape, isScript: Bool, _ reader: SyntaxReader) {
    self.program = program
    self.shape = shape
    self.isScript = isScript
    self.reader = reader
  }

  /// - Returns: what a placement puts into the program, if nothing is in doubt: the program still parses, and all that
  ///   its shape says of other lines stays. So it is where statements declare nothing that the program has, neither
  ///   answer nor export, and cannot be taken for a part of the statements around them.
  func statements(of placement: Placement) -> Statements? {
    guard isScript, let splice = placement.splice, splice.range.isEmpty,
      let block = shape.gaps[splice.range.lowerBound], shape.blocks[block].takesStatements,
      splice.lines.first(where: { $0.normal.isCode })?.normal.code.first?.isLetter ?? false,
      program[splice.range.lowerBound...].first(where: { $0.normal.isCode })?.normal.code.first
        != "{"
    else { return nil }
    let source = lex(splice.lines.map { $0.text + "\n" }.joined())
    let names = Names(source)
    let own = ProgramShape(splice.lines)
    guard own.isWhole, own.answers[0] == nil,
      names.free.isDisjoint(with: ["callback", "exports", "module"]),
      !names.assignsHandler, !names.declared.contains(where: shape.declares),
      reader.reading(of: source, language: nil) == .script
    else { return nil }
    return Statements(shape: own, line: splice.range.lowerBound)
  }
}
