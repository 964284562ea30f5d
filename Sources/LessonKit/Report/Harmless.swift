extension StringProtocol {
  /// With JSON's escapes for what moves the cursor, turns the direction of text or cannot be seen.
  var harmless: String {
    var text = ""
    for scalar in unicodeScalars {
      if scalar.isSeen {
        text.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether it leaves a trace on a terminal and nothing but its own. Fillers (U+3164), joiners and
  /// selectors are default-ignorable letters and marks; of spaces only U+0020 and the ideographic one
  /// can be told by the eye.
  fileprivate var isSeen: Bool {
    if value < 0x7F { return value >= 0x20 }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      return false
    case .spaceSeparator: return self == "\u{3000}"
    default: return !properties.isDefaultIgnorableCodePoint && self != "\u{2800}"
    }
  }
}
