/// What Japanese and Chinese need that cmark does not do: emphasis beside full-width punctuation, no space where a
/// line was broken between wide characters, and ruby (`{漢字|かんじ}`).
enum EastAsianText {
  // MARK: - Emphasis

  /// The text with a letter in place of each full-width punctuation mark beside `*` or `~`, where CommonMark would
  /// not take the asterisks for emphasis, and one more between `*` and ASCII punctuation where Japanese, Chinese or
  /// Korean text goes on without a space: `**(a)**は`. The letters are of the private use area.
  ///
  /// - Returns: nil where nothing needs it.
  static func withLetters(_ markdown: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8]?
    var joints: [Int] = []
    var place = markdown.startIndex
    while place < markdown.endIndex {
      let byte = markdown[place]
      if byte == 0xEE { return nil }
      guard byte == UInt8(ascii: "*") || byte == UInt8(ascii: "~") else {
        place += 1
        continue
      }
      var end = place + 1
      while end < markdown.endIndex, markdown[end] == byte { end += 1 }
      for start in [place - 3, end] {
        guard start >= markdown.startIndex, start + 3 <= markdown.endIndex,
          let index = marks.firstIndex(where: { markdown[start..<(start + 3)].elementsEqual($0) })
        else { continue }
        if result == nil { result = Array(markdown) }
        let offset = start - markdown.startIndex
        result!.replaceSubrange(offset..<(offset + 3), with: letter(index))
      }
      if place > markdown.startIndex, end < markdown.endIndex {
        if markdown[place - 1].isASCIIPunctuation, isLetter(markdown[end...].prefix(3)) {
          joints.append(place - markdown.startIndex)
        } else if markdown[end].isASCIIPunctuation, isLetter(markdown[..<place].suffix(3)) {
          joints.append(end - markdown.startIndex)
        }
      }
      place = end
    }
    guard !joints.isEmpty else { return result }
    var text = result ?? Array(markdown)
    for joint in joints.reversed() { text.insert(contentsOf: letter(marks.count), at: joint) }
    return text
  }

  /// Kana, ideographs and Hangul, which take three bytes.
  private static func isLetter(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count == 3, (0xE3...0xED).contains(bytes[bytes.startIndex]),
      let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first
    else { return false }
    return switch scalar.value {
    case 0x3040...0x30FF, 0x3130...0x318F, 0x3400...0x9FFF, 0xAC00...0xD7A3: true
    default: false
    }
  }

  /// The marks again.
  static func withMarks(_ html: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(html.count)
    var place = 0
    while place < html.count {
      if html[place] == 0xEE, place + 2 < html.count, (0x80..<0x90).contains(html[place + 1]) {
        let index = Int(html[place + 1] - 0x80) * 64 + Int(html[place + 2] - 0x80)
        if marks.indices.contains(index) { result += marks[index] }
        if index <= marks.count {
          place += 3
          continue
        }
      }
      result.append(html[place])
      place += 1
    }
    return result
  }

  private static let marks = "「」『』（）【】〈〉《》〔〕［］｛｝、。，．：；！？・…―〜～“”‘’".unicodeScalars.map {
    Array(String($0).utf8)
  }

  private static func letter(_ index: Int) -> [UInt8] {
    [0xEE, 0x80 + UInt8(index / 64), 0x80 + UInt8(index % 64)]
  }

  // MARK: - The page

  /// cmark's page without line breaks between wide characters, and with ruby.
  static func typeset(_ html: [UInt8]) -> [UInt8] {
    guard html.contains(where: { (0xE3...0xE9).contains($0) }) else { return html }
    var result: [UInt8] = []
    result.reserveCapacity(html.count + 64)
    var isWide = false
    var codeDepth = 0
    var place = 0
    while place < html.count {
      let byte = html[place]
      switch byte {
      case UInt8(ascii: "<"):
        let end = html[place...].firstIndex(of: UInt8(ascii: ">")) ?? html.count - 1
        let tag = html[place...end]
        if tag.starts(with: "<pre".utf8) || tag.starts(with: "<code".utf8) { codeDepth += 1 }
        if tag.starts(with: "</pre".utf8) || tag.starts(with: "</code".utf8) { codeDepth -= 1 }
        result += tag
        place = end + 1
      case 10 where codeDepth == 0 && isWide && Self.isWide(html, after: place + 1):
        place += 1
      case UInt8(ascii: "{") where codeDepth == 0:
        if let (ruby, end) = ruby(in: html, at: place) {
          result += ruby
          place = end
          isWide = true
        } else {
          result.append(byte)
          place += 1
          isWide = false
        }
      default:
        let length = length(byte)
        let end = min(place + length, html.count)
        if byte != 10 { isWide = length >= 3 && Self.isWide(html[place..<end]) }
        result += html[place..<end]
        place = end
      }
    }
    return result
  }

  private static func length(_ first: UInt8) -> Int {
    first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  }

  /// Whether the next character behind any tags is wide.
  private static func isWide(_ html: [UInt8], after place: Int) -> Bool {
    var place = place
    while place < html.count, html[place] == UInt8(ascii: "<") {
      guard let end = html[place...].firstIndex(of: UInt8(ascii: ">")) else { return false }
      place = end + 1
    }
    guard place < html.count else { return false }
    return isWide(html[place..<min(place + length(html[place]), html.count)])
  }

  /// Kana, ideographs and full-width forms; Hangul is written with spaces.
  private static func isWide(_ character: ArraySlice<UInt8>) -> Bool {
    guard let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first else {
      return false
    }
    return switch scalar.value {
    case 0x3130...0x318F: false
    case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFF01...0xFF9F, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// `{漢字|かんじ}`: wide characters, and kana above them.
  private static func ruby(in html: [UInt8], at start: Int) -> ([UInt8], Int)? {
    let limit = min(start + 200, html.count)
    guard let end = html[start..<limit].firstIndex(of: UInt8(ascii: "}")) else { return nil }
    let parts = String(decoding: html[(start + 1)..<end], as: UTF8.self).split(
      separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
      parts[0].unicodeScalars.allSatisfy({ isWide(Array(String($0).utf8)[...]) }),
      parts[1].unicodeScalars.allSatisfy({ (0x3040...0x30FF).contains($0.value) })
    else { return nil }
    let markup = "<ruby>\(parts[0])<rp>（</rp><rt>\(parts[1])</rt><rp>）</rp></ruby>"
    return (Array(markup.utf8), end + 1)
  }
}
