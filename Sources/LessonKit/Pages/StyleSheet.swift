/// A style sheet as it is sent: without comments and the space that only its authors need.
enum StyleSheet {
  static func condensed(_ css: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(css.count)
    var quote: UInt8?
    var place = 0
    while place < css.count {
      let byte = css[place]
      defer { place += 1 }
      if let open = quote {
        result.append(byte)
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        result.append(byte)
      } else if css[place...].starts(with: "/*".utf8) {
        place += 2
        while place < css.count, !css[place...].starts(with: "*/".utf8) { place += 1 }
        place += 1
      } else if byte == 10 || byte == 32 {
        if let last = result.last, !" {};:,>".utf8.contains(last) { result.append(32) }
      } else {
        if "{}>".utf8.contains(byte), result.last == 32 { result.removeLast() }
        if byte == UInt8(ascii: "}"), result.last == UInt8(ascii: ";") { result.removeLast() }
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self) + "\n"
  }
}
