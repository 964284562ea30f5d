import Testing
import TokenEngine

@Suite struct TimespanTests {
  @Test(
    arguments: [
      ("3600", 3.6), ("1s", 1), ("1.5h", 5400), (".5 m", 30), ("-1h", -3600), ("-.5s", -0.5),
      ("2 DAYS", 172_800), ("1w", 604_800), ("1y", 31_557_600), ("0.5 yrs", 15_778_800),
      ("2500 msecs", 2.5), ("1   hour", 3600), ("007s", 7),
    ] as [(JSONString, Seconds)]) func reads(_ text: JSONString, _ seconds: Seconds)
  {
    #expect(Timespan(text)?.seconds == seconds)
  }

  @Test(
    arguments: [
      "", " ", "-", ".", "1.", "1.s", "+1", "1e3", "1,000", " 1h", "1h ", "1\th", "--1", "1 month",
      "1.2.3", "h", "１h", "1wee\u{212A}", JSONString(utf16: [0x31, 0xD800]),
      JSONString(String(repeating: "0", count: 101)),
    ] as [JSONString]) func refuses(_ text: JSONString)
  {
    #expect(Timespan(text) == nil)
  }

  @Test func lastsToTheLastWholeSecond() {
    #expect(Timespan("2500ms")?.lifetime(issuedAt: 1_700_000_000.9) == 2)
    #expect(Timespan("-2500ms")?.lifetime(issuedAt: 1_700_000_000) == -3)
    #expect(Timespan("-1ms")?.lifetime(issuedAt: 0) == -1)
  }
}
