/// Colours for JSON, and for what authors write as JSON: comments and dots stay plain.
enum JSONColours {
  static func pieces(of code: ArraySlice<UInt8>) -> [ColouredPiece] {
    var pieces: [ColouredPiece] = []
    var place = code.startIndex
    while place < code.endIndex {
      let start = place
      switch code[place] {
      case UInt8(ascii: "\""):
        place += 1
        while place < code.endIndex, code[place] != UInt8(ascii: "\""), code[place] != 10 {
          place += code[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        place = min(place + 1, code.endIndex)
        let after = code[place...].first { $0 != 0x20 && $0 != 9 }
        let isName = after == UInt8(ascii: ":")
        pieces.append(ColouredPiece(range: start..<place, colour: isName ? .property : .string))
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
        place = code[place...].firstIndex { !isWord($0) } ?? code.endIndex
        let text = code[start..<place]
        let isValue =
          ["true", "false", "null"].contains(String(decoding: text, as: UTF8.self))
          || text.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        if isValue { pieces.append(ColouredPiece(range: start..<place, colour: .number)) }
        if place == start { place += 1 }
      default: place += 1
      }
    }
    return pieces
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}

/// Colours for an HTTP message: its first line, the names of its headers, and a body of JSON.
enum HTTPColours {
  static func pieces(of code: [UInt8]) -> [ColouredPiece] {
    var pieces: [ColouredPiece] = []
    var start = 0
    while start < code.count {
      let end = code[start...].firstIndex(of: 10) ?? code.count
      let line = code[start..<end]
      if line.allSatisfy({ $0 == 13 || $0 == 0x20 }) {
        let body = code[min(end + 1, code.count)...]
        let first = body.first { $0 != 0x20 && $0 != 10 }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
          pieces += JSONColours.pieces(of: body)
        }
        break
      }
      if start == 0 {
        pieces += firstLine(line)
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
        pieces.append(ColouredPiece(range: start..<colon, colour: .property))
      }
      start = end + 1
    }
    return pieces
  }

  /// `HTTP/1.1 200 OK`, or `GET /token HTTP/1.1`.
  private static func firstLine(_ line: ArraySlice<UInt8>) -> [ColouredPiece] {
    let words = line.split(separator: 0x20)
    guard let first = words.first else { return [] }
    var pieces = [ColouredPiece(range: first.indices, colour: .keyword)]
    if first.starts(with: "HTTP/".utf8), words.count > 1 {
      pieces.append(ColouredPiece(range: words[1].indices, colour: .number))
    }
    return pieces
  }
}
