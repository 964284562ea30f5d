import TokenEngine

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// When a token counts, whoever signed it.
struct ClaimReading {
  enum Status: String { case valid, invalid, unknown }

  /// A claim that is a number of seconds since 1970.
  struct Moment {
    let claim: String
    let seconds: Seconds
  }

  /// When the claims have to hold.
  let time: Seconds?
  let moments: [Moment]
  /// Sentences: what is wrong, and what to do.
  let problems: [String]

  var status: Status { problems.isEmpty ? time == nil ? .unknown : .valid : .invalid }

  /// - Parameter token: `nil` for a text that is none.
  init(_ token: DecodedToken?, at time: Seconds?) {
    self.time = time
    moments = ["iat", "nbf", "exp"].compactMap { claim in
      (token?.claims?[JSONString(claim)]?.numberValue).flatMap {
        $0.isFinite ? Moment(claim: claim, seconds: $0) : nil
      }
    }
    let found = token?.checkClaims(at: time ?? 0) ?? [.unreadable]
    problems = found.filter { time != nil || !$0.dependsOnTime }.map(Self.sentence)
  }

  /// ISO 8601 in UTC, with what is smaller than a second cut off; `nil` outside the years 1 to 9999.
  static func utc(_ seconds: Seconds) -> String? {
    guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return nil }
    return Date(timeIntervalSince1970: seconds.rounded(.down)).formatted(Date.ISO8601FormatStyle())
  }

  private static func sentence(_ problem: ClaimProblem) -> String {
    func when(_ seconds: Seconds) -> String {
      utc(seconds) ?? "\(JSONValue.number(seconds).compact) s after 1970"
    }
    return switch problem {
    case .unreadable: "the payload cannot be read, so it makes no claims"
    case .expired(let time): "expired at \(when(time)) (exp); issue a new token"
    case .notYetValid(let time): "not valid before \(when(time)) (nbf); wait, or issue a new token"
    case .issuedInTheFuture(let time):
      "issued at \(when(time)) (iat), which is later than --at; set the clock of who issues it"
    case .notATime(let claim):
      "the claim \(claim) is no finite number of seconds since 1970; mend what makes the token"
    case .missing(let claim):
      "the claim \(claim) is missing, which every Twilio access token has; mend what makes the token"
    case .notAnObject(let claim):
      "the claim \(claim) is no object, as that of every Twilio access token is; mend what makes the token"
    }
  }
}

extension ClaimProblem {
  fileprivate var dependsOnTime: Bool {
    switch self {
    case .expired, .notYetValid, .issuedInTheFuture: true
    case .unreadable, .notATime, .missing, .notAnObject: false
    }
  }
}
