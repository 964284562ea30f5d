/// The algorithms an access token can be signed with (RFC 7518, 3.2): HMAC with a SHA-2 digest.
public enum Algorithm: String, Sendable, CaseIterable, Codable {
  /// HMAC with SHA-256, whose code has 32 bytes.
  case hs256 = "HS256"
  /// HMAC with SHA-384, whose code has 48 bytes.
  case hs384 = "HS384"
  /// HMAC with SHA-512, whose code has 64 bytes.
  case hs512 = "HS512"
}
