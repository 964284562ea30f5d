import TokenEngine

/// What `stepwise token` finds out about a token: what stands in it, who signed it and when it counts.
///
/// The three are judged one by one: a forged token can still be read, and a broken one be dated.
package struct TokenReading {
  /// What to check the signature with.
  package enum Key {
    case none
    case secret([UInt8])
    /// An RSA key in PEM.
    case publicKey(String)
  }

  /// In bytes. Servers refuse a request whose header is a quarter of it.
  package static let largestToken = 65_536

  let content: Result<Parts, Malformed>
  let claims: ClaimReading

  struct Parts {
    let header: PartReading
    let payload: PartReading
    let signature: SignatureReading
  }

  /// Why a text is no token at all, and what to do.
  struct Malformed: Error { let sentence: String }

  /// - Parameters:
  ///   - bytes: the token, with any white space around it.
  ///   - time: when the claims have to hold; without it no time is taken as now.
  package init(_ bytes: [UInt8], key: Key, at time: Double?) {
    let text = Self.trimmed(bytes)
    do {
      let token = try Self.decoded(text)
      content = .success(
        Parts(
          header: PartReading(token.header, name: "header", number: 1),
          payload: PartReading(token.payload, name: "payload", number: 2),
          signature: SignatureReading(token, key: key)))
      claims = ClaimReading(token, at: time)
    } catch {
      content = .failure(error)
      claims = ClaimReading(nil, at: time)
    }
  }

  /// ISO 8601 with a zone, or a bare date for its midnight in UTC, in seconds since 1970. Before 1583
  /// calendars disagree.
  package static func time(_ text: String) -> Double? {
    SettingsReader.seconds(text).flatMap {
      (-12_212_553_600..<253_402_300_800).contains($0) ? $0 : nil
    }
  }

  // MARK: - The verdicts

  /// Header and payload could be read, and the claims hold if a time was given.
  package var isDecoded: Bool {
    guard let parts = try? content.get() else { return false }
    return parts.header.problem == nil && parts.payload.problem == nil
      && (claims.time == nil || claims.problems.isEmpty)
  }

  /// The key signed it, it says nothing twice, and nothing is wrong with its claims.
  package var isVerified: Bool {
    guard isDecoded, let parts = try? content.get() else { return false }
    return parts.signature.status == .valid && claims.problems.isEmpty
      && parts.header.duplicateKeys.isEmpty && parts.payload.duplicateKeys.isEmpty
  }

  /// The token asks for an RSA key, and the one given cannot be used.
  package var keyIsUnusable: Bool {
    (try? content.get())?.signature.keyIsUnusable ?? false
  }

  /// The secret given is the text of an asymmetric key, and whoever has that text may have signed.
  package var secretIsKey: Bool {
    (try? content.get())?.signature.secretIsKey ?? false
  }

  // MARK: - Reading

  private static func decoded(_ text: ArraySlice<UInt8>) throws(Malformed) -> DecodedToken {
    guard text.count <= largestToken else {
      throw Malformed(
        sentence:
          "the text is longer than \(largestToken) bytes, which no token is; give one token alone")
    }
    do { return try DecodedToken(String(decoding: text, as: UTF8.self)) } catch {
      throw Malformed(
        sentence: text.first == UInt8(ascii: "{")
          ? "a token has three parts with dots between, and this text is JSON; join its `protected`, `payload` and `signature` with dots"
          : advice(partCount: error.partCount))
    }
  }

  private static func advice(partCount: Int) -> String {
    let found = "a token has three parts with dots between, and this text has "
    return switch partCount {
    case 1: found + "no dot; copy the whole token"
    case 2: found + "two parts: its end is cut off; copy the whole token"
    case 5: found + "five, as an encrypted token (JWE) has; only its receiver can read it"
    default: found + "\(partCount); give one token alone"
    }
  }

  private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }),
      let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return bytes[first...last]
  }
}

/// The header or the payload of a token, or why it cannot be read and what to do.
struct PartReading {
  let value: JSONValue?
  let problem: String?
  let duplicateKeys: [JSONString]
  /// Where numbers stand that are too large for JavaScript and so show as `null`, as in `grants.x[0]`.
  let hugeNumbers: [String]

  init(_ part: DecodedToken.Part, name: String, number: Int) {
    duplicateKeys = part.duplicateKeys
    switch part.content {
    case .success(let value):
      self.value = value
      hugeNumbers = value.hugeNumbers(at: "")
      problem = nil
    case .failure(let error):
      value = nil
      hugeNumbers = []
      let whose = "the \(name) (part \(number))"
      problem =
        switch error {
        case .notBase64URL: Base64URLFlaw(part.encoded).sentence(about: whose)
        case .notJSON(let error):
          "\(whose) is base64url but not JSON: \(error) Copy the whole token, or mend what makes it"
        case .notAnObject:
          "\(whose) is JSON but no object, as every \(name) is; mend what makes the token"
        }
    }
  }
}

extension JSONValue {
  fileprivate func hugeNumbers(at path: String) -> [String] {
    switch self {
    case .number(let number): number.isFinite ? [] : [path]
    case .array(let elements):
      elements.enumerated().flatMap { $1.hugeNumbers(at: "\(path)[\($0)]") }
    case .object(let members):
      members.flatMap { key, value in
        value.hugeNumbers(at: path.isEmpty ? key.text : "\(path).\(key.text)")
      }
    default: []
    }
  }
}

/// Why a text is not base64url (RFC 4648, 5), and where.
struct Base64URLFlaw {
  private let text: String

  /// - Parameter text: one that could not be decoded.
  init(_ text: String) { self.text = text }

  func sentence(about whose: String) -> String {
    let characters = Array(text.unicodeScalars)
    if let index = characters.firstIndex(where: { !Self.isDigit($0) }) {
      let character = JSONValue.string(String(characters[index])).compact
      return
        "\(whose) has \(character) as character \(index + 1), and base64url has only A-Z a-z 0-9 - _; give the token alone, without `Bearer`, quotes, padding or line breaks"
    }
    if characters.count % 4 == 1 {
      return
        "\(whose) is cut off after character \(characters.count), within a byte; copy the whole token"
    }
    return
      "\(whose) ends in a character with bits that belong to no byte: it is cut off or was changed; copy the whole token"
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "-", "_": true
    default: false
    }
  }
}
