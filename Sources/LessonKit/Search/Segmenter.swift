/// Cuts text into what is searched for: words in lower case, and pairs of neighbouring characters where a script
/// writes no spaces (Chinese, Japanese, Korean and others). `search.js` cuts a question in the same way.
enum Segmenter {
  static func terms(of text: some StringProtocol) -> [String] {
    var terms: [String] = []
    var word: [UInt8] = []
    var isASCII = true
    var run: [Unicode.Scalar] = []
    func end() {
      if !word.isEmpty {
        let term = String(decoding: word, as: UTF8.self)
        terms.append(isASCII ? term : term.lowercased())
      }
      word.removeAll(keepingCapacity: true)
      isASCII = true
      if run.count == 1 { terms.append(String(Character(run[0]))) }
      for (one, next) in zip(run, run.dropFirst()) {
        var pair = String.UnicodeScalarView()
        pair.append(one)
        pair.append(next)
        terms.append(String(pair))
      }
      run = []
    }
    for scalar in text.unicodeScalars {
      // Most of any text, code above all.
      if scalar.isASCII {
        let byte = UInt8(scalar.value)
        if byte.isASCIIWordPart {
          if !run.isEmpty { end() }
          word.append(byte.asciiLowercased)
        } else if !word.isEmpty || !run.isEmpty {
          end()
        }
        continue
      }
      // Full-width forms of ASCII are read as ASCII.
      let scalar =
        (0xFF01...0xFF5E).contains(scalar.value)
        ? Unicode.Scalar(scalar.value - 0xFEE0)! : scalar
      if isDense(scalar) {
        if !word.isEmpty { end() }
        run.append(scalar)
      } else if isWord(scalar) {
        if !run.isEmpty { end() }
        word += UTF8.encode(scalar)!
        isASCII = false
      } else {
        end()
      }
    }
    end()
    return terms
  }

  /// The parts of a name: `sync` and `grant` of `SyncGrant`, `data` and `sync` of `data_sync`.
  static func parts(of name: String) -> [String] {
    if name.isASCII { return asciiParts(of: name) }
    var parts: [String] = []
    var part = ""
    var wasLower = false
    for character in name {
      let isBreak = character == "_" || character == "$" || character == "-"
      if isBreak || (character.isUppercase && wasLower) {
        if !part.isEmpty { parts.append(part.lowercased()) }
        part = ""
      }
      wasLower = character.isLowercase || character.isNumber
      if !isBreak { part.append(character) }
    }
    if !part.isEmpty { parts.append(part.lowercased()) }
    return parts.count > 1 ? parts.filter { $0.count > 1 } : []
  }

  private static func asciiParts(of name: String) -> [String] {
    var parts: [String] = []
    var part: [UInt8] = []
    var wasLower = false
    func end() {
      if !part.isEmpty { parts.append(String(decoding: part, as: UTF8.self)) }
      part.removeAll(keepingCapacity: true)
    }
    for byte in name.utf8 {
      let isBreak =
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "-")
      if isBreak || byte.isASCIIUppercase && wasLower { end() }
      wasLower = byte.isASCIILowercase || byte.isASCIIDigit
      if !isBreak { part.append(byte.asciiLowercased) }
    }
    end()
    return parts.count > 1 ? parts.filter { $0.utf8.count > 1 } : []
  }

  private static func isDense(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3041...0x30FA,
      0x30FC...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "$" || scalar.properties.isAlphabetic
      || scalar.properties.numericType == .decimal
      || scalar.properties.generalCategory == .nonspacingMark
  }
}
