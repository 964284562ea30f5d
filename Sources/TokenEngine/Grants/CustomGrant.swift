/// A grant with any key and any payload, such as one of a product that has no type here.
///
/// The libraries emit a field as whatever JavaScript value it was given; a grant with a number, an
/// array or a lone surrogate in a field is a custom grant here.
public struct CustomGrant: Grant, Hashable {
  /// The member of the claim `grants`. `identity` replaces the token's identity; `__proto__` is left
  /// out, since the libraries assign to a JavaScript object.
  public var key: JSONString
  /// The value of that member; `nil` leaves it out.
  public var payload: JSONValue?

  /// A grant that becomes exactly this member of the claim `grants`.
  public init(key: String, payload: JSONValue?) {
    self.init(key: JSONString(key), payload: payload)
  }

  /// The same with a key that may hold lone surrogates.
  public init(key: JSONString, payload: JSONValue?) {
    self.key = key
    self.payload = payload
  }
}
