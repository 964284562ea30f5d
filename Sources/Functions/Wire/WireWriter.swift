/// Collects the bytes of a message.
package struct WireWriter {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(4096) }

  package mutating func put<each Value: WireValue>(_ values: repeat each Value) {
    repeat (each values).write(to: &self)
  }

  mutating func putByte(_ byte: UInt8) { bytes.append(byte) }

  /// Seven bits a byte, the lowest first: most numbers are small.
  mutating func putWord(_ word: UInt64) {
    var rest = word
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func putText(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      putWord(UInt64(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }
}
