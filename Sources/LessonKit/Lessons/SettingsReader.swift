import TokenEngine
import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What is wrong with a YAML text, and on which 1-based line of it.
package struct SettingsError: Error, Hashable {
  package var message: String
  package var line: Int

  init(_ message: String, line: Int) {
    self.message = message
    self.line = line
  }
}

/// A YAML value with its place; scalars keep their text (`010` stays `010`).
package struct SettingsNode {
  fileprivate let node: Node

  var isScalar: Bool { node.scalar != nil }
  /// What YAML calls no value: nothing, `~` or `null` without quotes.
  var isNull: Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else {
      return false
    }
    return ["", "~", "null"].contains(scalar.string)
  }
  var text: String { node.scalar?.string ?? "" }
  var line: Int { node.mark?.line ?? 1 }

  var items: [SettingsNode]? {
    node.sequence.map { $0.map(SettingsNode.init) }
  }

  /// A key that is none of ours is somebody else's, unless it is plainly one of ours misspelt.
  func refuseNearMiss(of keys: [String]) throws(SettingsError) {
    guard !keys.contains(text) else { return }
    let near = keys.first { key in
      text.lowercased() == key.lowercased() || Misspelling.is(text, of: key, least: 5)
        || text.first == key.first && key.count >= 5 && text.sorted() == key.sorted()
    }
    if let near {
      throw SettingsError("there is no setting `\(text)`; did you mean `\(near)`?", line: line)
    }
  }

  /// Scalars as strings, as a query string would give them.
  var json: JSONValue {
    if let items { return .array(items.map(\.json)) }
    if let mapping = node.mapping {
      var object = JSONObject()
      for (key, value) in mapping {
        object[JSONString(key.scalar?.string ?? "")] = SettingsNode(node: value).json
      }
      return .object(object)
    }
    return .string(JSONString(text))
  }
}

enum SettingsReader {
  /// The members of a document that is a mapping, or empty.
  static func members(
    of yaml: String
  ) throws(SettingsError) -> [(key: SettingsNode, value: SettingsNode)] {
    let root: Node?
    do {
      // Scalars keep their text, so nobody needs to know which of them look like numbers.
      root = try Yams.compose(yaml: yaml, .basic)
    } catch let error as YamlError {
      throw SettingsError(error)
    } catch {
      throw SettingsError("this is not YAML", line: 1)
    }
    guard let root, !SettingsNode(node: root).isNull else { return [] }
    var budget = 10_000
    guard isWithin(&budget, root) else {
      throw SettingsError(
        "this is too much: its aliases stand for more than 10,000 values", line: 1)
    }
    return try members(of: SettingsNode(node: root), as: "the document")
  }

  static func members(
    of node: SettingsNode, as name: String
  ) throws(SettingsError) -> [(key: SettingsNode, value: SettingsNode)] {
    if node.isNull { return [] }
    guard let mapping = node.node.mapping else {
      throw SettingsError("\(name) must be a list of `name: value` lines", line: node.line)
    }
    return mapping.map { (SettingsNode(node: $0.key), SettingsNode(node: $0.value)) }
  }

  static func text(_ node: SettingsNode) throws(SettingsError) -> String {
    guard let scalar = node.node.scalar else {
      throw SettingsError("this must be a single value", line: node.line)
    }
    return scalar.string
  }

  static func flag(_ node: SettingsNode) throws(SettingsError) -> Bool {
    switch try text(node) {
    case "true": return true
    case "false": return false
    case let other: throw SettingsError("`\(other)` must be true or false", line: node.line)
    }
  }

  /// ISO 8601 with a zone; a bare date is its midnight in UTC.
  static func time(_ node: SettingsNode) throws(SettingsError) -> Seconds {
    let text = try text(node)
    guard let seconds = seconds(text) else {
      throw SettingsError(
        "`\(text)` is no time; write it as 2024-01-01T00:00:00Z", line: node.line)
    }
    return seconds
  }

  /// A day, or a time as YAML and others write it: seconds, zone and `T` may be missing.
  static func date(_ node: SettingsNode) throws(SettingsError) -> Seconds {
    let text = try text(node)
    if let seconds = seconds(text) { return seconds }
    let time = /(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)?/
    guard let parts = text.wholeMatch(of: time),
      let seconds = seconds("\(parts.1)T\(parts.2)\(parts.3 ?? ":00")\(parts.4 ?? "Z")")
    else {
      throw SettingsError(
        "`\(text)` is no date; write it as 2024-01-31, or with a time as 2024-01-31T09:00:00Z",
        line: node.line)
    }
    return seconds
  }

  /// The same of a text from elsewhere; `nil` if it is no time.
  static func seconds(_ text: String) -> Seconds? {
    let full = text.contains("T") || text.contains(" ") ? text : text + "T00:00:00Z"
    let styles = [
      Date.ISO8601FormatStyle(), Date.ISO8601FormatStyle(includingFractionalSeconds: true),
    ]
    // The parser takes February 30 for March 1, and 25 o'clock for one of the next day.
    let (day, clock) = (full.prefix(10), full.dropFirst(11).prefix(8))
    guard let midnight = try? styles[0].parse(day + "T00:00:00Z"),
      midnight.formatted(styles[0]).hasPrefix(day),
      let moment = try? styles[0].parse("\(day)T\(clock)Z"),
      moment.formatted(styles[0]).dropFirst(11).hasPrefix(clock)
    else { return nil }
    return styles.lazy.compactMap { try? $0.parse(full).timeIntervalSince1970 }.first
  }

  /// Aliases make a short text stand for any number of values; each is counted as often as it is reached.
  private static func isWithin(_ budget: inout Int, _ node: Node) -> Bool {
    budget -= 1
    guard budget >= 0 else { return false }
    if let sequence = node.sequence {
      for item in sequence where !isWithin(&budget, item) { return false }
    } else if let mapping = node.mapping {
      for (_, value) in mapping where !isWithin(&budget, value) { return false }
    }
    return true
  }
}

extension SettingsError {
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init("this is not YAML: \(problem)", line: max(mark.line, 1))
    case .reader(let problem, _, _, _): self.init("this is not YAML: \(problem)", line: 1)
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        "`\(duplicates.map { $0.description }.sorted().joined(separator: "`, `"))` is given twice",
        line: max(context.mark.line, 1))
    default: self.init("this is not YAML", line: 1)
    }
  }
}
