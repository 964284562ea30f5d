/// A JSON value, with JavaScript's numbers and strings and with members in JavaScript's order.
public enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// Any JavaScript number; NaN and the infinities are written as `null`.
  case number(Double)
  /// Text, which may hold lone surrogates.
  case string(JSONString)
  /// Elements in their order.
  case array([JSONValue])
  /// Members in JavaScript's order.
  case object(JSONObject)

  /// A string value from a Swift string.
  public static func string(_ text: String) -> JSONValue { .string(JSONString(text)) }

  /// The value of the member `key` of an object; `nil` when there is none or this is no object.
  public subscript(key: String) -> JSONValue? { objectValue?[JSONString(key)] }

  /// The elements, if this is an array.
  public var arrayValue: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, if this is an object.
  public var objectValue: JSONObject? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The text, if this is a string; a lone surrogate in it has become U+FFFD.
  public var stringValue: String? {
    if case .string(let string) = self { string.text } else { nil }
  }

  /// The number, if this is one.
  public var numberValue: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// The truth value, if this is one.
  public var boolValue: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  /// What JavaScript's `if (value)` decides by.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let bool): bool
    case .number(let number): number != 0 && !number.isNaN
    case .string(let string): !string.isEmpty
    case .array, .object: true
    }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringInterpolation,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral bool: Bool) { self = .bool(bool) }
  public init(integerLiteral integer: Int) { self = .number(Double(integer)) }
  public init(floatLiteral number: Double) { self = .number(number) }
  public init(stringLiteral text: String) { self = .string(text) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// The last value of a repeated key wins, at the first place.
  public init(dictionaryLiteral members: (JSONString, JSONValue)...) {
    var object = JSONObject()
    for (key, value) in members { object[key] = value }
    self = .object(object)
  }
}
