/// Fake values of the right shape for settings that nobody set: the same name always gives the same value.
enum Samples {
  static func environment(_ name: String) -> String {
    let words = name.uppercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map(
      String.init)
    func has(_ word: String) -> Bool { words.contains(word) }
    let isSecret = has("SECRET") || has("TOKEN") || has("PASSWORD")
    if isSecret { return digits(of: name, count: 32) }
    if let prefix = sidPrefix(words) { return prefix + digits(of: name, count: 32) }
    if has("NUMBER") || has("PHONE") || has("FROM") || has("TO") { return "+15005550006" }
    if has("URL") || has("URI") { return "https://example.com/\(name.lowercased())" }
    if has("EMAIL") { return "sample@example.com" }
    if has("REGION") { return "us1" }
    return "sample-\(name.lowercased().replacing("_", with: "-"))"
  }

  static func event(_ name: String) -> String {
    switch name {
    case "From": "+15005550006"
    case "To": "+15005550001"
    case "Body": "Hello"
    case "AccountSid", "accountSid": "AC" + digits(of: "ACCOUNT_SID", count: 32)
    case "CallSid": "CA" + digits(of: name, count: 32)
    case "MessageSid", "SmsSid", "SmsMessageSid": "SM" + digits(of: name, count: 32)
    default: "sample-\(name)"
    }
  }

  /// Twilio's SID prefixes, by the words that name the thing; the first that fits decides.
  private static func sidPrefix(_ words: [String]) -> String? {
    let prefixes: [(all: [String], prefix: String)] = [
      (["TWIML", "SID"], "AP"), (["TWIML"], "AP"), (["APP", "SID"], "AP"),
      (["APPLICATION", "SID"], "AP"),
      (["SYNC"], "IS"), (["CHAT"], "IS"), (["CONVERSATIONS"], "IS"), (["VERIFY"], "VA"),
      (["MESSAGING"], "MG"), (["WORKSPACE"], "WS"), (["WORKER"], "WK"), (["WORKFLOW"], "WW"),
      (["PUSH"], "CR"), (["ROOM", "SID"], "RM"), (["SERVICE", "SID"], "IS"), (["KEY"], "SK"),
      (["SIGNING"], "SK"), (["ACCOUNT"], "AC"),
    ]
    guard words.contains("SID") || words.contains("KEY") || words.contains("ACCOUNT") else {
      return nil
    }
    return prefixes.first { $0.all.allSatisfy(words.contains) }?.prefix
  }

  /// Hexadecimal digits drawn from the name alone (FNV-1a, then SplitMix64).
  private static func digits(of name: String, count: Int) -> String {
    var state = name.utf8.reduce(into: UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    var result = ""
    while result.count < count {
      state &+= 0x9e37_79b9_7f4a_7c15
      var word = state
      word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
      word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
      word ^= word >> 31
      let hex = String(word, radix: 16)
      result += String(repeating: "0", count: 16 - hex.count) + hex
    }
    return String(result.prefix(count))
  }
}
