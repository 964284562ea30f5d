import TokenEngine

extension JSONString: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(exactText)
    if exactText == nil { wire.put(utf16.map { Int($0) }) }
  }

  package init(from wire: inout WireReader) throws(WireError) {
    if let text: String = try wire.get() as String? {
      self.init(text)
      return
    }
    var units: [UInt16] = []
    for unit in try wire.get() as [Int] {
      guard let unit = UInt16(exactly: unit) else { throw .malformed }
      units.append(unit)
    }
    self.init(utf16: units)
  }
}

extension JSONObject: WireValue {
  package func write(to wire: inout WireWriter) {
    wire.put(count)
    for (key, value) in self {
      wire.put(key, value)
    }
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self.init()
    for _ in 0..<(try wire.count()) {
      let key: JSONString = try wire.get()
      self[key] = try wire.get() as JSONValue
    }
  }
}

extension JSONValue: WireValue {
  package func write(to wire: inout WireWriter) {
    switch self {
    case .null: wire.putByte(0)
    case .bool(false): wire.putByte(1)
    case .bool(true): wire.putByte(2)
    case .number(let number):
      wire.putByte(3)
      wire.put(number)
    case .string(let string):
      wire.putByte(4)
      wire.put(string)
    case .array(let elements):
      wire.putByte(5)
      wire.put(elements)
    case .object(let members):
      wire.putByte(6)
      wire.put(members)
    }
  }

  package init(from wire: inout WireReader) throws(WireError) {
    self = try wire.nested { wire throws(WireError) in
      switch try wire.byte() {
      case 0: .null
      case 1: .bool(false)
      case 2: .bool(true)
      case 3: .number(try wire.get())
      case 4: .string(try wire.get() as JSONString)
      case 5: .array(try wire.get())
      case 6: .object(try wire.get())
      default: throw .malformed
      }
    }
  }
}
