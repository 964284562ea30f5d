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
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): result += "&amp;".utf8
    case UInt8(ascii: "<"): result += "&lt;".utf8
    case UInt8(ascii: ">"): result += "&gt;".utf8
    case UInt8(ascii: "\""): result += "&quot;".utf8
    case UInt8(ascii: "'"): result += "&#39;".utf8
    case 0...8, 11, 12, 13...31, 127: result += "\u{FFFD}".utf8
    default: result.append(byte)
    }
  }
  return String(decoding: result, as: UTF8.self)
}
