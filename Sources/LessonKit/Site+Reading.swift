import Markdown

extension Site {
  /// The text of a lesson by its path, as it stands there now; nil where there is none that can be read.
  package func text(of path: String) -> String? {
    guard case .success(let bytes) = files[path]?.read(), bytes.count <= Self.largestFile,
      !bytes.contains(0)
    else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  func text(of page: Page, _ findings: inout [Diagnostic]) -> String? {
    func report(_ rule: Rule, _ message: String, at range: SourceRange = .start) {
      findings.append(Diagnostic(rule, message, path: page.path, range: range))
    }
    switch files[page.path]?.read() {
    case nil: return nil
    case .failure(let failure):
      report(.unreadable, "this file cannot be read: \(failure.reason)")
      return nil
    case .success(let bytes):
      if bytes.count > Self.largestFile {
        report(
          .tooLarge,
          "this file has more than \(Self.largestFile / 1024) KiB, and such a lesson is not read; split it into several"
        )
        return nil
      }
      if let nul = bytes.firstIndex(of: 0) {
        report(
          .unreadable,
          "this file is no text: byte \(nul + 1) is NUL; if it is UTF-16, save it as UTF-8, else take the byte out",
          at: place(of: nul + 1, in: bytes))
        return nil
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        let number = firstInvalid(in: bytes)
        report(
          .unreadable, "this file is not UTF-8: byte \(number) is wrong; save it as UTF-8",
          at: place(of: number, in: bytes))
        return nil
      }
      return text
    }
  }

  /// The number of the first byte that is not UTF-8, from 1.
  private func firstInvalid(in bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var valid = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { valid += UTF8.width(scalar) }
    return valid + 1
  }

  private func place(of number: Int, in bytes: [UInt8]) -> SourceRange {
    let before = bytes[..<(number - 1)]
    let line = before.count(where: { $0 == 10 }) + 1
    let column = number - (before.lastIndex(of: 10) ?? -1) - 1
    let start = SourceLocation(line: line, column: column)
    return start..<start.advanced(by: 1)
  }
}
