import Testing
import TokenEngine

@Suite struct JSONParserTests {
  @Test(arguments: [
    ("null", "null"), (" true\n", "true"), ("\t[ 1 , 2 ]\r\n", "[1,2]"), ("-0", "0"),
    ("1e400", "null"), ("1E+2", "100"), ("0.5e-1", "0.05"), (#""a\/b""#, #""a/b""#),
    (#""\u00e9\ud83d\ude00""#, #""é😀""#), (#""\ud83d""#, #""\ud83d""#),
    (#""x\udE00y""#, #""x\ude00y""#), (#""\u0000\u001f\u007f""#, "\"\\u0000\\u001f\u{7F}\""),
    (#""\b\f\n\r\t\"\\""#, #""\b\f\n\r\t\"\\""#), ("{}", "{}"), ("[]", "[]"),
    (#"{"b":1,"a":2}"#, #"{"b":1,"a":2}"#), (#"{"b":1,"10":2,"9":3}"#, #"{"9":3,"10":2,"b":1}"#),
    (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#), (#"{"__proto__":1}"#, #"{"__proto__":1}"#),
    ("\"\u{2028}\u{FEFF}\"", "\"\u{2028}\u{FEFF}\""), (#"{"\u00e9":1,"é":2}"#, #"{"é":2}"#),
    ("\"e\u{301}\"", "\"e\u{301}\""), (#""\r\n""#, #""\r\n""#),
  ]) func reads(_ text: String, _ compact: String) throws {
    #expect(try JSONValue(parsing: text).compact.utf8.elementsEqual(compact.utf8))
  }

  @Test(arguments: [
    ("", 1, 1, "Expected a value, found the end of the text."),
    ("nul", 1, 1, "Expected a value, found “n”."),
    ("truee", 1, 5, "Expected nothing after the value, found “e”."),
    ("[1,]", 1, 4, "Expected a value, found “]”."),
    ("[1 2]", 1, 4, "Expected “,” or “]” in an array, found “2”."),
    ("{a:1}", 1, 2, "Expected a key in double quotes, found “a”."),
    ("{\n  \"é\" 1}", 2, 8, "Expected “:” after a key, found “1”."),
    ("{\"a\":1,}", 1, 8, "Expected a key in double quotes, found “}”."),
    ("{\"a\":1", 1, 7, "Expected “,” or “}” in an object, found the end of the text."),
    ("01", 1, 2, "A number must not start with a zero that other digits follow."),
    ("-", 1, 2, "Expected a digit, found the end of the text."),
    ("1.", 1, 3, "Expected a digit, found the end of the text."),
    (".5", 1, 1, "Expected a value, found “.”."), ("+1", 1, 1, "Expected a value, found “+”."),
    ("1e", 1, 3, "Expected a digit, found the end of the text."),
    ("NaN", 1, 1, "Expected a value, found “N”."),
    ("'a'", 1, 1, "Expected a value, found “'”."),
    ("\"a", 1, 3, "The string has no closing quote."),
    ("\"a\\", 1, 4, "The string has no closing quote."),
    ("\"a\nb\"", 1, 3, "A control character in a string must be escaped."),
    (
      #""\x41""#, 1, 3,
      #"Unknown escape; the escapes of JSON are \" \\ \/ \b \f \n \r \t, and \u with four hexadecimal digits."#
    ),
    (#""\u12g4""#, 1, 6, "Expected four hexadecimal digits after “\\u”, found “g”."),
    ("\u{FEFF}1", 1, 1, "Expected a value, found a byte order mark."),
    ("\u{A0}1", 1, 1, "Expected a value, found a space that is not JSON’s."),
    ("！", 1, 1, "Expected a value, found “！”."),
    ("[1]\u{0}", 1, 4, "Expected nothing after the value, found a control character."),
  ]) func refuses(_ text: String, line: Int, column: Int, message: String) {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    #expect(error?.description == "line \(line), column \(column): \(message)")
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xE3, 0x81],
    ] as [[UInt8]]) func refusesWhatIsNotUTF8(_ bytes: [UInt8])
  {
    let error = #expect(throws: JSONError.self) { try JSONValue(parsingUTF8: bytes) }
    #expect(error?.description == "line 1, column 2: The text is not UTF-8.")
  }

  @Test(arguments: [("[", "]"), (#"{"a":"#, "}")]) func limitsDepth(_ open: String, _ close: String)
  {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    #expect(throws: Never.self) { try JSONValue(parsing: nested(512)) }
    let error = #expect(throws: JSONError.self) { try JSONValue(parsing: nested(513)) }
    #expect(error?.message == "Arrays and objects are nested more than 512 deep.")
  }

  /// No cut of a text is read as something else, and none stops the program.
  @Test func refusesEveryPrefix() throws {
    let text = #"{"a":[1.5e3,true,null,{"b":"\ud83d\ude00é"}],"c":"\\"}"#
    _ = try JSONValue(parsing: text)
    let bytes = Array(text.utf8)
    for count in 0..<bytes.count {
      #expect(throws: JSONError.self) { try JSONValue(parsingUTF8: Array(bytes[..<count])) }
    }
  }

  @Test func takesLinearTime() throws {
    let members = (0..<20_000).map { #""k\#($0)":\#($0),"\#(19_999 - $0)":[]"# }
    let text = "{" + members.joined(separator: ",") + "}"
    let value = try JSONValue(parsing: text)
    #expect(value.objectValue?.count == 40_000)
    #expect(value.objectValue?.keys.prefix(2) == ["0", "1"])
    #expect(value["k19999"] == 19_999)
  }
}
