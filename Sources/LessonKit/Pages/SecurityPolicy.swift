/// The Content-Security-Policy of every page: nothing runs and nothing is loaded but what the site itself has,
/// and images.
struct SecurityPolicy: Sendable, Hashable {
  private var sources: [(directive: String, sources: [String])] = [
    ("default-src", ["'self'"]), ("script-src", ["'self'"]), ("style-src", ["'self'"]),
    ("img-src", ["'self'", "https:", "data:"]), ("media-src", ["'self'", "https:"]),
    ("object-src", ["'none'"]), ("base-uri", ["'self'"]), ("form-action", ["'self'"]),
  ]

  /// Those that list where something may come from.
  private static let directives = [
    "child-src", "connect-src", "default-src", "font-src", "frame-src", "img-src", "manifest-src",
    "media-src", "object-src", "script-src", "script-src-attr", "script-src-elem", "style-src",
    "style-src-attr", "style-src-elem", "worker-src",
  ]

  static func == (left: Self, right: Self) -> Bool { left.text == right.text }

  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// As the header or the `<meta>` element has it.
  var text: String {
    sources.map { ([$0.directive] + $0.sources).joined(separator: " ") }.joined(separator: "; ")
  }

  /// Adds hosts (`frame-src: https://www.youtube-nocookie.com`).
  mutating func read(_ node: SettingsNode) throws(SettingsError) {
    for (key, value) in try SettingsReader.members(of: node, as: "csp") {
      let directive = key.text.lowercased()
      guard Self.directives.contains(directive) else {
        let near = directive.nearest(among: Self.directives).map { "did you mean `\($0)`?" }
        throw SettingsError(
          "`\(key.text)` takes no hosts; \(near ?? "write a directive such as `frame-src` or `img-src`")",
          line: key.line)
      }
      for item in value.items ?? [value] {
        for host in try SettingsReader.text(item).split(separator: " ") {
          try add(String(host), to: directive, line: item.line)
        }
      }
    }
  }

  private mutating func add(
    _ host: String, to directive: String, line: Int
  ) throws(SettingsError) {
    let isHost = host.utf8.allSatisfy { byte in
      (0x21..<0x7F).contains(byte) && !"'\";,<>".utf8.contains(byte)
    }
    guard isHost, host != "*" else {
      throw SettingsError(
        "`\(host)` is no host; write it as `https://www.example.com` (keywords such as 'unsafe-inline' would undo the protection)",
        line: line)
    }
    let runs = ["default-src", "object-src", "worker-src", "child-src"].contains(directive)
    let name = host.firstRange(of: "//").map { host[$0.upperBound...] } ?? host[...]
    let isAnybody = host.hasSuffix(":") || name.prefix { $0 != ":" && $0 != "/" } == "*"
    if runs || directive.hasPrefix("script-src"), isAnybody {
      throw SettingsError(
        "`\(host)` in `\(directive)` would let anybody's scripts run; name the host, as in `https://www.example.com`",
        line: line)
    }
    if let index = sources.firstIndex(where: { $0.directive == directive }) {
      if sources[index].sources == ["'none'"] { sources[index].sources = [] }
      if !sources[index].sources.contains(host) { sources[index].sources.append(host) }
    } else {
      sources.append((directive, ["'self'", host]))
    }
  }
}
