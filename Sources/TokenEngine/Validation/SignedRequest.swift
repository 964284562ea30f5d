/// The HTTP request that a ``ValidationToken`` vouches for.
public struct SignedRequest: Sendable, Hashable {
  /// The method, in any case.
  public var method: String
  /// The path of the URL, from its first `/`; a run of slashes counts as one.
  public var path: String
  /// The host of the URL, with the port where it is not the scheme's own.
  public var host: String
  /// The header `Authorization`; empty if there is none.
  public var authorization: JSONString
  /// The parameters of the query. The URL's own query plays no part in the token.
  public var parameters: JSONObject
  /// What is sent: text as it is, anything else as ``JSONValue/compact``; nothing if `nil` or if
  /// JavaScript takes it for false.
  public var body: JSONValue?

  /// The headers that are signed, whatever others the request has.
  static let signedHeaders = "authorization;host"

  /// A `method` request to the absolute URL `url`, read by the WHATWG rules.
  ///
  /// - Throws: ``TokenError/urlInvalid``, or ``TokenError/urlNotSupported``: a host in other characters
  ///   than ASCII has to be given in its `xn--` form, which is not checked.
  public init(
    method: String, url: String, authorization: String = "", parameters: JSONObject = [:],
    body: JSONValue? = nil
  ) throws(TokenError) {
    try self.init(
      method: method, url: url, authorization: JSONString(authorization), parameters: parameters,
      body: body)
  }

  /// The same with a header that may hold lone surrogates.
  public init(
    method: String, url: String, authorization: JSONString, parameters: JSONObject = [:],
    body: JSONValue? = nil
  ) throws(TokenError) {
    let url = try HTTPURL(url)
    self.method = method
    self.path = url.path
    self.host = url.host
    self.authorization = authorization
    self.parameters = parameters
    self.body = body
  }

  /// The text whose SHA-256 digest is the claim `rqh`.
  ///
  /// - Throws: ``TokenError/uriMalformed`` if the path or the parameters hold a lone surrogate or a
  ///   wrong escape.
  public func canonicalText() throws(TokenError) -> String {
    """
    \(method.uppercased())
    \(try canonicalPath())
    \(try canonicalQuery())
    authorization:\(authorization.trimmed)
    host:\(host)

    \(Self.signedHeaders)
    \(bodyDigest)
    """
  }

  private func canonicalPath() throws(TokenError) -> String {
    let slash = UInt8(ascii: "/")
    var canonical = ""
    for segment in path.utf8.split(separator: slash) {
      canonical += "/" + (try Self.recoded(JSONString(Substring(segment))))
    }
    return path.utf8.last == slash ? canonical + "/" : canonical
  }

  private func canonicalQuery() throws(TokenError) -> String {
    let pairs = parameters.map { $0.key + "=" + $0.value.ecmaScriptText }
    var parts: [String] = []
    for pair in pairs.map(\.utf16).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      // The library cuts at every “=” and keeps the first two pieces.
      let pieces = pair.split(
        separator: UInt16(UInt8(ascii: "=")), omittingEmptySubsequences: false)
      let key = try Self.recoded(JSONString(utf16: pieces[0]))
      parts.append("\(key)=\(try Self.recoded(JSONString(utf16: pieces[1])))")
    }
    return parts.joined(separator: "&")
  }

  private var bodyDigest: String {
    guard let body, body.isTruthy else { return "" }
    if case .string(let text) = body { return SHA256Text.of(text.utf8) }
    return SHA256Text.of(body.compactUTF8)
  }

  /// Decoded, so that no escape is escaped again, and encoded.
  private static func recoded(_ text: JSONString) throws(TokenError) -> String {
    let encoded = try text.percentDecoded().percentEncoded()
    return encoded.split(separator: "*", omittingEmptySubsequences: false).joined(separator: "%2A")
  }
}
