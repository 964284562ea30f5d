extension Double {
  /// What JavaScript's `String(number)` returns (ECMA-262, 6.1.6.1.20 Number::toString).
  ///
  /// The shortest digits that read back as the same number; an exponent from 1e21 up and below 1e-6.
  var ecmaScriptText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
    if let integer = Int64(exactly: self), integer.magnitude < 1 << 53 { return String(integer) }
    let (digits, point) = shortestDigits
    let sign = self < 0 ? "-" : ""
    return sign + Self.ecmaScriptText(digits: digits, point: point)
  }

  /// The significant digits, and where the decimal point stands: 12.5 is `125` with the point at 2.
  private var shortestDigits: (digits: [UInt8], point: Int) {
    // Swift's own description has the right digits and places the exponent by rules of its own.
    let parts = magnitude.description.utf8.split(separator: UInt8(ascii: "e"))
    let number = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let exponent = parts.count > 1 ? Int(Substring(parts[1]))! : 0
    let fraction = number.count > 1 ? Array(number[1]) : []
    let zero = UInt8(ascii: "0")
    let all = Array(number[0]) + fraction
    let significant = all.drop { $0 == zero }
    let point = number[0].count + exponent - (all.count - significant.count)
    let trailingZeros = significant.reversed().prefix { $0 == zero }.count
    return (Array(significant.dropLast(trailingZeros)), point)
  }

  private static func ecmaScriptText(digits: [UInt8], point: Int) -> String {
    func text(_ part: ArraySlice<UInt8>) -> String { String(decoding: part, as: UTF8.self) }
    func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }

    switch point {
    case digits.count...21: return text(digits[...]) + zeros(point - digits.count)
    case 1...21: return "\(text(digits.prefix(point))).\(text(digits.dropFirst(point)))"
    case -5...0: return "0." + zeros(-point) + text(digits[...])
    default:
      let exponent = point - 1
      let fraction = digits.count > 1 ? ".\(text(digits.dropFirst()))" : ""
      return "\(text(digits.prefix(1)))\(fraction)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
    }
  }
}
