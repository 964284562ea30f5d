import Markdown

/// Steps that the text points to by their number: "as in step 2-4", 「手順2-4」.
///
/// Only numbers in parts are judged, whose first part the page's own headings have: a plain "step 3" may be one of a list,
/// and `4-1` one of another page. So may be any step where the sentence speaks of pages or links to one, and numbers far
/// beyond the page's own; `1-3` may be three steps.
struct StepReferences {
  private let lesson: Lesson
  /// The numbers of the page's headings, and of the lines that stand for headings.
  private let numbers: Set<String>

  init(_ lesson: Lesson) {
    self.lesson = lesson
    numbers = Set(
      lesson.document.blocks.filter { $0.heading != nil || $0.text.utf8.count < 100 }
        .compactMap { StepNumber.parse($0.text) })
  }

  func findings() -> [Diagnostic] {
    let headings = lesson.document.blocks.filter { $0.heading != nil }
      .compactMap { StepNumber.parse($0.text)?.split(separator: "-") }.filter { $0.count == 2 }
    guard headings.count > 1 else { return [] }
    let last = Dictionary(headings.map { ($0[0], Int($0[1]) ?? 0) }, uniquingKeysWith: max)
    return lesson.document.blocks.filter { $0.isParagraph && Self.hasNumberInParts($0.text) }
      .flatMap { findings(in: $0, last) }
  }

  /// `2-4`: most paragraphs have none, as bytes tell.
  private static func hasNumberInParts(_ text: String) -> Bool {
    let bytes = text.utf8
    return zip(bytes, zip(bytes.dropFirst(), bytes.dropFirst(2))).contains {
      $1.0 == UInt8(ascii: "-") && $0.isASCIIDigit && $1.1.isASCIIDigit
    }
  }

  /// - Parameter last: the last step of each part.
  private func findings(in block: Block, _ last: [Substring: Int]) -> [Diagnostic] {
    let lines = lesson.proseLines(of: block)
    var findings: [Diagnostic] = []
    for (index, line) in lines.enumerated() {
      for match in line.text.matches(of: Self.reference) {
        let number = "\(match.1)-\(match.2)"
        guard let last = last[match.1], !numbers.contains(number),
          Int(match.2) ?? 0 <= last + 10,
          !isElsewhere(Sentence(around: match.range, of: index, in: lines), block)
        else { continue }
        findings.append(
          Diagnostic(
            .unknownStep,
            "this page has no step \(number): its steps are \(list(of: match.1)). A reader looks for it in vain; write the number of the step that is meant",
            path: lesson.path, range: line.range(match.range)))
      }
    }
    return findings
  }

  /// Whether a sentence is about another page, or about several steps.
  private func isElsewhere(_ sentence: Sentence, _ block: Block) -> Bool {
    sentence.text.contains(Self.others)
      || block.links.contains { $0.range.overlaps(sentence.range) }
  }

  /// Whether a step that a page lacks is one of another page.
  ///
  /// - Parameter others: the texts of the other pages of the workshop.
  static func isStep(_ finding: Diagnostic, in lesson: Lesson, of others: some Sequence<String>)
    -> Bool
  {
    let line = lesson.source.line(finding.range.lowerBound.line).utf8
    let from = finding.range.lowerBound.column - 1
    let text = Substring(line.dropFirst(from).prefix(finding.range.upperBound.column - 1 - from))
    guard let number = text.firstMatch(of: /\d+-\d+/)?.0 else { return false }
    return others.contains { page in
      page.split(whereSeparator: \.isNewline).contains { line in
        line.first == "#" && StepNumber.parse(String(line.drop { $0 == "#" })) == String(number)
      }
    }
  }

  /// `2-1 to 2-6`
  private func list(of part: Substring) -> String {
    let own = numbers.filter { $0.hasPrefix(part + "-") }
      .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    return own.count == 1 ? own[0] : "\(own.first ?? "") to \(own.last ?? "")"
  }

  private nonisolated(unsafe) static let others =
    /(?i)\b(lessons?|parts?|pages?|chapters?|steps\s*\d+)\b|レッスン|ページ|次の/

  private nonisolated(unsafe) static let reference =
    /(?:[Ss]tep|手順|ステップ|[Éé]tape|[Pp]aso|[Pp]asso|[Ss]chritt|步骤|단계)\s*(\d{1,2})-(\d{1,2})(?![\d-])/
}

/// The sentence that a part of a line stands in, over the lines of its block.
private struct Sentence {
  private(set) var text: String
  private(set) var range: SourceRange

  init(around part: Range<String.Index>, of index: Int, in lines: [ProseLine]) {
    var start = (line: index, place: part.lowerBound)
    var end = (line: index, place: part.upperBound)
    text = String(lines[index].text[part])
    while true {
      let before = lines[start.line].text[..<start.place]
      let stop = before.matches(of: Self.stop).last?.range.upperBound
      start.place = stop ?? before.startIndex
      text = before[start.place...] + text
      guard stop == nil, start.line > 0 else { break }
      start = (start.line - 1, lines[start.line - 1].text.endIndex)
      text = "\n" + text
    }
    while true {
      let after = lines[end.line].text[end.place...]
      let stop = after.firstMatch(of: Self.stop)?.range.upperBound
      end.place = stop ?? after.endIndex
      text += after[..<end.place]
      guard stop == nil, end.line < lines.count - 1 else { break }
      end = (end.line + 1, lines[end.line + 1].text.startIndex)
      text += "\n"
    }
    let first = lines[start.line]
    let last = lines[end.line]
    range =
      first.range(start.place..<first.text.endIndex)
      .lowerBound..<last.range(last.text.startIndex..<end.place).upperBound
  }

  private nonisolated(unsafe) static let stop = /[.!?](?=\s|$)|[。！？]/
}
