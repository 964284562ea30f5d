/// What crosses the pipe between the command and a worker process. Both ends are the same binary, so the
/// bytes carry neither names nor a version: the members in order, and nothing else.
package protocol WireValue {
  func write(to wire: inout WireWriter)
  init(from wire: inout WireReader) throws(WireError)
}

/// Why bytes are no message: the process at the other end is not what it was.
package enum WireError: Error, Equatable { case cutShort, malformed, leftOver }

extension WireValue {
  package var wireBytes: [UInt8] {
    var wire = WireWriter()
    write(to: &wire)
    return wire.bytes
  }

  /// - Throws: ``WireError`` unless the bytes are such a value and nothing more.
  package init(wireBytes: [UInt8]) throws(WireError) {
    var wire = WireReader(wireBytes)
    self = try wire.get()
    guard wire.isAtEnd else { throw .leftOver }
  }
}

// MARK: - What everything is made of

extension Bool: WireValue {
  package func write(to wire: inout WireWriter) { wire.putByte(self ? 1 : 0) }

  package init(from wire: inout WireReader) throws(WireError) {
    switch try wire.byte() {
    case 0: self = false
    case 1: self = true
    default: throw .malformed
    }
  }
}

extension Int: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.putWord(UInt64(bitPattern: Int64((self << 1) ^ (self >> 63))))
  }

  package init(from wire: inout WireReader) throws(WireError) {
    let word = try wire.word()
    self = Int(truncatingIfNeeded: (word >> 1)) ^ -Int(truncatingIfNeeded: word & 1)
  }
}

extension Double: WireValue {
  package func write(to wire: inout WireWriter) { wire.putWord(bitPattern.byteSwapped) }

  package init(from wire: inout WireReader) throws(WireError) {
    self = Double(bitPattern: try wire.word().byteSwapped)
  }
}

extension String: WireValue {
  package func write(to wire: inout WireWriter) { wire.putText(self) }

  package init(from wire: inout WireReader) throws(WireError) { self = try wire.text() }
}

extension Optional: WireValue where Wrapped: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(self != nil)
    if let self { wire.put(self) }
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self = try wire.get() as Bool ? try wire.get() as Wrapped : nil
  }
}

extension Array: WireValue where Element: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(count)
    for element in self { wire.put(element) }
  }

  package init(from wire: inout WireReader) throws(WireError) {
    let count = try wire.count()
    self = []
    reserveCapacity(count)
    for _ in 0..<count { append(try wire.get()) }
  }
}

extension [String: String]: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(count)
    for (key, value) in self {
      wire.put(key, value)
    }
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self = [:]
    for _ in 0..<(try wire.count()) {
      let key: String = try wire.get()
      self[key] = try wire.get() as String
    }
  }
}

extension WireValue where Self: RawRepresentable, RawValue == String {
  package func write(to wire: inout WireWriter) { wire.put(rawValue) }

  package init(from wire: inout WireReader) throws(WireError) {
    guard let value = Self(rawValue: try wire.get()) else { throw .malformed }
    self = value
  }
}
