/// A link or image destination as a path below the content root.
package enum LocalPath {
  /// - Parameters:
  ///   - repository: the content root below the root of the repository: `/x` is looked for there first.
  ///   - exists: whether there is something at a path below the content root.
  /// - Returns: empty for the content root itself; nil for addresses of the web, bare fragments and empty
  ///   destinations.
  package static func resolve(
    _ destination: String, from page: String, repository: String = "",
    exists: (String) -> Bool = { _ in false }
  ) -> String? {
    if destination.hasPrefix("/"), !repository.isEmpty {
      let root = repository.split(separator: "/").map { _ in "../" }.joined()
      if let path = resolve(root + destination.dropFirst(), from: "") {
        // From the outside back in, a path is written from the inside.
        let inside = "\(root)\(repository)/"
        let isInside = path.hasPrefix(inside)
        let found = isInside ? String(path.dropFirst(inside.count)) : path
        // What holds the content root is no place to lead to: `/` is the content root itself.
        if found.split(separator: "/").last != "..", exists(found) { return found }
        // What is not there is called as all else in the content is.
        if isInside, !(resolve(destination, from: page).map(exists) ?? false) { return found }
      }
    }
    var path = destination[...]
    if let end = path.firstIndex(where: { $0 == "#" || $0 == "?" }) { path = path[..<end] }
    if path.isEmpty || path.hasPrefix("//") || scheme(of: path) != nil { return nil }
    var parts: [String] =
      path.hasPrefix("/") ? [] : page.split(separator: "/").dropLast().map(String.init)
    for part in path.split(separator: "/") {
      // Decoded before `..` is looked for: `%2e%2e` is one too.
      let name = decoded(part)
      switch name {
      case ".": continue
      case ".." where parts.isEmpty || parts.last == "..": parts.append(name)
      case "..": parts.removeLast()
      default:
        if name.contains("/") || name.contains("\0") { return nil }
        parts.append(name)
      }
    }
    return parts.joined(separator: "/")
  }

  /// `https` of `https://…`.
  package static func scheme(of destination: Substring) -> Substring? {
    guard let colon = destination.firstIndex(of: ":") else { return nil }
    let name = destination[..<colon].drop { $0 <= " " }
    guard let first = name.first, first.isASCII, first.isLetter,
      name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) })
    else { return nil }
    return name
  }

  /// Percent-decoded; as written where that gives no text.
  static func decoded(_ text: Substring) -> String {
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
    return String(validating: bytes, as: UTF8.self) ?? String(text)
  }
}
