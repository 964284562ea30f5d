import Testing
import TokenEngine

/// Numbers as ECMAScript writes them (ECMA-262, Number::toString).
@Suite struct JSONNumberTests {
  @Test(arguments: [
    (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (1.5, "1.5"), (-0.5, "-0.5"), (0.1, "0.1"),
    (0.1 + 0.2, "0.30000000000000004"), (100, "100"), (1_704_067_200, "1704067200"),
    (123456789.125, "123456789.125"), (9_007_199_254_740_991, "9007199254740991"),
    (9_007_199_254_740_992, "9007199254740992"),
    (123_456_789_012_345_683_968, "123456789012345680000"),
    (-123_456_789_012_345_683_968, "-123456789012345680000"),
    (1e20, "100000000000000000000"), (1e21, "1e+21"), (-1e21, "-1e+21"),
    (999_999_999_999_999_868_928, "999999999999999900000"), (1.5e21, "1.5e+21"),
    (1.2345e25, "1.2345e+25"), (1e100, "1e+100"), (0.001, "0.001"), (0.0001, "0.0001"),
    (0.00001, "0.00001"), (0.000001, "0.000001"), (0.0000015, "0.0000015"), (1e-7, "1e-7"),
    (1.5e-7, "1.5e-7"), (-1.25e-10, "-1.25e-10"), (.leastNonzeroMagnitude, "5e-324"),
    (2.2250738585072014e-308, "2.2250738585072014e-308"),
    (1.7976931348623157e308, "1.7976931348623157e+308"), (4.35, "4.35"), (1e23, "1e+23"),
    (9.5367431640625e-7, "9.5367431640625e-7"),
    (295_147_905_179_352_825_856, "295147905179352830000"),
    (5e-7, "5e-7"), (123456.789e3, "123456789"), (2e-6, "0.000002"),
  ]) func writesAsJavaScript(_ number: Double, _ text: String) {
    #expect(JSONValue.number(number).compact == text)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func writesNull(_ number: Double) {
    #expect(JSONValue.number(number).compact == "null")
  }

  /// Every text reads back as the number it stands for, whatever its exponent.
  @Test func readsBackWhatItWrites() throws {
    var random = SplitMix(state: 42)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { continue }
      let text = JSONValue.number(number).compact
      #expect(try JSONValue(parsing: text).numberValue == number, "\(text)")
      #expect(!text.contains("e") || number.magnitude >= 1e21 || number.magnitude < 1e-6)
    }
  }
}

/// Numbers by chance, the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
