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
    guard let answer = shape.answer(of: handler), answer < program.count,
      isReply(program[answer])
    else { return nil }
    return branches.lazy.compactMap { block in
      guard block.parent == handler, block.closing < answer,
        program[block.statement].normal.code.hasPrefix("if ("),
        let reply = shape.answers[shape.blocks.firstIndex { $0.opening == block.opening }!],
        program[reply].normal.code.hasPrefix("callback ("),
        !program[block.closing].normal.code.contains("else"),
        program[(block.closing + 1)...].first(where: \.normal.isCode)?.normal.code
          .hasPrefix("else") == false,
        !program[reply..<block.closing].contains(where: leaves),
        !(block.closing + 1..<answer).contains(where: mayLeave)
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
        guard line < program.count, returnsLiteral(program[line]) else { return nil }
        let statement = shape.statement(at: line) ?? line..<line + 1
        return program[statement].contains { $0.normal.code.contains("callback") }
          || mayHaveReplied(before: line) ? nil : program[line]
      }.first
  }

  /// An object, a text or a number.
  private func returnsLiteral(_ line: ProgramLine) -> Bool {
    let code = line.normal.code
    guard code.hasPrefix("return "), let first = code.utf8.dropFirst("return ".utf8.count).first
    else { return false }
    return first.isASCIIDigit || "{'\"`".utf8.contains(first)
  }

  /// Whether a statement above, on the way to a line of the handler or of a branch, has `callback`: it calls it there or
  /// hands it on.
  private func mayHaveReplied(before line: Int) -> Bool {
    guard let block = shape.gaps[line] else { return false }
    return Set([block, handler]).lazy.flatMap { shape.gaps(of: $0) }.contains { start in
      guard start < line, let statement = shape.statement(at: start), statement.upperBound <= line,
        program[statement].contains(where: { words(of: $0).contains("callback") })
      else { return false }
      // What replies there and leaves does not come to the line.
      let isGuarded = ["if (", "for (", "while (", "switch ("].contains(
        where: program[start].normal.code.hasPrefix)
      return !isGuarded || !program[statement].contains(where: speaksOfLeaving)
    }
  }

  /// Whether the handler may end on a line without a reply: by itself or by the branch that the line is in.
  private func mayLeave(_ line: Int) -> Bool {
    let words = words(of: program[line])
    guard let block = shape.gaps[...line].last(where: { $0 != nil }) ?? nil,
      block == handler || shape.blocks[block].parent == handler && isBranch(shape.blocks[block]),
      !words.contains("callback")
    else { return false }
    return leaves(program[line]) || words.first == "if" && speaksOfLeaving(program[line])
  }

  private func speaksOfLeaving(_ line: ProgramLine) -> Bool {
    words(of: line).contains { $0 == "return" || $0 == "throw" }
  }

  private func words(of line: ProgramLine) -> [Substring] { line.normal.code.split(separator: " ") }

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
