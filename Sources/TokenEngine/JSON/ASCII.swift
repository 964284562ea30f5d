extension UInt8 {
  /// Whether it is one of the ASCII digits; of Unicode's others the grammars here know none.
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}
