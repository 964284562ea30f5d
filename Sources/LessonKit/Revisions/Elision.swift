/// Lines such as `// ...` that stand for lines of the program before.
enum Elision {
  static func isElision(_ line: NormalLine) -> Bool {
    if line.code == "..." || line.code == "…" { return true }
    guard !line.isCode, line.comments.count == 1 else { return false }
    let text = line.comments[0].drop { $0 == "/" || $0 == "*" || $0 == " " }
    if text.hasPrefix("...") || text.hasPrefix("…") || text.hasPrefix("・・・") { return true }
    let word = text.filter { !"()（）*/ 　。".contains($0) }
    return ["省略", "中略", "前略", "後略", "以下省略", "途中省略", "以下略", "略"].contains(word)
  }

  /// The listing with every elision filled by what the program has between the lines around it.
  ///
  /// - Returns: nil where an elision stands for nothing that can be found.
  static func filled(_ lines: [ProgramLine], from program: [ProgramLine]) -> [ProgramLine]? {
    var result: [ProgramLine] = []
    var cursor = 0
    let places = Dictionary(grouping: program.indices) { program[$0].normal.code }
    func place(of line: ProgramLine) -> Int? { places[line.normal.code]?.first { $0 >= cursor } }
    for (index, line) in lines.enumerated() {
      guard isElision(line.normal) else {
        if line.normal.isCode, let found = place(of: line) { cursor = found + 1 }
        result.append(line)
        continue
      }
      let following = lines[(index + 1)...].prefix { !isElision($0.normal) }.filter(\.normal.isCode)
      if following.isEmpty {
        result += program[cursor...]
        cursor = program.count
        continue
      }
      // The first line after the elision that the program has; those before it are new, or replace its last ones.
      guard let anchor = following.firstIndex(where: { place(of: $0) != nil }),
        var end = place(of: following[anchor])
      else { return nil }
      for line in following[..<anchor].reversed()
      where end > cursor && isAlike(line.normal, program[end - 1].normal) {
        end -= 1
      }
      result += program[cursor..<end]
      cursor = end
    }
    return result
  }

  /// Whether one line is the other with a change: half of their tokens are the same.
  static func isAlike(_ a: NormalLine, _ b: NormalLine) -> Bool {
    let x = Set(a.code.split(separator: " "))
    let y = Set(b.code.split(separator: " "))
    return x.intersection(y).count * 2 >= max(x.count, y.count)
  }
}
