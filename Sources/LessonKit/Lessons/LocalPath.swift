/// A link or image destination as a path below the content root.
package enum LocalPath {
  /// - Returns: nil for addresses of the web, bare fragments and empty destinations.
  package static func resolve(_ destination: String, from page: String) -> String? {
    var path = destination[...]
    if let end = path.firstIndex(where: { $0 == "#" || $0 == "?" }) { path = path[..<end] }
    if path.isEmpty || path.hasPrefix("//")
      || path.firstMatch(of: /^[A-Za-z][A-Za-z0-9+.\-]*:/) != nil
    {
      return nil
    }
    var parts: [Substring] = path.hasPrefix("/") ? [] : page.split(separator: "/").dropLast()
    for part in path.split(separator: "/") {
      switch part {
      case ".": continue
      case ".." where parts.isEmpty || parts.last == "..": parts.append(part)
      case "..": parts.removeLast()
      default: parts.append(part)
      }
    }
    return parts.isEmpty ? nil : decoded(parts.joined(separator: "/"))
  }

  /// Percent-decoded; as written where that gives no text.
  private static func decoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let hex = rest.prefix(2)
      if byte == UInt8(ascii: "%"), hex.count == 2,
        let value = UInt8(String(decoding: hex, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? text
  }
}
