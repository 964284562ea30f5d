/// A token taken apart: what it says, whoever signed it.
///
/// Reading, checking the signature (``verify(secret:allowing:)``) and checking the claims
/// (``checkClaims(at:)``) are independent: a part that cannot be read hides neither of the others, and
/// a token that says all the right things may be forged.
public struct DecodedToken: Sendable, Hashable {
  /// The header, the first part.
  public let header: Part
  /// The payload, the second part.
  public let payload: Part
  /// The signature's bytes; `nil` if the third part is not base64url.
  public let signature: [UInt8]?
  /// The third part as it stands in the token.
  public let encodedSignature: String

  /// The ASCII text that the signature covers: the first two parts and the dot between.
  let signingInput: [UInt8]

  /// Takes apart a token in the compact form of RFC 7515, 7.1.
  ///
  /// - Throws: ``DecodingError`` if the text has not three parts. What is wrong inside a part stands
  ///   with that part.
  public init(_ token: some StringProtocol) throws(DecodingError) {
    let text = Array(token.utf8)
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw DecodingError(partCount: parts.count) }
    header = Part(parts[0], isHeader: true)
    payload = Part(parts[1], isHeader: false)
    signature = Base64URL.decode(parts[2])
    encodedSignature = String(decoding: parts[2], as: UTF8.self)
    signingInput = Array(text[..<(parts[2].startIndex - 1)])
  }

  /// The name of the algorithm that the header names.
  public var algorithm: String? { header.object?["alg"]?.stringValue }

  /// The claims, if the payload could be read.
  public var claims: JSONObject? { payload.object }

  /// The claim `grants`, if the payload could be read and it is an object.
  public var grants: JSONObject? { claims?["grants"]?.objectValue }
}

extension DecodedToken: CustomStringConvertible, CustomReflectable {
  /// Header and payload as JSON. The signature is left out: whoever reads it in a log could use the
  /// token.
  public var description: String { "\(header).\(payload)" }

  /// ``description``, so that `dump` shows no more.
  public var customMirror: Mirror {
    Mirror(self, children: ["header": header.description, "payload": payload.description])
  }
}

extension DecodedToken {
  /// The header or the payload of a token.
  public struct Part: Sendable, Hashable, CustomStringConvertible {
    /// The part as it stands in the token.
    public let encoded: String
    /// The JSON value in it, or why there is none.
    public let content: Result<JSONValue, PartError>
    /// The keys that an object in it has more than once. Readers disagree about which of the values
    /// counts; here it is the last.
    public let duplicateKeys: [JSONString]

    /// The members, if the part could be read.
    public var object: JSONObject? { (try? content.get())?.objectValue }

    /// Its JSON, or why there is none.
    public var description: String {
      switch content {
      case .success(let value): value.compact
      case .failure(let error): "(\(error))"
      }
    }

    fileprivate init(_ text: ArraySlice<UInt8>, isHeader: Bool) {
      encoded = String(decoding: text, as: UTF8.self)
      guard var bytes = Base64URL.decode(text) else {
        content = .failure(.notBase64URL)
        duplicateKeys = []
        return
      }
      // Twilio's Node libraries write the header in Latin-1.
      if isHeader, !String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes) {
        bytes = Array(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })).utf8)
      }
      do throws(JSONError) {
        let (value, duplicateKeys) = try JSONParser.parse(bytes)
        content = value.objectValue == nil ? .failure(.notAnObject) : .success(value)
        self.duplicateKeys = duplicateKeys
      } catch {
        content = .failure(.notJSON(error))
        duplicateKeys = []
      }
    }
  }

  /// Why the header or the payload cannot be read.
  public enum PartError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It has other characters than base64url, or is cut off.
    case notBase64URL
    /// It is no JSON text of RFC 8259; the error says where.
    case notJSON(JSONError)
    /// It is JSON, and no object.
    case notAnObject

    public var description: String {
      switch self {
      case .notBase64URL: "It is not base64url."
      case .notJSON(let error): "It is not JSON: \(error)"
      case .notAnObject: "It is JSON, but no object."
      }
    }
  }

  /// Why a text is no token at all: it has not three parts with dots between.
  public struct DecodingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// How many parts the text has.
    public let partCount: Int

    public var description: String {
      "A token has three parts with dots between; this text has \(partCount)."
    }
  }
}
