/// One thing that a Twilio Client device with a ``ClientCapability`` may do.
public enum ClientScope: Sendable, Hashable {
  /// Being called under the name `clientName`.
  case incoming(clientName: JSONString)
  /// Calling through the TwiML application `applicationSID`, as `clientName`, which tells the
  /// application `params` on each call. What is `nil` is left out.
  case outgoing(
    applicationSID: JSONString, clientName: JSONString? = nil, params: JSONObject? = nil)
  /// Reading the account's events, those that match all of `filters`.
  case eventStream(filters: JSONObject = [:])
  /// A scope of any other text, such as an object of the program's own yields.
  case custom(JSONString)

  /// Being called under the name `clientName`.
  public static func incoming(clientName: String) -> ClientScope {
    .incoming(clientName: JSONString(clientName))
  }

  /// Calling through the TwiML application `applicationSID`, as `clientName`, which tells the
  /// application `params` on each call. What is `nil` is left out.
  public static func outgoing(
    applicationSID: String, clientName: String? = nil, params: JSONObject? = nil
  ) -> ClientScope {
    .outgoing(
      applicationSID: JSONString(applicationSID), clientName: clientName.map { JSONString($0) },
      params: params)
  }

  /// The text of the scope, as the library writes it.
  ///
  /// The values of `params` and `filters` become text as by JavaScript's `String(value)`, and are
  /// percent-encoded twice: as a query, and as a part of the scope.
  ///
  /// - Throws: ``TokenError/uriMalformed`` if a part of it holds a lone surrogate.
  public func text() throws(TokenError) -> JSONString {
    switch self {
    case .incoming(let clientName):
      return "scope:client:incoming?clientName=\(try clientName.percentEncoded())"
    case .outgoing(let applicationSID, let clientName, let params):
      var text = "scope:client:outgoing?appSid=\(try applicationSID.percentEncoded())"
      if let clientName { text += "&clientName=\(try clientName.percentEncoded())" }
      if let params { text += try Self.parameters(params) }
      return JSONString(text)
    case .eventStream(let filters):
      let text = "scope:stream:subscribe?path=/2010-04-01/Events"
      return JSONString(filters.isEmpty ? text : text + (try Self.parameters(filters)))
    case .custom(let text): return text
    }
  }

  private static func parameters(_ params: JSONObject) throws(TokenError) -> String {
    let query = JSONString(try params.percentEncodedQuery())
    return "&appParams=\(try query.percentEncoded())"
  }
}
