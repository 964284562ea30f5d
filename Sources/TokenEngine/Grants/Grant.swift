/// One thing that the bearer of an access token may use.
public protocol Grant: Sendable {
  /// The member of the claim `grants` that this grant becomes.
  var key: JSONString { get }
  /// The value of that member; `nil` leaves it out.
  var payload: JSONValue? { get }
}

extension JSONObject {
  /// An object of those `fields` that have text, in their order; the libraries leave out the others.
  init(texts fields: KeyValuePairs<JSONString, String?>) {
    self.init()
    for (key, text) in fields { setText(text, for: key) }
  }

  mutating func setText(_ text: String?, for key: JSONString) {
    if let text, !text.isEmpty { self[key] = .string(text) }
  }
}
