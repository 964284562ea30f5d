import TokenEngine

/// The ways in which programs write out a text: as it is, in a string literal, in a URL, in HTML, in base64.
package struct SecretForms {
  /// In UTF-8; none is empty.
  package let all: Set<[UInt8]>

  /// Of a shorter text, what base64 makes would be found where it is not meant.
  private static let shortestEncoded = 8

  package init(_ secret: String) {
    let json = Self.escaped(secret, quote: "\"")
    let written = [
      secret, json, json.replacing("/", with: "\\/"), Self.escaped(secret, quote: "'"),
      Self.escaped(secret, quote: "`"), Self.escaped(json, quote: "\""),
      secret.unicodeScalars.map(Self.html).joined(),
    ]
    var all = Set((written + Self.percentEncoded(secret)).map { Array($0.utf8) })
    if secret.utf8.count >= Self.shortestEncoded {
      for text in Set([secret, json]) { all.formUnion(Self.base64(Array(text.utf8))) }
    }
    self.all = all
  }

  /// As `JSON.stringify` and `util.inspect` write it, without the quotes.
  private static func escaped(_ text: String, quote: Unicode.Scalar) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case quote, "\\": "\\" + String(scalar)
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "\u{8}": "\\b"
      case "\u{C}": "\\f"
      case _ where scalar.value < 0x20:
        quote == "\""
          ? "\\u00" + hex(UInt8(scalar.value)) : "\\x" + hex(UInt8(scalar.value)).uppercased()
      default: String(scalar)
      }
    }.joined()
  }

  private static func html(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    default: String(scalar)
    }
  }

  /// By `encodeURIComponent`, by `encodeURI` and by forms, with digits of either case.
  private static func percentEncoded(_ text: String) -> [String] {
    let kept = ["-_.!~*'()", "-_.!~*'();,/?:@&=+$#", "-_.*"]
    let encoded = kept.map { kept in
      text.utf8.map { byte in
        let scalar = Unicode.Scalar(byte)
        let isLetter = scalar.isASCII && scalar.properties.isAlphabetic
        return isLetter || ("0"..."9").contains(scalar) || kept.utf8.contains(byte)
          ? String(scalar) : "%" + hex(byte)
      }.joined()
    }
    let upper = encoded.map { $0.replacing(#/%../#) { $0.output.uppercased() } }
    return encoded + upper + (encoded + upper).map { $0.replacing("%20", with: "+") }
  }

  /// What stands in the base64 of any text that holds `bytes`, in both alphabets: the digits that depend on
  /// `bytes` alone, for each of the three places where they can begin. A token's payload is such a text.
  private static func base64(_ bytes: [UInt8]) -> [[UInt8]] {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    return ["+/", "-_"].flatMap { last in
      let digits = Array((alphabet + last).utf8)
      return (0..<3).map { shift in
        let bits = 8 * (shift + bytes.count)
        func bit(_ index: Int) -> Int {
          index / 8 < shift ? 0 : Int(bytes[index / 8 - shift] >> UInt8(7 - index % 8) & 1)
        }
        return ((8 * shift + 5) / 6..<bits / 6).map { place in
          digits[(6 * place..<6 * place + 6).reduce(0) { $0 << 1 | bit($1) }]
        }
      }
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
