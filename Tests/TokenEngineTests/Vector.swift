import Foundation
import Testing
import TokenEngine

/// One case of Vectors/token-vectors.json: what the real library did with these inputs.
struct Vector: Sendable, CustomTestStringConvertible {
  let id: String
  let profile: SDKProfile
  let kind: String
  let fields: JSONObject

  var testDescription: String { id }
  var now: Seconds { fields["now"]!.numberValue! }
  var options: JSONValue? { fields["options"]?.untagged }
  var arguments: [JSONValue?] { (fields["constructorArgs"]?.arrayValue ?? []).map(\.untagged) }
  var operations: [JSONObject] { fields["operations"]?.arrayValue?.compactMap(\.objectValue) ?? [] }
  var call: JSONObject { fields["call"]!.objectValue! }
  var callArguments: [JSONValue?] { call["args"]!.arrayValue!.map(\.untagged) }
  var expected: JSONObject { fields["expected"]!.objectValue! }
  var expectedJWT: String? { expected["jwt"]?.stringValue }
  var expectedError: String? { expected["error"]?.stringValue }

  /// The cases of the two profiles of twilio-node.
  static let all: [Vector] = {
    let url = Bundle.module.url(
      forResource: "token-vectors", withExtension: "json", subdirectory: "Vectors")!
    let file = try! JSONValue(parsingUTF8: Array(Data(contentsOf: url)))
    return file["vectors"]!.arrayValue!.compactMap { Vector($0.objectValue!) }
  }()

  static func of(kind: String) -> [Vector] { all.filter { $0.kind == kind } }

  private init?(_ fields: JSONObject) {
    guard let profile = SDKProfile(rawValue: fields["library"]!.stringValue!) else { return nil }
    self.profile = profile
    self.fields = fields
    id = fields["id"]!.stringValue!
    kind = fields["kind"]!.stringValue!
  }
}

/// Why the Swift API has no way to do what a vector does in JavaScript.
struct NotExpressible: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension JSONValue {
  /// The value that a tagged one stands for, `nil` for `undefined`.
  var untagged: JSONValue? {
    switch self {
    case .array(let elements): return .array(elements.map { $0.untagged ?? .null })
    case .object(let members):
      if members["$undefined"] != nil { return nil }
      if let number = members["$number"]?.stringValue { return .number(Double(number)!) }
      if let units = members["$utf16"]?.arrayValue {
        return .string(JSONString(utf16: units.map { UInt16($0.numberValue!) }))
      }
      var object = JSONObject()
      if let pairs = members["$object"]?.arrayValue {
        for pair in pairs.map({ $0.arrayValue! }) {
          if case .string(let key) = pair[0] { object[key] = pair[1].untagged }
        }
      } else {
        for (key, value) in members { object[key] = value.untagged }
      }
      return .object(object)
    default: return self
    }
  }

  /// Whether a tag such as `$boxed` is left, for a value that JSON has no counterpart of.
  var isTagged: Bool {
    switch self {
    case .array(let elements): elements.contains(where: \.isTagged)
    case .object(let members):
      members.contains { $0.key.text.hasPrefix("$") || $0.value.isTagged }
    default: false
    }
  }
}

extension JSONValue? {
  /// What JavaScript's `if (value)` decides by.
  var isTruthy: Bool {
    switch self {
    case nil, .null?, .bool(false)?: false
    case .number(let number)?: number != 0 && !number.isNaN
    case .string(let string)?: !string.isEmpty
    default: true
    }
  }
}
