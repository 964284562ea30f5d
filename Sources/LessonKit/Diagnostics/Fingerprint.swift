package import Markdown

/// Names findings so that they are known again when lines move: by rule, file and the text they stand on.
/// The same text found twice in a file counts on.
package struct Fingerprints {
  private var seen: [String: Int] = [:]

  package init() {}

  /// - Parameters:
  ///   - path: the finding's file, by a name that it has wherever the command is run.
  ///   - source: the text of the file; nil where it is none of ours.
  /// - Returns: 16 hexadecimal digits and which of the same it is: `9e3779b97f4a7c15:1`.
  package mutating func next(_ finding: Diagnostic, at path: String, in source: SourceText?)
    -> String
  {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ text: some StringProtocol) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 10) &* 0x100_0000_01b3
    }
    add(finding.rule.rawValue)
    add(path)
    add(finding.sdk ?? "")
    if let source {
      let last = min(finding.range.upperBound.line, source.lineCount)
      for line in finding.range.lowerBound.line...max(last, finding.range.lowerBound.line) {
        add(source.line(line).trimmed)
      }
    }
    let digits = String(hash, radix: 16)
    let name = String(repeating: "0", count: 16 - digits.count) + digits
    seen[name, default: 0] += 1
    return "\(name):\(seen[name]!)"
  }
}
