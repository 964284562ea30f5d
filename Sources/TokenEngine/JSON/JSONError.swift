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
