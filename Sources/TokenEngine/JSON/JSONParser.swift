extension JSONValue {
  /// Reads the one JSON value that `text` holds, strictly by RFC 8259.
  ///
  /// Of a repeated key the last value wins, at the first place, as in JavaScript. A number too large
  /// for a `Double` becomes infinite, as in JavaScript. Nesting deeper than 512 is refused.
  public init(parsing text: some StringProtocol) throws(JSONError) {
    self = try JSONParser.parse(Array(text.utf8)).value
  }

  /// Reads the one JSON value that the UTF-8 `bytes` hold, by the same rules; what is not UTF-8 is an
  /// error.
  public init(parsingUTF8 bytes: [UInt8]) throws(JSONError) {
    self = try JSONParser.parse(bytes).value
  }
}

/// A strict parser of RFC 8259.
struct JSONParser {
  /// A value, and the keys that some object in it had more than once.
  typealias Result = (value: JSONValue, duplicateKeys: [JSONString])

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private var duplicateKeys: [JSONString] = []

  private static let depthLimit = 512

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  static func parse(_ bytes: [UInt8]) throws(JSONError) -> Result {
    var parser = JSONParser(bytes)
    try parser.checkEncoding()
    parser.skipWhitespace()
    let value = try parser.parseValue()
    parser.skipWhitespace()
    guard parser.next == nil else { throw parser.error(.afterValue) }
    return (value, parser.duplicateKeys)
  }

  private mutating func parseValue() throws(JSONError) -> JSONValue {
    switch next {
    case UInt8(ascii: "{"): return .object(try parseObject())
    case UInt8(ascii: "["): return .array(try parseArray())
    case UInt8(ascii: "\""): return .string(try parseString())
    case let byte where byte == UInt8(ascii: "-") || nextIsDigit:
      return .number(try parseNumber())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    default: throw error(.expected("a value"))
    }
  }

  private mutating func parseObject() throws(JSONError) -> JSONObject {
    var object = JSONObject()
    try enter()
    if !skip("}") {
      repeat {
        skipWhitespace()
        guard next == UInt8(ascii: "\"") else {
          throw error(.expected("a key in double quotes"))
        }
        let key = try parseString()
        skipWhitespace()
        guard skip(":") else { throw error(.expected("“:” after a key")) }
        skipWhitespace()
        let value = try parseValue()
        if object[key] != nil { duplicateKeys.append(key) }
        object[key] = value
        skipWhitespace()
      } while skip(",")
      guard skip("}") else { throw error(.expected("“,” or “}” in an object")) }
    }
    depth -= 1
    return object
  }

  private mutating func parseArray() throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    try enter()
    if !skip("]") {
      repeat {
        skipWhitespace()
        elements.append(try parseValue())
        skipWhitespace()
      } while skip(",")
      guard skip("]") else { throw error(.expected("“,” or “]” in an array")) }
    }
    depth -= 1
    return elements
  }

  /// Steps over the opening bracket.
  private mutating func enter() throws(JSONError) {
    guard depth < Self.depthLimit else { throw error(.tooDeep(Self.depthLimit)) }
    depth += 1
    position += 1
    skipWhitespace()
  }

  private mutating func parseWord(
    _ word: String, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    guard bytes[position...].starts(with: word.utf8) else {
      throw error(.expected("a value"))
    }
    position += word.utf8.count
    return value
  }

  private mutating func parseNumber() throws(JSONError) -> Double {
    let start = position
    _ = skip("-")
    if skip("0") {
      if nextIsDigit { throw error(.leadingZero) }
    } else {
      try skipDigits()
    }
    if skip(".") { try skipDigits() }
    if skip("e") || skip("E") {
      if !skip("+") { _ = skip("-") }
      try skipDigits()
    }
    return Double(String(decoding: bytes[start..<position], as: UTF8.self))!
  }

  private mutating func skipDigits() throws(JSONError) {
    guard nextIsDigit else { throw error(.expected("a digit")) }
    while nextIsDigit { position += 1 }
  }

  private mutating func parseString() throws(JSONError) -> JSONString {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    let plain = bytes[start..<position]
    if skip("\"") { return JSONString(String(decoding: plain, as: UTF8.self)) }
    return try parseEscapedString(after: plain)
  }

  private mutating func parseEscapedString(
    after plain: ArraySlice<UInt8>
  ) throws(JSONError) -> JSONString {
    var units = Array(String(decoding: plain, as: UTF8.self).utf16)
    while true {
      let start = position
      while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
        position += 1
      }
      units.append(contentsOf: String(decoding: bytes[start..<position], as: UTF8.self).utf16)
      if skip("\"") { return JSONString(utf16: units) }
      guard skip("\\") else { throw error(next == nil ? .unclosedString : .controlCharacter) }
      units.append(try parseEscape())
    }
  }

  private mutating func parseEscape() throws(JSONError) -> UInt16 {
    let escape = next
    position += 1
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(escape!)
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"): return try parseHexDigits()
    default:
      position -= 1
      throw error(escape == nil ? .unclosedString : .unknownEscape)
    }
  }

  private mutating func parseHexDigits() throws(JSONError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error(.expected("four hexadecimal digits after “\\u”"))
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}

// MARK: - Bytes and errors

extension JSONParser {
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private var nextIsDigit: Bool { next?.isDigit ?? false }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipWhitespace() {
    while let byte = next, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D {
      position += 1
    }
  }

  /// All that follows may then take the bytes between two quotes for UTF-8.
  private func checkEncoding() throws(JSONError) {
    // The standard library's own check is quick, but does not say where.
    if String(validating: bytes, as: UTF8.self) != nil { return }
    var parser = Unicode.UTF8.ForwardParser()
    var source = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &source) {
      case .valid(let scalar): offset += scalar.count
      case .emptyInput: return
      case .error: throw error(.notUTF8, at: offset)
      }
    }
  }

  private func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
    let before = bytes[..<(offset ?? position)]
    let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return JSONError(
      line: line, column: before.count - lineStart + 1, message: reason.sentence(found: found))
  }

  /// The name of what stands at the position.
  private var found: String {
    let rest = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    guard let scalar = rest.unicodeScalars.first else { return "the end of the text" }
    return switch scalar.properties.generalCategory {
    case _ where scalar == "\u{FEFF}": "a byte order mark"
    case .control, .format: "a control character"
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: "a space that is not JSON’s"
    default: "“\(scalar)”"
    }
  }
}
