/// What the templates of a theme include (`{{>head}}`): one that comes back to itself would never end.
struct ThemeIncludes {
  private var included: [String: [(name: String, line: Int)]] = [:]

  /// - Parameter text: of a template.
  mutating func read(_ name: String, _ text: String) {
    included[name] = Self.delimiters(in: text).flatMap { Self.includes(in: text, after: $0) }
  }

  /// The line of an include whose name only a page's values give (`{{>*kind}}`): nobody can say where it leads.
  func computed(in name: String) -> Int? {
    included[name]?.first { $0.name.hasPrefix("*") }?.line
  }

  /// The templates from one back to itself, and the line on which it includes the first of them; nil if it does not.
  func circle(from name: String) -> (names: [String], line: Int)? {
    for include in included[name] ?? [] {
      var seen: Set<String> = []
      if let way = way(from: include.name, to: name, &seen) { return ([name] + way, include.line) }
    }
    return nil
  }

  private func way(from name: String, to goal: String, _ seen: inout Set<String>) -> [String]? {
    if name == goal { return [name] }
    guard seen.insert(name).inserted else { return nil }
    for include in included[name] ?? [] {
      if let way = way(from: include.name, to: goal, &seen) { return [name] + way }
    }
    return nil
  }

  /// What tags begin with: `{{`, and what a template puts in its place (`{{=<% %>=}}`).
  private static func delimiters(in text: String) -> [String] {
    ["{{"] + text.matches(of: /\{\{\s*=\s*(\S+)\s+\S+?\s*=/).map { String($0.1) }
  }

  private static func includes(
    in text: String, after delimiter: String
  ) -> [(name: String, line: Int)] {
    text.ranges(of: delimiter).compactMap { range in
      guard let tag = text[range.upperBound...].prefixMatch(of: /\s*[><]\s*([^\s{}%]+)/) else {
        return nil
      }
      return (String(tag.1), text[..<range.lowerBound].count(where: \.isNewline) + 1)
    }
  }
}
