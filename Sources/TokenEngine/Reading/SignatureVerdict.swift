internal import CryptoExtras

/// Whether a token was signed with a given key.
public enum SignatureVerdict: Sendable, Hashable {
  /// The key signed exactly this header and payload.
  case valid
  /// The key did not sign this text.
  case invalid(Flaw)
  /// It cannot be told with this key.
  case unknown(Obstacle)

  /// What is wrong with a signature.
  public enum Flaw: Sendable, Hashable {
    /// The header names the algorithm `none`: nobody signed.
    case unsigned
    /// The header has a member `crit`: whoever reads the token has to know the extensions that it
    /// names, and the engine knows none (RFC 7515, 4.1.11).
    case criticalExtension
    /// The header names an algorithm that the caller did not allow.
    case algorithmNotAllowed(String)
    /// The third part is not base64url.
    case notBase64URL
    /// The signature has another length than the algorithm's, in bytes: it is cut off, or another
    /// algorithm's.
    case wrongLength(Int, expected: Int)
    /// Header or payload were changed after signing, or another key signed.
    case mismatch
  }

  /// What stands in the way of checking a signature.
  public enum Obstacle: Sendable, Hashable {
    /// The header cannot be read, or names no algorithm.
    case algorithmMissing
    /// The key given is not for this algorithm, or the engine does not know it.
    case algorithmNotSupported(String)
    /// The key given is no key, or empty; a secret of zeros alone is to HMAC the same as an empty one.
    case keyUnusable
    /// The secret given is the text of an asymmetric key, in PEM, DER, JWK or OpenSSH's form. A public
    /// key is no secret: everyone could have signed with it (RFC 8725, 2.1).
    case secretIsKey
  }
}

extension SignatureVerdict: CustomStringConvertible {
  /// `valid`, or `invalid: ` or `unknown: ` and one sentence that says why.
  public var description: String {
    switch self {
    case .valid: "valid"
    case .invalid(let flaw): "invalid: \(flaw)"
    case .unknown(let obstacle): "unknown: \(obstacle)"
    }
  }
}

extension SignatureVerdict.Flaw: CustomStringConvertible {
  /// One sentence.
  public var description: String {
    switch self {
    case .unsigned: "The header names the algorithm none: nobody signed the token."
    case .criticalExtension: "The header demands extensions (crit) that are not known here."
    case .algorithmNotAllowed(let name): "The algorithm \(JSONValue.string(name)) is not allowed."
    case .notBase64URL: "The signature is not base64url."
    case .wrongLength(let count, let expected):
      "The signature has \(count) bytes; by this algorithm and key it has \(expected)."
    case .mismatch: "Header or payload were changed after signing, or another key signed."
    }
  }
}

extension SignatureVerdict.Obstacle: CustomStringConvertible {
  /// One sentence.
  public var description: String {
    switch self {
    case .algorithmMissing: "The header cannot be read, or names no algorithm."
    case .algorithmNotSupported(let name):
      "The key given is not for the algorithm \(JSONValue.string(name)), or that is not known here."
    case .keyUnusable: "The key given is empty or no key."
    case .secretIsKey: "The secret given is the text of a key, which is no secret."
    }
  }
}

extension DecodedToken {
  /// Whether the token was signed with `secret`.
  ///
  /// - Parameters:
  ///   - secret: The API key's secret, or the auth token of a capability token.
  ///   - allowed: The algorithms that count; a token names its own, and an attacker may choose.
  public func verify(
    secret: String, allowing allowed: Set<Algorithm> = Set(Algorithm.allCases)
  ) -> SignatureVerdict {
    verify(secretBytes: Array(secret.utf8), allowing: allowed)
  }

  /// Whether the token was signed with the bytes `secret`.
  public func verify(
    secretBytes secret: [UInt8], allowing allowed: Set<Algorithm> = Set(Algorithm.allCases)
  ) -> SignatureVerdict {
    check { (algorithm: Algorithm, signature) in
      guard allowed.contains(algorithm) else {
        return .invalid(.algorithmNotAllowed(algorithm.rawValue))
      }
      guard secret.contains(where: { $0 != 0 }) else { return .unknown(.keyUnusable) }
      guard !KeyText.isKey(secret) else { return .unknown(.secretIsKey) }
      guard signature.count == algorithm.signatureLength else {
        return .invalid(.wrongLength(signature.count, expected: algorithm.signatureLength))
      }
      let isValid = algorithm.isAuthenticationCode(signature, for: signingInput, secret: secret)
      return isValid ? .valid : .invalid(.mismatch)
    }
  }

  /// Whether the token was signed with the private key of `publicKey`, an RSA key in PEM of at least
  /// 2048 bits.
  public func verify(
    publicKey: String,
    allowing allowed: Set<ValidationToken.Algorithm> = Set(ValidationToken.Algorithm.allCases)
  ) -> SignatureVerdict {
    check { (algorithm: ValidationToken.Algorithm, signature) in
      guard allowed.contains(algorithm) else {
        return .invalid(.algorithmNotAllowed(algorithm.rawValue))
      }
      guard let key = PublicKeyText.rsaKey(publicKey) else { return .unknown(.keyUnusable) }
      let length = (key.keySizeInBits + 7) / 8
      guard signature.count == length else {
        return .invalid(.wrongLength(signature.count, expected: length))
      }
      let isValid = algorithm.isSignature(signature, of: signingInput, key: key)
      return isValid ? .valid : .invalid(.mismatch)
    }
  }

  /// Leaves to `check` what is specific to one family of algorithms.
  private func check<Family: RawRepresentable<String>>(
    _ check: (Family, [UInt8]) -> SignatureVerdict
  ) -> SignatureVerdict {
    guard let name = algorithm else { return .unknown(.algorithmMissing) }
    guard name.lowercased() != "none" else { return .invalid(.unsigned) }
    guard header.object?["crit"] == nil else { return .invalid(.criticalExtension) }
    guard let algorithm = Family(rawValue: name) else {
      return .unknown(.algorithmNotSupported(name))
    }
    guard let signature else { return .invalid(.notBase64URL) }
    return check(algorithm, signature)
  }
}
