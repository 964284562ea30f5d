/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line of the first offending byte, from 1. Lines end at U+000A.
  public let line: Int
  /// Its column in UTF-8 bytes, from 1.
  public let column: Int
  /// One sentence that says what is wrong.
  public let message: String

  public var description: String { "line \(line), column \(column): \(message)" }
}

extension JSONError {
  /// The kinds of error that the parser tells apart.
  enum Reason {
    case expected(String)
    case afterValue
    case leadingZero
    case unclosedString, controlCharacter, unknownEscape
    case tooDeep(Int)
    case notUTF8

    func sentence(found: String) -> String {
      switch self {
      case .expected(let what): "Expected \(what), found \(found)."
      case .afterValue: "Expected nothing after the value, found \(found)."
      case .leadingZero: "A number must not start with a zero that other digits follow."
      case .unclosedString: "The string has no closing quote."
      case .controlCharacter: "A control character in a string must be escaped."
      case .unknownEscape:
        #"Unknown escape; the escapes of JSON are \" \\ \/ \b \f \n \r \t, and \u with four hexadecimal digits."#
      case .tooDeep(let limit): "Arrays and objects are nested more than \(limit) deep."
      case .notUTF8: "The text is not UTF-8."
      }
    }
  }
}
