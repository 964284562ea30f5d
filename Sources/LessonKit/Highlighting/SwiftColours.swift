/// Colours for Swift as our listings are written; it knows literals, comments and words, no grammar.
struct SwiftColours {
  private static let keywords: Set<String> = [
    "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class",
    "continue", "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough",
    "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let",
    "mutating", "nonisolated", "open", "operator", "package", "precedencegroup", "private",
    "protocol", "public", "fileprivate", "repeat", "rethrows", "return", "self", "Self", "some",
    "static", "struct", "subscript", "super", "switch", "throw", "throws", "try", "typealias",
    "var", "where", "while",
  ]

  static func pieces(of code: [UInt8]) -> [ColouredPiece] {
    var colours = SwiftColours(code: code)
    while colours.place < code.count { colours.next() }
    return colours.pieces
  }

  private let code: [UInt8]
  private var place = 0
  private var pieces: [ColouredPiece] = []

  private init(code: [UInt8]) { self.code = code }

  private subscript(_ offset: Int) -> UInt8 { offset < code.count ? code[offset] : 0 }

  private mutating func add(_ colour: CodeColour?, to end: Int) {
    if let colour { pieces.append(ColouredPiece(range: place..<end, colour: colour)) }
    place = end
  }

  private mutating func next() {
    switch self[place] {
    case UInt8(ascii: "/") where self[place + 1] == UInt8(ascii: "/"):
      add(.comment, to: code[place...].firstIndex(of: 10) ?? code.count)
    case UInt8(ascii: "/") where self[place + 1] == UInt8(ascii: "*"):
      add(.comment, to: endOfBlockComment())
    case UInt8(ascii: "\""): add(.string, to: endOfString(hashes: 0))
    case UInt8(ascii: "#"):
      var hashes = 0
      while self[place + hashes] == UInt8(ascii: "#") { hashes += 1 }
      if self[place + hashes] == UInt8(ascii: "\"") {
        add(.string, to: endOfString(hashes: hashes))
      } else {
        add(.keyword, to: endOfWord(from: place + hashes))
      }
    case UInt8(ascii: "@"): add(.keyword, to: endOfWord(from: place + 1))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): add(.number, to: endOfNumber())
    case let byte where Self.isWord(byte): addWord()
    default: place += 1
    }
  }

  private mutating func addWord() {
    let end = endOfWord(from: place)
    let word = String(decoding: code[place..<end], as: UTF8.self)
    let isMember = place > 0 && code[place - 1] == UInt8(ascii: ".")
    if Self.keywords.contains(word), !isMember, self[end] != UInt8(ascii: ":") {
      add(.keyword, to: end)
    } else if ["true", "false", "nil"].contains(word) {
      add(.number, to: end)
    } else if word.utf8.isTypeName {
      add(.type, to: end)
    } else {
      add(self[end] == UInt8(ascii: "(") ? .function : nil, to: end)
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  private func endOfWord(from start: Int) -> Int {
    max(start, code[min(start, code.count)...].firstIndex { !Self.isWord($0) } ?? code.count)
  }

  /// A point belongs to a number only before a digit: `1.0`, but `1.description` and `0..<n`.
  private func endOfNumber() -> Int {
    var end = endOfWord(from: place)
    if self[end] == UInt8(ascii: "."),
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self[end + 1])
    {
      end = endOfWord(from: end + 1)
    }
    return end
  }

  private func endOfBlockComment() -> Int {
    var depth = 0
    var end = place
    while end < code.count {
      if self[end] == UInt8(ascii: "/"), self[end + 1] == UInt8(ascii: "*") {
        depth += 1
        end += 2
      } else if self[end] == UInt8(ascii: "*"), self[end + 1] == UInt8(ascii: "/") {
        depth -= 1
        end += 2
        if depth == 0 { return end }
      } else {
        end += 1
      }
    }
    return code.count
  }

  /// With its hash signs; what is interpolated belongs to the string.
  private func endOfString(hashes: Int) -> Int {
    let quote = UInt8(ascii: "\"")
    var end = place + hashes
    let isLong = self[end + 1] == quote && self[end + 2] == quote
    let quotes = isLong ? 3 : 1
    end += quotes
    while end < code.count {
      if self[end] == UInt8(ascii: "\\"), hasHashes(hashes, at: end + 1) {
        end += 1 + hashes
        end = self[end] == UInt8(ascii: "(") ? endOfParentheses(from: end) : end + 1
      } else if self[end] == quote, (0..<quotes).allSatisfy({ self[end + $0] == quote }),
        hasHashes(hashes, at: end + quotes)
      {
        return min(code.count, end + quotes + hashes)
      } else if self[end] == 10, !isLong {
        return end
      } else {
        end += 1
      }
    }
    return code.count
  }

  private func hasHashes(_ count: Int, at place: Int) -> Bool {
    (0..<count).allSatisfy { self[place + $0] == UInt8(ascii: "#") }
  }

  private func endOfParentheses(from start: Int) -> Int {
    var depth = 0
    for index in start..<code.count {
      switch code[index] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return index + 1 }
      case 10: return index
      default: break
      }
    }
    return code.count
  }
}
