/// A JSON object whose members are in the order in which JavaScript lists them.
///
/// That is the order of insertion, except that keys which are array indices (`0` to `4294967294`,
/// written canonically) come first, ascending. Assigning to a key keeps its place; assigning `nil`
/// removes it. Twilio's tokens are signed texts, so the order is part of the value: two objects are
/// equal when they have equal members in the same order.
///
/// Reading, adding and replacing a member take constant time, removing one takes linear time.
public struct JSONObject: Sendable {
  public typealias Element = (key: JSONString, value: JSONValue)

  /// In order of insertion.
  private var members: [Element] = []
  /// Where each key is in `members`; kept only once there are too many to search one by one.
  private var positions: [JSONString: Int] = [:]
  private var hasArrayIndices = false

  private static let searchedOneByOne = 8

  /// An object without members.
  public init() {}

  /// The value of `key`, or `nil` when there is no such member.
  public subscript(key: JSONString) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): members[position].value = value
      case (let position?, nil): remove(at: position)
      case (nil, let value?): append(key, value)
      case (nil, nil): break
      }
    }
  }

  /// The value of the key with the text `key`, or `nil` when there is no such member.
  public subscript(key: String) -> JSONValue? {
    get { self[JSONString(key)] }
    set { self[JSONString(key)] = newValue }
  }

  /// The number of members.
  public var count: Int { members.count }
  /// Whether it is `{}`.
  public var isEmpty: Bool { members.isEmpty }

  /// The keys in order.
  public var keys: [JSONString] { ordered.map(\.key) }

  private var ordered: [Element] {
    guard hasArrayIndices else { return members }
    var indexed: [(index: UInt32, member: Element)] = []
    var named: [Element] = []
    for member in members {
      if let index = member.key.arrayIndex {
        indexed.append((index, member))
      } else {
        named.append(member)
      }
    }
    indexed.sort { $0.index < $1.index }
    return indexed.map(\.member) + named
  }

  private func position(of key: JSONString) -> Int? {
    positions.isEmpty ? members.firstIndex { $0.key == key } : positions[key]
  }

  private mutating func append(_ key: JSONString, _ value: JSONValue) {
    members.append((key, value))
    if key.arrayIndex != nil { hasArrayIndices = true }
    if !positions.isEmpty {
      positions[key] = members.count - 1
    } else if members.count > Self.searchedOneByOne {
      indexPositions()
    }
  }

  private mutating func remove(at position: Int) {
    members.remove(at: position)
    if !positions.isEmpty { indexPositions() }
  }

  private mutating func indexPositions() {
    positions = [:]
    positions.reserveCapacity(members.count)
    for (position, member) in members.enumerated() { positions[member.key] = position }
  }
}

extension JSONObject: Sequence {
  public func makeIterator() -> IndexingIterator<[Element]> { ordered.makeIterator() }
}

extension JSONObject: Hashable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.elementsEqual(right) { $0 == $1 }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for (key, value) in self {
      hasher.combine(key)
      hasher.combine(value)
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// As in a JavaScript object literal, the last value of a repeated key wins, at the first place.
  public init(dictionaryLiteral members: (JSONString, JSONValue)...) {
    for (key, value) in members { self[key] = value }
  }
}

extension JSONString {
  /// The array index that the string is the canonical form of (ECMA-262, 6.1.7).
  fileprivate var arrayIndex: UInt32? {
    guard let text = exactText, (1...10).contains(text.utf8.count),
      text.utf8.allSatisfy(\.isDigit),
      text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0"),
      let index = UInt32(text), index != .max
    else { return nil }
    return index
  }
}
