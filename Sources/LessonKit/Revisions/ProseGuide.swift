/// What the prose says about the place of a fragment: "below the `grant`", "inside `makeToken`".
struct ProseGuide {
  let lead: Prose
  let program: [ProgramLine]
  let shape: ProgramShape

  private static let below = [
    "below", "after", "under", "beneath", "following", "の下", "の後", "のあと", "直後", "に続けて", "debajo",
    "después", "après", "sous", "nach", "unter", "depois", "abaixo", "之后", "下面", "다음", "아래",
  ]
  private static let above = [
    "above", "before", "の上", "の前", "直前", "手前", "antes", "encima", "avant", "vor ", "oberhalb", "之前",
    "上面",
    "위에", "앞에",
  ]

  /// The gap next to the only line that the text names, if one of the blocks has it.
  func place(among places: [Int: ScopePlacement.Places], _ blocks: [Int]) -> Int? {
    let text = lead.last.lowercased()
    let isBelow = Self.below.contains { text.contains($0) }
    let isAbove = Self.above.contains { text.contains($0) }
    guard isBelow != isAbove else { return nil }
    for span in lead.lastNames {
      let named = lines(with: span)
      for block in blocks {
        let statements = named.compactMap { line in
          shape.gaps[...line].lastIndex { $0 == block }.flatMap(shape.statement)
        }
        guard let statement = statements.first, Set(statements).count == 1 else { continue }
        let place =
          isAbove ? statement.lowerBound : program.codeEnd(of: statement)
        if places[block]?.contains(place) ?? false { return place }
      }
    }
    return nil
  }

  /// The block whose opening line has a name of the text.
  func block(among blocks: [Int]) -> Int? {
    for span in lead.lastNames {
      let code = NormalLine.code(of: span.hasSuffix("()") ? String(span.dropLast(2)) : span)
      let named = blocks.filter { block in
        let opening = shape.blocks[block].opening
        return opening >= 0 && program[opening].normal.has(code)
      }
      if named.count == 1 { return named[0] }
    }
    return nil
  }

  private func lines(with span: String) -> [Int] {
    let code = NormalLine.code(of: span)
    guard code.contains(where: \.isLetter) else { return [] }
    let all = program.indices.filter { program[$0].normal.has(code) }
    // The line that declares a name is what the name stands for.
    let declaring = all.filter { line in
      ["const", "let", "var", "function"].contains { program[line].normal.has("\($0) \(code)") }
    }
    return declaring.isEmpty ? all : declaring
  }
}

extension NormalLine {
  /// Whether some tokens stand on the line.
  fileprivate func has(_ tokens: String) -> Bool { " \(code) ".contains(" \(tokens) ") }
}
