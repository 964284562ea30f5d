/// Host and path of an absolute URL of a special scheme, as the WHATWG URL Standard reads them.
struct HTTPURL {
  /// Lower-cased, with the port where it is not the scheme's own.
  let host: String
  /// Without dot segments, starting with `/`; what may not stand in a path is percent-encoded.
  let path: String

  private static let standardPorts = ["http": 80, "https": 443, "ftp": 21, "ws": 80, "wss": 443]

  /// - Throws: ``TokenError/urlInvalid``, or ``TokenError/urlNotSupported`` for a URL of another
  ///   scheme and for a host in other characters than ASCII.
  init(_ text: String) throws(TokenError) {
    let visible = text.utf8.filter { ![0x09, 0x0A, 0x0D].contains($0) }
    let trimmed = visible.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
    let url = trimmed.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }

    guard let colon = url.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(url[..<colon]) else {
      throw .urlInvalid
    }
    let scheme = String(decoding: url[..<colon], as: UTF8.self).lowercased()
    guard let standardPort = Self.standardPorts[scheme] else { throw .urlNotSupported }

    let rest = url[(colon + 1)...].drop { $0 == UInt8(ascii: "/") }
      .prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let authority = rest.prefix { $0 != UInt8(ascii: "/") }
    let afterUser = authority.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? rest.startIndex
    host = try Self.host(authority[afterUser...], standardPort: standardPort)
    path = Self.path(rest[authority.endIndex...])
  }

  private static func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first.isLetter else { return false }
    return text.allSatisfy { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
  }

  private static func host(
    _ text: ArraySlice<UInt8>, standardPort: Int
  ) throws(TokenError) -> String {
    var end = text.startIndex
    var isBracketed = false
    while end < text.endIndex, isBracketed || text[end] != UInt8(ascii: ":") {
      if text[end] == UInt8(ascii: "[") { isBracketed = true }
      if text[end] == UInt8(ascii: "]") { isBracketed = false }
      end += 1
    }
    let name = try name(text[..<end])
    let digits = text[end...].dropFirst()
    guard !digits.isEmpty else { return name }
    guard digits.allSatisfy(\.isDigit),
      let port = UInt16(String(decoding: digits, as: UTF8.self))
    else { throw .urlInvalid }
    return Int(port) == standardPort ? name : "\(name):\(port)"
  }

  private static func name(_ text: ArraySlice<UInt8>) throws(TokenError) -> String {
    if text.first == UInt8(ascii: "[") {
      guard text.last == UInt8(ascii: "]"), let address = IPv6Address(text.dropFirst().dropLast())
      else { throw .urlInvalid }
      return "[\(address)]"
    }
    let name = PercentEncoding.decoded(text)
    guard name.allSatisfy({ $0 < 0x80 }) else { throw .urlNotSupported }
    guard !name.isEmpty, !name.contains(where: isForbidden) else { throw .urlInvalid }
    let domain = String(decoding: name, as: UTF8.self).lowercased()
    guard IPv4Address.isMeant(by: domain) else { return domain }
    guard let address = IPv4Address(domain) else { throw .urlInvalid }
    return address.description
  }

  /// The forbidden domain code points.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x7F || "#/:<>?@[\\]^|%".utf8.contains(byte)
  }

  private static func path(_ text: ArraySlice<UInt8>) -> String {
    var segments: [String] = []
    let all = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
    for (index, segment) in all.enumerated() {
      let segment = PercentEncoding.encoded(segment) {
        $0 <= 0x20 || $0 >= 0x7F || "\"<>`{}".utf8.contains($0)
      }
      let isLast = index == all.count - 1
      switch segment.lowercased().split(separator: "%2e", omittingEmptySubsequences: false)
        .joined(separator: ".")
      {
      case ".": if isLast { segments.append("") }
      case "..":
        _ = segments.popLast()
        if isLast { segments.append("") }
      default: segments.append(segment)
      }
    }
    return "/" + segments.joined(separator: "/")
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
