internal import Crypto

extension Algorithm {
  /// In bytes.
  var signatureLength: Int {
    switch self {
    case .hs256: SHA256Digest.byteCount
    case .hs384: SHA384Digest.byteCount
    case .hs512: SHA512Digest.byteCount
    }
  }

  /// The HMAC of `message`.
  func authenticationCode(for message: [UInt8], secret: [UInt8]) -> [UInt8] {
    let key = SymmetricKey(data: secret)
    return switch self {
    case .hs256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    case .hs384: Array(HMAC<SHA384>.authenticationCode(for: message, using: key))
    case .hs512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
    }
  }

  /// Whether `code` is the HMAC of `message`, in constant time: swift-crypto's
  /// `HMAC.isValidAuthenticationCode` ends in `safeCompare`, which looks at every byte (the OR of all
  /// XORs) however early two codes differ. Only a wrong length is told at once, and that is public.
  func isAuthenticationCode(_ code: [UInt8], for message: [UInt8], secret: [UInt8]) -> Bool {
    let key = SymmetricKey(data: secret)
    return switch self {
    case .hs256: HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: key)
    case .hs384: HMAC<SHA384>.isValidAuthenticationCode(code, authenticating: message, using: key)
    case .hs512: HMAC<SHA512>.isValidAuthenticationCode(code, authenticating: message, using: key)
    }
  }
}
