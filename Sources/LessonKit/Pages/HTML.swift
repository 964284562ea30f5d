/// Markup that is already safe: interpolating text escapes it, interpolating `HTML` does not.
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
  package private(set) var text: String

  package init(stringLiteral markup: String) { text = markup }

  package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// - Parameter trusted: markup made by cmark in its safe mode, or read from our own theme.
  init(trusted: String) { text = trusted }

  static let empty: HTML = ""

  var isEmpty: Bool { text.isEmpty }

  static func += (left: inout HTML, right: HTML) { left.text += right.text }

  static func + (left: HTML, right: HTML) -> HTML { HTML(trusted: left.text + right.text) }

  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity * 2)
    }

    package mutating func appendLiteral(_ markup: String) { text += markup }

    package mutating func appendInterpolation(_ markup: HTML) { text += markup.text }

    package mutating func appendInterpolation(_ text: some StringProtocol) {
      self.text += escaped(text)
    }

    package mutating func appendInterpolation(_ number: Int) { text += String(number) }

    package mutating func appendInterpolation(_ locale: LocaleTag) { text += escaped(locale.text) }
  }
}

extension Sequence<HTML> {
  func joined(separator: String = "") -> HTML {
    HTML(trusted: map(\.text).joined(separator: separator))
  }
}

/// Escaped for text and for attributes in double quotes. Control characters, which HTML forbids, show as U+FFFD.
private func escaped(_ text: some StringProtocol) -> String {
  var result: [UInt8] = []
  result.reserveCapacity(text.utf8.count + 16)
  result.appendEscaped(text.utf8)
  return String(decoding: result, as: UTF8.self)
}

extension [UInt8] {
  /// The same for UTF-8 that is written piece by piece.
  mutating func appendEscaped(_ text: some Sequence<UInt8>) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): self += "&amp;".utf8
      case UInt8(ascii: "<"): self += "&lt;".utf8
      case UInt8(ascii: ">"): self += "&gt;".utf8
      case UInt8(ascii: "\""): self += "&quot;".utf8
      case UInt8(ascii: "'"): self += "&#39;".utf8
      case 0...8, 11, 12, 13...31, 127: self += "\u{FFFD}".utf8
      default: append(byte)
      }
    }
  }
}
