/// Why a token cannot be issued.
public enum TokenError: Error, Sendable, Hashable {
  /// A part that the library's constructor asks for is empty; `name` is the library's name of it.
  case required(name: String)
  /// The profile asks for an identity and there is none.
  case identityRequired
  /// There is no secret to sign with.
  case secretMissing
  /// The secret is a private key, which the profile refuses to use as a shared secret.
  case secretIsPrivateKey(Algorithm)
  /// The time to live is not a whole number of seconds.
  case lifetimeNotWhole
  /// The time of issue is NaN or infinite.
  case timeNotFinite
}

extension TokenError: CustomStringConvertible {
  /// One sentence; that of the library wherever the library has one.
  public var description: String {
    switch self {
    case .required(let name): "\(name) is required"
    case .identityRequired: "identity is required to be specified in options"
    case .secretMissing: "secretOrPrivateKey must have a value"
    case .secretIsPrivateKey(let algorithm):
      "secretOrPrivateKey must be a symmetric key when using \(algorithm.rawValue)"
    case .lifetimeNotWhole:
      #""expiresIn" should be a number of seconds or string representing a timespan"#
    case .timeNotFinite: "the time of issue must be a finite number of seconds"
    }
  }
}
