import Testing
import TokenEngine

@Suite struct JSONValueTests {
  @Test func stringsAreCodeUnits() {
    #expect(JSONString("é") != JSONString("e\u{301}"))
    #expect(Set<JSONString>(["é", "e\u{301}", "é"]).count == 2)
    let half = JSONString(utf16: [0xD83D])
    #expect(half.text == "\u{FFFD}" && half.exactText == nil && half.utf8 == [0xEF, 0xBF, 0xBD])
    #expect(half != JSONString("\u{FFFD}"))
    #expect(half == JSONString(utf16: [0xD83D]))
    #expect(half + JSONString(utf16: [0xDE00]) == "😀")
    #expect(JSONString(utf16: [0xD83D, 0xDE00]) == "\u{1F600}")
    #expect(("\r\n" as JSONString).utf16 == [13, 10])
  }

  @Test func objectsKeepJavaScriptOrder() {
    var object: JSONObject = ["b": 1, "2": 2, "a": 3, "10": 4, "01": 5, "4294967295": 6, "-1": 7]
    object["4294967294"] = 8
    object["b"] = 9
    #expect(object.keys == ["2", "10", "4294967294", "b", "a", "01", "4294967295", "-1"])
    object["b"] = nil
    object["b"] = 1
    #expect(object.keys.last == "b" && object.count == 8)
    object["missing"] = nil
    #expect(object["missing"] == nil && object.count == 8)
  }

  /// The index of the keys is only kept from nine members on.
  @Test(arguments: [1, 8, 9, 10, 100]) func objectsFindTheirMembers(_ count: Int) {
    var object = JSONObject()
    for number in 0..<count { object["k\(number)"] = .number(Double(number)) }
    object["k\(count / 2)"] = nil
    for number in 0..<count {
      let expected: JSONValue? = number == count / 2 ? nil : .number(Double(number))
      #expect(object["k\(number)"] == expected)
    }
  }

  @Test func equalityMindsTheOrder() {
    #expect(["a": 1, "b": 2] as JSONObject != ["b": 2, "a": 1])
    #expect(["1": 1, "0": 2] as JSONObject == ["0": 2, "1": 1])
    #expect(Set<JSONObject>([["1": 1, "0": 2], ["0": 2, "1": 1]]).count == 1)
  }

  @Test func writesPretty() {
    let value: JSONValue = ["a": [], "b": [:], "c": [1, ["d": nil]], "e": "x"]
    #expect(
      value.pretty() == """
        {
          "a": [],
          "b": {},
          "c": [
            1,
            {
              "d": null
            }
          ],
          "e": "x"
        }
        """)
    #expect(value.pretty(indent: 0) == value.compact)
    #expect((["a": 1] as JSONValue).pretty(indent: 99) == "{\n          \"a\": 1\n}")
  }

  @Test func givesItsParts() {
    let value: JSONValue = ["s": "x", "n": 1.5, "b": false, "a": [1]]
    #expect(value["s"]?.stringValue == "x" && value["n"]?.numberValue == 1.5)
    #expect(value["b"]?.boolValue == false && value["a"]?.arrayValue == [1])
    #expect(value["missing"] == nil && value["s"]?["x"] == nil && value["s"]?.numberValue == nil)
  }
}
