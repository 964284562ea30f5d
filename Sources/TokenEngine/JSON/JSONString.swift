/// An ECMAScript string: a sequence of UTF-16 code units.
///
/// A Swift `String` cannot hold a lone surrogate, and compares `é` equal to `e` followed by U+0301.
/// Twilio's Node libraries do neither, so the texts of a token are values of this type. Write them as
/// string literals; the initialisers are for texts that come from elsewhere.
///
/// Two strings are equal when their code units are.
public struct JSONString: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// Ill-formed text is kept as code units, and only then: equality relies on there being one form.
  private enum Storage: Sendable {
    case text(String)
    case illFormed([UInt16])
  }

  private let storage: Storage

  /// The code units of `text`.
  public init(_ text: some StringProtocol) {
    storage = .text(String(text))
  }

  /// The string made of `units`, which may contain lone surrogates.
  public init(utf16 units: some Sequence<UInt16>) {
    let units = Array(units)
    if let text = String(validatingUTF16: units) {
      storage = .text(text)
    } else {
      storage = .illFormed(units)
    }
  }

  public init(stringLiteral text: String) {
    self.init(text)
  }

  /// The text, in which every lone surrogate has become U+FFFD.
  public var text: String {
    switch storage {
    case .text(let text): text
    case .illFormed(let units): String(decoding: units, as: UTF16.self)
    }
  }

  /// The text, or `nil` when it holds a lone surrogate and so is no Unicode text.
  public var exactText: String? {
    switch storage {
    case .text(let text): text
    case .illFormed: nil
    }
  }

  /// The UTF-16 code units.
  public var utf16: [UInt16] {
    switch storage {
    case .text(let text): Array(text.utf16)
    case .illFormed(let units): units
    }
  }

  /// The UTF-8 bytes, in which every lone surrogate has become `EF BF BD`, as in a Node `Buffer`.
  public var utf8: [UInt8] { Array(text.utf8) }

  /// Whether it has no code unit.
  public var isEmpty: Bool {
    switch storage {
    case .text(let text): text.isEmpty
    case .illFormed(let units): units.isEmpty
    }
  }

  /// The code units of `left`, then those of `right`: two halves of a surrogate pair become one
  /// character.
  public static func + (left: JSONString, right: JSONString) -> JSONString {
    if let leftText = left.exactText, let rightText = right.exactText {
      return JSONString(leftText + rightText)
    }
    return JSONString(utf16: left.utf16 + right.utf16)
  }

  public static func == (left: JSONString, right: JSONString) -> Bool {
    switch (left.storage, right.storage) {
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.illFormed(let left), .illFormed(let right)): left == right
    case (.text, .illFormed), (.illFormed, .text): false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch storage {
    case .text(var text): text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    case .illFormed(let units): hasher.combine(units)
    }
  }
}

extension JSONString: CustomStringConvertible {
  public var description: String { text }
}

extension String {
  /// `String(validating:as:)` for platforms whose standard library has no such initialiser.
  fileprivate init?(validatingUTF16 units: [UInt16]) {
    var text = ""
    text.reserveCapacity(units.count)
    var decoder = UTF16()
    var source = units.makeIterator()
    while true {
      switch decoder.decode(&source) {
      case .scalarValue(let scalar): text.unicodeScalars.append(scalar)
      case .emptyInput:
        self = text
        return
      case .error: return nil
      }
    }
  }
}
