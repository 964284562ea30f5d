import Functions
import Markdown

/// The branches of a handler that the runs of a lesson may not take: what they reply can be seen all the same.
struct HandlerBranches {
  private let program: [ProgramLine]
  private let shape: ProgramShape
  private let handler: Int

  /// - Returns: nil where the program has no handler that answers by its callback.
  init?(_ program: [ProgramLine]) {
    shape = ProgramShape(program)
    self.program = program
    guard let handler = shape.handler else { return nil }
    let head = program[shape.blocks[handler].statement...shape.blocks[handler].opening]
    guard head.contains(where: { $0.normal.code.contains("callback") }),
      !head.contains(where: { $0.normal.code.contains("async") })
    else { return nil }
    self.handler = handler
  }

  /// The first line that replies in a branch and goes on to the reply below it.
  var replyingTwice: ProgramLine? {
    guard let answer = shape.answer(of: handler), isReply(program[answer]) else { return nil }
    return branches.lazy.compactMap { block in
      guard block.parent == handler, block.closing < answer,
        program[block.statement].normal.code.hasPrefix("if ("),
        let reply = shape.answers[shape.blocks.firstIndex { $0.opening == block.opening }!],
        program[reply].normal.code.hasPrefix("callback ("),
        !program[block.closing].normal.code.contains("else"),
        program[(block.closing + 1)...].first(where: \.normal.isCode)?.normal.code
          .hasPrefix("else") == false,
        !program[reply..<block.closing].contains(where: leaves)
      else { return nil }
      return program[reply]
    }.first
  }

  /// The first line that returns a value which nobody gets, in place of a reply.
  var returningValue: ProgramLine? {
    guard program.contains(where: isReply) else { return nil }
    let own =
      [handler]
      + shape.blocks.indices.filter { shape.blocks[$0].parent == handler }
      .filter { isBranch(shape.blocks[$0]) }
    return own.lazy.flatMap { shape.gaps(of: $0) }.sorted().lazy
      .compactMap { line in
        guard line < program.count,
          program[line].normal.code.wholeMatch(of: /return ([{'"`\d].*)/) != nil
        else { return nil }
        let statement = shape.statement(at: line) ?? line..<line + 1
        return program[statement].contains { $0.normal.code.contains("callback") }
          ? nil : program[line]
      }.first
  }

  private var branches: [ProgramBlocks.Block] { shape.blocks.filter(isBranch) }

  private func isBranch(_ block: ProgramBlocks.Block) -> Bool {
    guard block.statement < program.count, block.opening >= 0 else { return false }
    let code = program[block.opening].normal.code
    return code.hasSuffix("{") && !code.contains("=>") && !code.contains("function")
      && ["if (", "} else", "else"].contains(where: code.hasPrefix)
  }

  private func isReply(_ line: ProgramLine) -> Bool {
    line.normal.code.hasPrefix("callback (") || line.normal.code.hasPrefix("return callback (")
  }

  private func leaves(_ line: ProgramLine) -> Bool {
    ["return", "throw"].contains { line.normal.code == $0 || line.normal.code.hasPrefix($0 + " ") }
  }
}
