import TokenEngine

/// Whether the key given signed a token, and why it is thought so.
struct SignatureReading {
  enum Status: String { case valid, invalid, unknown }

  let status: Status
  /// As the header names it.
  let algorithm: String?
  /// What was found, and what to do.
  let reason: String
  let keyIsUnusable: Bool
  /// The secret given is the text of an asymmetric key.
  let secretIsKey: Bool

  init(_ token: DecodedToken, key: TokenReading.Key) {
    algorithm = token.algorithm
    let verdict: SignatureVerdict =
      switch key {
      // Without a key it still can be told that nobody signed, or that there are no bytes.
      case .none: token.verify(secretBytes: [])
      case .secret(let bytes): token.verify(secretBytes: bytes)
      case .publicKey(let text): token.verify(publicKey: text)
      }
    let name = JSONValue.string(token.algorithm ?? "").compact
    keyIsUnusable = if case .publicKey = key { verdict == .unknown(.keyUnusable) } else { false }
    secretIsKey = verdict == .unknown(.secretIsKey)
    switch verdict {
    case .valid:
      status = .valid
      let what = if case .publicKey = key { "private key of the public key" } else { "secret" }
      reason = "signed by \(name) with the \(what) given"
    case .invalid(let flaw):
      status = .invalid
      reason = Self.sentence(flaw, algorithm: name, encoded: token.encodedSignature)
    case .unknown(let obstacle):
      status = .unknown
      reason = Self.sentence(obstacle, algorithm: token.algorithm, key: key)
    }
  }

  private static func sentence(
    _ flaw: SignatureVerdict.Flaw, algorithm: String, encoded: String
  ) -> String {
    switch flaw {
    case .unsigned:
      "the header names the algorithm \(algorithm): nobody signed this token; do not trust it"
    case .criticalExtension:
      "the header has `crit`, which demands extensions that are not known here (RFC 7515, 4.1.11); do not trust the token"
    case .algorithmNotAllowed: "the algorithm \(algorithm) is not allowed; do not trust the token"
    case .notBase64URL: Base64URLFlaw(encoded).sentence(about: "the signature (part 3)")
    case .wrongLength(0, _): "the signature (part 3) is missing; copy the whole token"
    case .wrongLength(let count, let expected):
      "the signature (part 3) has \(count) bytes, and by \(algorithm) with the key given it has \(expected): it is cut off, or of another algorithm or key; copy the whole token"
    case .mismatch:
      "header or payload were changed after signing, or another key signed; look up the key whose SID is `iss`"
    }
  }

  private static func sentence(
    _ obstacle: SignatureVerdict.Obstacle, algorithm: String?, key: TokenReading.Key
  ) -> String {
    let name = JSONValue.string(algorithm ?? "").compact
    let takesSecret = algorithm.map { Algorithm(rawValue: $0) != nil } ?? false
    let takesPublicKey =
      algorithm.map { ValidationToken.Algorithm(rawValue: $0) != nil } ?? false
    switch (obstacle, key) {
    case (.algorithmMissing, _):
      return "the header (part 1) names no algorithm; copy the whole token, or mend what makes it"
    case (_, .none) where takesSecret || takesPublicKey:
      return
        "no key was given; `stepwise token verify` checks it with \(takesSecret ? "--secret-env or --secret-file" : "--public-key")"
    case (.algorithmNotSupported, _) where takesPublicKey:
      return
        "\(name) is checked with a public key, and a secret was given; use --public-key FILE, if the token should be signed so"
    case (.algorithmNotSupported, _) where takesSecret:
      return
        "\(name) is checked with a secret, and a public key was given; use --secret-env or --secret-file, if the token should be signed so"
    case (.algorithmNotSupported, _):
      let known =
        Algorithm.allCases.map(\.rawValue) + ValidationToken.Algorithm.allCases.map(\.rawValue)
      return
        "the algorithm \(name) is not known here, only \(known.joined(separator: ", ")); check it with what made it"
    case (.keyUnusable, _): return "the key given cannot be used"
    case (.secretIsKey, _): return "the secret given is the text of a key, which is no secret"
    }
  }
}
