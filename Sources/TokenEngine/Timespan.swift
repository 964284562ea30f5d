/// A span of time written as text, such as `20h`, `1.5 days` or `-90 s`.
///
/// The grammar of the npm package `ms`, which the libraries read a textual time to live by: an
/// optional `-`, ASCII digits with an optional fraction, spaces, and a unit in any case. **Without a
/// unit the number counts milliseconds**: `3600` is 3.6 seconds.
public struct Timespan: Sendable, Hashable {
  /// The length in seconds, with its fraction.
  public let seconds: Seconds

  private static let lengthLimit = 100

  /// The span that `text` describes, or `nil` if it describes none.
  public init?(_ text: String) {
    guard text.utf16.count <= Self.lengthLimit else { return nil }
    var rest = text.utf8[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    let whole = rest.popPrefix(while: \.isDigit)
    var number = String(Substring(whole))
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let fraction = rest.popPrefix(while: \.isDigit)
      guard !fraction.isEmpty else { return nil }
      number = "0\(number).\(Substring(fraction))"
    }
    _ = rest.popPrefix { $0 == UInt8(ascii: " ") }
    guard let amount = Double(number), let unit = Self.milliseconds(in: rest.map(asciiLowercase))
    else { return nil }
    seconds = (isNegative ? -amount : amount) * unit / 1000
  }

  /// The span that `text` describes, or `nil` if it describes none, as no text with a lone surrogate does.
  public init?(_ text: JSONString) {
    guard let text = text.exactText else { return nil }
    self.init(text)
  }

  /// The whole seconds of ``AccessToken/ttl`` with which a token issued at `now` expires when the
  /// library says: at the last whole second of the span.
  public func lifetime(issuedAt now: Seconds) -> Seconds {
    let issuedAt = now.rounded(.down)
    return (issuedAt + seconds).rounded(.down) - issuedAt
  }

  private static func milliseconds(in unit: [UInt8]) -> Double? {
    switch String(decoding: unit, as: UTF8.self) {
    case "", "ms", "msec", "msecs", "millisecond", "milliseconds": 1
    case "s", "sec", "secs", "second", "seconds": 1000
    case "m", "min", "mins", "minute", "minutes": 60_000
    case "h", "hr", "hrs", "hour", "hours": 3_600_000
    case "d", "day", "days": 86_400_000
    case "w", "week", "weeks": 7 * 86_400_000
    case "y", "yr", "yrs", "year", "years": 365.25 * 86_400_000
    default: nil
    }
  }
}

/// `String.lowercased()` would also make a `k` of the sign for kelvin.
private func asciiLowercase(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

extension Substring.UTF8View {
  fileprivate mutating func popPrefix(while matches: (UInt8) -> Bool) -> Substring.UTF8View {
    let prefix = prefix(while: matches)
    self = self[prefix.endIndex...]
    return prefix
  }
}
