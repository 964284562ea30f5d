/// The algorithms an access token can be signed with (RFC 7518, 3.2): HMAC with a SHA-2 digest.
public enum Algorithm: String, Sendable, CaseIterable {
  case hs256 = "HS256"
  case hs384 = "HS384"
  case hs512 = "HS512"
}
