/// How many elements are open in a page that is read piece by piece.
struct Nesting {
  private(set) var depth = 0

  private static let void: Set<String> = ["br", "hr", "img", "input", "wbr", "source"]

  mutating func open() { depth += 1 }
  mutating func close() { depth -= 1 }

  mutating func read(_ markup: String) {
    let bytes = markup.utf8
    var place = bytes.startIndex
    while let tag = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = bytes.index(after: tag)
      guard place < bytes.endIndex else { return }
      if bytes[place] == UInt8(ascii: "/") {
        depth -= 1
      } else if bytes[place] != UInt8(ascii: "!") {
        let end = bytes[place...].firstIndex { !Self.isLetterOrDigit($0) } ?? bytes.endIndex
        if !Self.void.contains(String(decoding: bytes[place..<end], as: UTF8.self)) { depth += 1 }
      }
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
