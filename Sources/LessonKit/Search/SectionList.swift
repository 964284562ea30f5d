/// The sections of the pages of a locale, in order, as one run of bytes: a string for each heading would take several
/// times as much, and a site has sections by the hundred thousand.
struct SectionList: Sendable {
  private var bytes: [UInt8] = []
  /// How many sections each page has.
  private var counts: [Int] = []
  private var open = 0
  private(set) var count = 0

  mutating func append(heading: String, fragment: String) {
    for text in [heading, fragment] {
      // CommonMark leaves no such byte in a text.
      bytes += text.utf8
      bytes.append(0)
    }
    open += 1
    count += 1
  }

  mutating func endPage() {
    counts.append(open)
    open = 0
  }

  /// - Parameter take: takes the number of the page, the heading and its anchor.
  func visit(_ take: (Int, String, String) throws -> Void) rethrows {
    var place = 0
    func next() -> String {
      let end = bytes[place...].firstIndex(of: 0) ?? bytes.count
      defer { place = end + 1 }
      return String(decoding: bytes[place..<end], as: UTF8.self)
    }
    for (page, count) in counts.enumerated() {
      for _ in 0..<count {
        let heading = next()
        try take(page, heading, next())
      }
    }
  }
}
