/// Host and path of an absolute `http` or `https` URL, by the rules of the WHATWG URL Standard as far
/// as ASCII domains need them.
struct HTTPURL {
  /// Lower-cased, with the port where it is not the scheme's own.
  let host: String
  /// Without dot segments, starting with `/`.
  let path: String

  init?(_ text: String) {
    let visible = text.utf8.filter { ![0x09, 0x0A, 0x0D].contains($0) }
    let trimmed = visible.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
    let url = trimmed.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }

    guard let colon = url.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = String(decoding: url[..<colon], as: UTF8.self).lowercased()
    guard let standardPort = ["http": 80, "https": 443][scheme] else { return nil }

    let rest = url[(colon + 1)...].drop { $0 == UInt8(ascii: "/") }
      .prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let authority = rest.prefix { $0 != UInt8(ascii: "/") }
    let afterUser = authority.lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? rest.startIndex
    guard let host = Self.host(authority[afterUser...], standardPort: standardPort) else {
      return nil
    }
    self.host = host
    path = Self.path(rest[authority.endIndex...])
  }

  private static func host(_ text: ArraySlice<UInt8>, standardPort: Int) -> String? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let name = String(decoding: parts.first ?? [], as: UTF8.self).lowercased()
    let isDomain = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._".utf8.contains(byte)
    }
    guard !name.isEmpty, isDomain, parts.count <= 2 else { return nil }
    guard parts.count == 2, !parts[1].isEmpty else { return name }
    let digits = String(decoding: parts[1], as: UTF8.self)
    guard digits.utf8.first != UInt8(ascii: "+"), let port = UInt16(digits) else { return nil }
    return Int(port) == standardPort ? name : "\(name):\(port)"
  }

  private static func path(_ text: ArraySlice<UInt8>) -> String {
    var segments: [String] = []
    let all = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
    for (index, segment) in all.enumerated() {
      let segment = String(decoding: segment, as: UTF8.self)
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
