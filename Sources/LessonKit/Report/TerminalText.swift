extension StringProtocol {
  /// On one line, without what could move the cursor or turn the direction of text.
  var oneLine: String {
    String(String.UnicodeScalarView(unicodeScalars.map(\.shown)))
  }

  /// The same on its own lines.
  package var visible: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0 == "\n" || $0 == "\t" ? $0 : $0.shown }))
  }

  /// Columns of a terminal.
  var terminalWidth: Int { reduce(0) { $0 + $1.terminalWidth } }
}

extension Unicode.Scalar {
  /// Line breaks and tabs as spaces, other controls as U+FFFD.
  fileprivate var shown: Unicode.Scalar {
    switch value {
    case 0x09, 0x0A, 0x0D: " "
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: self
    }
  }
}

extension Character {
  /// Columns of a terminal: two for East Asian wide characters and emoji.
  var terminalWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default: break
    }
    if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default:
      // The sound marks of half-width katakana join their letter, and take a column of their own.
      return 1 + unicodeScalars.dropFirst().count { (0xFF9E...0xFF9F).contains($0.value) }
    }
  }
}
