import Functions
import TokenEngine

/// Since which version of twilio-node a program fails, and how to write it so that it works on both profiles.
/// The versions are those of twilio-node's own history: 4.0.0 rewrote its tokens, 5.7.0 added ValidationToken.
enum SDKAdvice {
  /// - Parameter code: the line that fails.
  static func text(for failure: Failure?, on profile: SDKProfile, code: String) -> String {
    let message = failure?.message ?? ""
    func says(_ text: String) -> Bool { message.contains(text) || code.contains(text) }
    if message.hasPrefix("identity is required") {
      return
        "Since twilio-node 4.0.0 the constructor demands the identity; written `new AccessToken(accountSid, keySid, secret, { identity })` it works on both"
    }
    if says("ValidationToken") {
      return
        "ValidationToken came with twilio-node 5.7.0 and 3.x never had it; say so with `sdk: twilio-node@5` in the front matter"
    }
    if says("IpMessagingGrant") {
      return
        "IpMessagingGrant was removed in twilio-node 4.0.0; `new AccessToken.ChatGrant({ serviceSid })` works on both"
    }
    if says("ConversationsGrant") {
      return
        "ConversationsGrant was removed in twilio-node 4.0.0; `new AccessToken.VideoGrant({ room })` for Video and `new AccessToken.ChatGrant({ serviceSid })` for Conversations work on both"
    }
    if says("AccessToken.Grant") {
      return
        "AccessToken.Grant came with twilio-node 4.9.0; extend nothing, or any object with `key` and `toPayload()`, and it works on both"
    }
    if message.hasPrefix("Class constructor") {
      return "Since twilio-node 4.0.0 these are classes; called with `new` they work on both"
    }
    if message.hasPrefix("Required parameter") {
      return
        "Since twilio-node 4.0.0 an empty value counts as missing; give a value that is not empty, and it works on both"
    }
    if message.hasPrefix("secretOrPrivateKey") {
      return
        "Since twilio-node 4.0.0 (jsonwebtoken 9) the secret must be a text and no private key; passed as a string it works on both"
    }
    if message.contains("grants is not iterable") {
      return
        "Since twilio-node 4.0.0 `grants` must stay a list; add with `token.addGrant(…)`, which works on both"
    }
    if message.hasPrefix("Cannot convert undefined or null") {
      return
        "Since twilio-node 4.0.0 `null` is no list of parameters; left out it works on both"
    }
    if message.contains("startsWith") {
      return
        "Since twilio-node 4.0.0 `channelId` must be a text; passed as a string it works on both"
    }
    return profile == .twilioNode5
      ? "twilio-node 4.0.0 rewrote its tokens; write it so that both accept it, or promise `sdk: twilio-node@3` in the front matter"
      : "twilio-node 3.x does not have this; write it so that both accept it, or promise `sdk: twilio-node@5` in the front matter"
  }
}
