/// Shapes grow with their programs, so that hundreds of fragments need not be read hundreds of times.
extension ProgramShape {
  /// Whether statements may stand before and after all of it.
  var isWhole: Bool { gaps.first == 0 && gaps.last == 0 }

  /// Puts the lines of a fragment before a line that takes them.
  mutating func insert(_ fragment: ProgramShape, before line: Int) {
    guard let home = gaps[line] else { return }
    let count = fragment.gaps.count - 1
    func moved(_ old: Int) -> Int { old >= line ? old + count : old }
    for index in blocks.indices {
      blocks[index].opening = moved(blocks[index].opening)
      blocks[index].closing = moved(blocks[index].closing)
      if index > 0 { blocks[index].statement = moved(blocks[index].statement) }
    }
    for index in declarations.indices { declarations[index].line = moved(declarations[index].line) }
    firstUses = firstUses.mapValues(moved)
    answers = answers.mapValues(moved)
    let first = blocks.count - 1
    func block(_ number: Int) -> Int { number == 0 ? home : first + number }
    for var own in fragment.blocks.dropFirst() {
      own.parent = own.parent.map(block)
      own.opening += line
      own.closing += line
      own.statement += line
      blocks.append(own)
    }
    for (number, answer) in fragment.answers where number > 0 {
      answers[block(number)] = answer + line
    }
    for var own in fragment.declarations {
      own.block = block(own.block)
      own.line += line
      declare(own)
      firstUses[own.name] = nil
    }
    for (name, use) in fragment.firstUses where !declares(name) {
      firstUses[name] = min(firstUses[name] ?? use + line, use + line)
    }
    gaps.insert(contentsOf: fragment.gaps.dropLast().map { $0.map(block) }, at: line)
    insertGaps(fragment, before: line, in: home, from: first)
  }

  private mutating func insertGaps(
    _ fragment: ProgramShape, before line: Int, in home: Int, from first: Int
  ) {
    let count = fragment.gaps.count - 1
    for index in gapsOfBlock.indices {
      let start = gapsOfBlock[index][...].firstPlace(notBefore: line)
      for place in start..<gapsOfBlock[index].count { gapsOfBlock[index][place] += count }
      if index == home {
        gapsOfBlock[index].insert(
          contentsOf: fragment.gapsOfBlock[0].lazy.filter { $0 < count }.map { $0 + line },
          at: start)
      }
    }
    for own in fragment.gapsOfBlock.dropFirst() { gapsOfBlock.append(own.map { $0 + line }) }
  }
}
