/// A generation of Twilio's Node library. The generations differ in what they accept, and in a few
/// defaults; a token both accept has the same bytes.
public enum SDKProfile: String, Sendable, CaseIterable, Codable {
  /// The releases 3.x, as of 3.84.1.
  case twilioNode3 = "twilio-node@3"
  /// The releases 4.0 to 6.0, which behave alike.
  case twilioNode5 = "twilio-node@5"
}

extension SDKProfile {
  /// Whether a constructor of a capability takes an option for missing; `nil` is `undefined`.
  func lacks(_ option: JSONValue?) -> Bool {
    guard let option else { return true }
    return self == .twilioNode5 && !option.isTruthy
  }
}
