/// Reads a message, and believes nothing of it: a hostile program may have taken over who wrote it.
package struct WireReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  /// Beyond what the JSON parser lets in.
  private static let depthLimit = 1_100

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  package mutating func get<Value: WireValue>() throws(WireError) -> Value {
    try Value(from: &self)
  }

  /// The members of a value, in the order in which they were put.
  package mutating func members<each Value: WireValue>() throws(WireError) -> (repeat each Value) {
    (repeat try (each Value)(from: &self))
  }

  mutating func byte() throws(WireError) -> UInt8 {
    guard position < bytes.count else { throw .cutShort }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func word() throws(WireError) -> UInt64 {
    var word: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 63 || byte <= 1 else { throw .malformed }
      word |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return word }
      shift += 7
    }
  }

  /// How many values follow, each of at least one byte.
  mutating func count() throws(WireError) -> Int {
    let count: Int = try get()
    guard count >= 0, count <= bytes.count - position else { throw .cutShort }
    return count
  }

  mutating func text() throws(WireError) -> String {
    let count = try word()
    guard count <= UInt64(bytes.count - position) else { throw .cutShort }
    let end = position + Int(count)
    defer { position = end }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  /// Reads what may hold values of its own kind.
  mutating func nested<Value>(
    _ read: (inout WireReader) throws(WireError) -> Value
  ) throws(WireError) -> Value {
    guard depth < Self.depthLimit else { throw .malformed }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }
}
