import TokenEngine

/// The first place at which two JSON values differ.
struct JSONDifference: CustomStringConvertible {
  /// In words.
  var description: String
  /// What stands there; nil where it is missing.
  var actual: JSONValue?

  /// - Parameter exact: whether members that only `actual` has are differences; otherwise `"…"` matches anything.
  static func first(
    expected: JSONValue, actual: JSONValue, at path: String, exact: Bool
  ) -> JSONDifference? {
    if !exact, case .string(let text) = expected, ["…", "..."].contains(text.text) { return nil }
    switch (expected, actual) {
    case (.object(let e), .object(let a)):
      for (key, value) in e {
        let place = "\(path).\(key.text)"
        guard let other = a[key] else { return missing(place, value) }
        if let difference = first(expected: value, actual: other, at: place, exact: exact) {
          return difference
        }
      }
      guard exact else { return nil }
      for (key, value) in a where e[key] == nil { return surplus("\(path).\(key.text)", value) }
      return nil
    case (.array(let e), .array(let a)):
      for (index, value) in e.enumerated() {
        let place = "\(path)[\(index)]"
        guard index < a.count else { return missing(place, value) }
        if let difference = first(expected: value, actual: a[index], at: place, exact: exact) {
          return difference
        }
      }
      return a.count > e.count ? surplus("\(path)[\(e.count)]", a[e.count]) : nil
    default:
      if expected == actual { return nil }
      return JSONDifference(
        description: "`\(path)` is \(brief(actual)), expected \(brief(expected))", actual: actual)
    }
  }

  private static func missing(_ place: String, _ expected: JSONValue) -> JSONDifference {
    JSONDifference(description: "`\(place)` is missing, expected \(brief(expected))")
  }

  private static func surplus(_ place: String, _ actual: JSONValue) -> JSONDifference {
    JSONDifference(
      description: "`\(place)` is \(brief(actual)), expected none", actual: actual)
  }

  private static func brief(_ value: JSONValue) -> String {
    let text = value.compact
    return "`\(text.count > 80 ? text.prefix(77) + "…" : text[...])`"
  }
}
