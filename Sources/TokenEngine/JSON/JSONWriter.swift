extension JSONValue {
  /// The text that JavaScript's `JSON.stringify(value)` returns.
  ///
  /// Strings are escaped only where JSON demands it (ECMA-262, 25.5.2.3: a lone surrogate is written
  /// as `\udxxx`), numbers are written as by `String(number)`.
  public var compact: String {
    String(decoding: compactUTF8, as: UTF8.self)
  }

  /// The text that JavaScript's `JSON.stringify(value, null, indent)` returns: one member or element a
  /// line, `{}` and `[]` on one.
  ///
  /// - Parameter indent: The number of spaces a level; more than 10 count as 10, less than 1 means
  ///   ``compact``.
  public func pretty(indent: Int = 2) -> String {
    var writer = JSONWriter(indent: Swift.max(0, Swift.min(indent, 10)))
    writer.write(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  var compactUTF8: [UInt8] {
    var writer = JSONWriter(indent: 0)
    writer.write(self)
    return writer.bytes
  }
}

extension JSONValue: CustomStringConvertible {
  /// ``compact``.
  public var description: String { compact }
}

extension JSONObject: CustomStringConvertible {
  /// The object as ``JSONValue/compact`` JSON.
  public var description: String { JSONValue.object(self).compact }
}

/// Writes values as `JSON.stringify` does, in UTF-8.
private struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let indent: Int
  private var depth = 0

  init(indent: Int) {
    self.indent = indent
    bytes.reserveCapacity(512)
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .bool(let bool): append(bool ? "true" : "false")
    case .number(let number): append(number.isFinite ? number.ecmaScriptText : "null")
    case .string(let string): write(string)
    case .array(let elements):
      write(elements, between: "[", and: "]") { $0.write($1) }
    case .object(let members):
      write(members, between: "{", and: "}") { writer, member in
        writer.write(member.key)
        writer.append(writer.indent == 0 ? ":" : ": ")
        writer.write(member.value)
      }
    }
  }

  private mutating func write<Item>(
    _ items: some Sequence<Item>, between open: StaticString, and close: StaticString,
    writeItem: (inout JSONWriter, Item) -> Void
  ) {
    append(open)
    depth += 1
    var isEmpty = true
    for item in items {
      if !isEmpty { append(",") }
      breakLine()
      writeItem(&self, item)
      isEmpty = false
    }
    depth -= 1
    if !isEmpty { breakLine() }
    append(close)
  }

  private mutating func breakLine() {
    guard indent > 0 else { return }
    append("\n")
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
  }

  private mutating func write(_ string: JSONString) {
    append("\"")
    if let text = string.exactText {
      for byte in text.utf8 { writeEscaped(byte) }
    } else {
      writeIllFormed(string.utf16)
    }
    append("\"")
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append(#"\""#)
    case UInt8(ascii: "\\"): append(#"\\"#)
    case 0x08: append(#"\b"#)
    case 0x09: append(#"\t"#)
    case 0x0A: append(#"\n"#)
    case 0x0C: append(#"\f"#)
    case 0x0D: append(#"\r"#)
    case ..<0x20: writeHexEscape(UInt16(byte))
    default: bytes.append(byte)
    }
  }

  private mutating func writeIllFormed(_ units: [UInt16]) {
    var index = 0
    while index < units.count {
      let unit = units[index]
      if UTF16.isLeadSurrogate(unit), index + 1 < units.count,
        UTF16.isTrailSurrogate(units[index + 1])
      {
        bytes.append(contentsOf: String(decoding: units[index...index + 1], as: UTF16.self).utf8)
        index += 1
      } else if UTF16.isSurrogate(unit) {
        writeHexEscape(unit)
      } else {
        for byte in String(decoding: CollectionOfOne(unit), as: UTF16.self).utf8 {
          writeEscaped(byte)
        }
      }
      index += 1
    }
  }

  private mutating func writeHexEscape(_ unit: UInt16) {
    append(#"\u"#)
    let digits = String(unit, radix: 16)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
    append(digits)
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}
