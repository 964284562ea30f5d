/// Why a token is no good at a point in time, whoever signed it.
public enum ClaimProblem: Sendable, Hashable {
  /// The payload cannot be read.
  case unreadable
  /// The token has expired (RFC 7519, 4.1.4).
  case expired(at: Seconds)
  /// The token is not valid yet (RFC 7519, 4.1.5).
  case notYetValid(until: Seconds)
  /// The token was issued later than now (RFC 7519, 4.1.6): the clocks differ.
  case issuedInTheFuture(at: Seconds)
  /// A time is no finite number, such as `null` or `1e999`.
  case notATime(claim: String)
  /// A claim is missing that every Twilio access token has.
  case missing(claim: String)
  /// A claim is no object, as that of every Twilio access token is.
  case notAnObject(claim: String)
}

extension ClaimProblem: CustomStringConvertible {
  /// One sentence; times are in seconds since 1970.
  public var description: String {
    func text(_ time: Seconds) -> String { JSONValue.number(time).compact }
    return switch self {
    case .unreadable: "The payload cannot be read."
    case .expired(let time): "The token expired at \(text(time)) (exp)."
    case .notYetValid(let time): "The token is not valid before \(text(time)) (nbf)."
    case .issuedInTheFuture(let time):
      "The token was issued at \(text(time)) (iat), later than now."
    case .notATime(let claim): "The claim \(claim) is no finite number."
    case .missing(let claim): "The claim \(claim) is missing."
    case .notAnObject(let claim): "The claim \(claim) is no object."
    }
  }
}

extension DecodedToken {
  /// What is wrong with the claims at the time `now`, in the order of the payload's definition; empty
  /// if nothing is.
  ///
  /// A token is valid from the second `nbf` to the second before `exp`, and for ever without them. If
  /// the header says that it is a Twilio access token, it also has to have the claims of one.
  public func checkClaims(at now: Seconds) -> [ClaimProblem] {
    guard let claims else { return [.unreadable] }
    var problems: [ClaimProblem] = []
    if header.object?["cty"] == "twilio-fpa;v=1" {
      for claim in ["jti", "grants", "exp", "iss", "sub"] where claims[JSONString(claim)] == nil {
        problems.append(.missing(claim: claim))
      }
      if let grants = claims["grants"], grants.objectValue == nil {
        problems.append(.notAnObject(claim: "grants"))
      }
    }
    for (claim, problem) in Self.timeChecks {
      switch claims[JSONString(claim)] {
      case nil: break
      case .number(let time)? where time.isFinite: problem(time, now).map { problems.append($0) }
      default: problems.append(.notATime(claim: claim))
      }
    }
    return problems
  }

  private static let timeChecks:
    KeyValuePairs<String, @Sendable (_ time: Seconds, _ now: Seconds) -> ClaimProblem?> = [
      "nbf": { $0 > $1 ? .notYetValid(until: $0) : nil },
      "iat": { $0 > $1 ? .issuedInTheFuture(at: $0) : nil },
      "exp": { $0 <= $1 ? .expired(at: $0) : nil },
    ]
}
