extension JSONString {
  /// What JavaScript's `encodeURIComponent(text)` returns (ECMA-262, 19.2.6.4).
  ///
  /// Throws ``TokenError/uriMalformed`` for a lone surrogate.
  func percentEncoded() throws(TokenError) -> String {
    guard let exactText else { throw .uriMalformed }
    var encoded: [UInt8] = []
    for byte in exactText.utf8 {
      if Self.unescaped.contains(byte) {
        encoded.append(byte)
      } else {
        encoded.append(UInt8(ascii: "%"))
        encoded.append(Self.hexDigits[Int(byte >> 4)])
        encoded.append(Self.hexDigits[Int(byte & 15)])
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }

  /// What JavaScript's `decodeURIComponent(text)` returns (ECMA-262, 19.2.6.2).
  ///
  /// Throws ``TokenError/uriMalformed`` for a `%` without two hexadecimal digits, and for escaped bytes
  /// that are not UTF-8.
  func percentDecoded() throws(TokenError) -> JSONString {
    guard let exactText else { return self }
    var decoded: [UInt8] = []
    var rest = exactText.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        decoded.append(byte)
        continue
      }
      guard let high = Self.hexValue(rest.popFirst()), let low = Self.hexValue(rest.popFirst())
      else { throw .uriMalformed }
      decoded.append(high << 4 | low)
    }
    let text = String(decoding: decoded, as: UTF8.self)
    // Decoding repairs what is not UTF-8, so that the bytes differ.
    guard text.utf8.elementsEqual(decoded) else { throw .uriMalformed }
    return JSONString(text)
  }

  private static let unescaped = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()".utf8)

  fileprivate static let hexDigits = Array("0123456789ABCDEF".utf8)

  fileprivate static func hexValue(_ byte: UInt8?) -> UInt8? {
    byte.flatMap { Character(Unicode.Scalar($0)).hexDigitValue }.map(UInt8.init)
  }
}

/// Percent-encoding as URLs have it (URL Standard, 1.3), which fails on nothing.
enum PercentEncoding {
  /// The bytes, with those escaped of which `isEscaped` is true.
  static func encoded(_ bytes: ArraySlice<UInt8>, where isEscaped: (UInt8) -> Bool) -> String {
    let text = bytes.flatMap { byte in
      isEscaped(byte)
        ? [0x25, JSONString.hexDigits[Int(byte >> 4)], JSONString.hexDigits[Int(byte & 15)]]
        : [byte]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that `text` stands for; a `%` without two hexadecimal digits stands for itself.
  static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      if byte == 0x25, let high = JSONString.hexValue(rest.first),
        let low = JSONString.hexValue(rest.dropFirst().first)
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}

extension JSONObject {
  /// The members as a query, `key=value` joined by `&`, both sides percent-encoded.
  func percentEncodedQuery() throws(TokenError) -> String {
    var pairs: [String] = []
    for (key, value) in self {
      let encodedValue = try value.ecmaScriptText.percentEncoded()
      pairs.append("\(try key.percentEncoded())=\(encodedValue)")
    }
    return pairs.joined(separator: "&")
  }
}
