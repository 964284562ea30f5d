extension JSONValue {
  /// What JavaScript's `String(value)` returns (ECMA-262, 7.1.17 ToString).
  var ecmaScriptText: JSONString {
    switch self {
    case .null: "null"
    case .bool(let bool): bool ? "true" : "false"
    case .number(let number): JSONString(number.ecmaScriptText)
    case .string(let string): string
    case .array(let elements): Self.joined(elements)
    case .object: "[object Object]"
    }
  }

  /// `Array.prototype.join`, which writes nothing for `null`.
  private static func joined(_ elements: [JSONValue]) -> JSONString {
    var text: JSONString = ""
    for (index, element) in elements.enumerated() {
      if index > 0 { text = text + "," }
      if element != .null { text = text + element.ecmaScriptText }
    }
    return text
  }
}

extension JSONString {
  /// `String.prototype.trim`: without white space and line terminators (ECMA-262, 12.2 and 12.3) at
  /// both ends.
  var trimmed: JSONString {
    let units = utf16
    guard let first = units.firstIndex(where: { !Self.isWhiteSpace($0) }),
      let last = units.lastIndex(where: { !Self.isWhiteSpace($0) })
    else { return "" }
    return JSONString(utf16: units[first...last])
  }

  private static func isWhiteSpace(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
      0xFEFF:
      true
    default: false
    }
  }
}
