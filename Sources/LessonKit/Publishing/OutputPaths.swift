/// Paths in the output, and from one of its files to another.
extension PageMap {
  /// Where the file of a path below the root (or outside it) stands in the output.
  package static func file(_ path: String) -> String {
    let parts = path.split(separator: "/")
    let outside = parts.prefix { $0 == ".." }.count
    // How far outside is part of the place, so that `../a.png` and `../../a.png` stay apart.
    return outside == 0
      ? path : "outside/\(outside)/" + parts.dropFirst(outside).joined(separator: "/")
  }

  /// The folder of a file, ending with `/`, or empty.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// - Parameter from: a folder, ending with `/`.
  static func relative(from: String, to: String) -> String {
    let a = from.split(separator: "/")
    let b = to.split(separator: "/")
    let common = zip(a, b.dropLast(to.hasSuffix("/") ? 0 : 1)).prefix { $0 == $1 }.count
    let isFolder = to.hasSuffix("/")
    let parts =
      Array(repeating: "..", count: a.count - common)
      + b.dropFirst(min(common, b.count)).map { encoded($0) }
    let path = parts.joined(separator: "/")
    return path.isEmpty ? "./" : path + (isFolder ? "/" : "")
  }

  /// Percent-encodes what would end or change a path.
  static func encoded(_ part: some StringProtocol) -> String {
    part.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
