/// The sections of the pages of a locale, in order, as one run of bytes: a string for each heading would take several
/// times as much, and a site has sections by the hundred thousand.
struct SectionList: Sendable {
  private var bytes: [UInt8] = []
  /// How many sections each page has, and where they begin.
  private var pages: [(start: Int, count: Int)] = []
  private var start = 0
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
    pages.append((start, open))
    open = 0
    start = bytes.count
  }

  /// - Parameter take: takes a heading and its anchor.
  func visit(page number: Int, _ take: (String, String) throws -> Void) rethrows {
    var place = pages[number].start
    func next() -> String {
      let end = bytes[place...].firstIndex(of: 0) ?? bytes.count
      defer { place = end + 1 }
      return String(decoding: bytes[place..<end], as: UTF8.self)
    }
    for _ in 0..<pages[number].count {
      let heading = next()
      try take(heading, next())
    }
  }
}
