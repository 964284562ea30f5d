/// Why a token cannot be issued.
public enum TokenError: Error, Sendable, Hashable {
  /// A part that the library's constructor asks for is empty; `name` is the library's name of it.
  case required(name: String)
  /// The same of a capability token, whose constructor takes one object of options.
  case requiredParameter(name: String)
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
  /// A text to be percent-encoded holds a lone surrogate, or one to be decoded a wrong escape.
  case uriMalformed
  /// The URL of a request is no absolute URL.
  case urlInvalid
  /// The URL of a request has another scheme than `http`, `https`, `ftp`, `ws` and `wss`, or a host in
  /// other characters than ASCII: the engine does not know how the library would read it.
  case urlNotSupported
  /// The private key is no private key in PEM.
  case notAnAsymmetricKey(ValidationToken.Algorithm)
  /// The private key is an RSA key of less than 2048 bits.
  case keyTooSmall(ValidationToken.Algorithm)
  /// The private key is one of an elliptic curve, and validation tokens are signed with RSA keys.
  case keyIsElliptic
}

extension TokenError: CustomStringConvertible {
  /// One sentence; that of the library wherever the library has one.
  public var description: String {
    switch self {
    case .required(let name): "\(name) is required"
    case .requiredParameter(let name): #"Required parameter "options.\#(name)" missing."#
    case .identityRequired: "identity is required to be specified in options"
    case .secretMissing: "secretOrPrivateKey must have a value"
    case .secretIsPrivateKey(let algorithm):
      "secretOrPrivateKey must be a symmetric key when using \(algorithm.rawValue)"
    case .lifetimeNotWhole:
      #""expiresIn" should be a number of seconds or string representing a timespan"#
    case .timeNotFinite: "the time of issue must be a finite number of seconds"
    case .uriMalformed: "URI malformed"
    case .urlInvalid: "Invalid URL"
    case .urlNotSupported:
      "the URL has to be of the scheme http, https, ftp, ws or wss, with a host in ASCII (`xn--`)"
    case .notAnAsymmetricKey(let algorithm):
      "secretOrPrivateKey must be an asymmetric key when using \(algorithm.rawValue)"
    case .keyTooSmall(let algorithm):
      "secretOrPrivateKey has a minimum key size of 2048 bits for \(algorithm.rawValue)"
    case .keyIsElliptic:
      #""alg" parameter for "ec" key type must be one of: ES256, ES384, ES512."#
    }
  }
}
