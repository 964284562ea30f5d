import Functions
package import TokenEngine

/// The settings that a lesson's front matter may give, and `stepwise.yml` for all lessons.
package struct LessonSettings: Sendable, Hashable {
  /// Texts, in the author's order.
  package var environment = JSONObject()
  package var event = JSONObject()
  package var time: Seconds = 1_704_067_200
  /// The profiles the lesson promises; empty means that both run and a difference is a warning.
  package var sdk: [SDKProfile] = []
  package var marks: [String] = []
  package var samples = true

  package init() {}

  static let keys = ["environment", "event", "time", "sdk", "marks", "samples"]

  /// Reads one member; keys that are not ours are left alone.
  mutating func read(_ key: String, _ node: SettingsNode) throws(SettingsError) {
    switch key {
    case "environment":
      for (name, value) in try SettingsReader.members(of: node, as: key) {
        environment[JSONString(name.text)] = .string(JSONString(try SettingsReader.text(value)))
      }
    case "event":
      for (name, value) in try SettingsReader.members(of: node, as: key) {
        event[JSONString(name.text)] = value.json
      }
    case "time": time = try SettingsReader.time(node)
    case "sdk":
      sdk = []
      for item in node.items ?? [node] {
        let profile = try Self.profile(item)
        if !sdk.contains(profile) { sdk.append(profile) }
      }
    case "marks":
      for item in node.items ?? [node] { marks.append(try SettingsReader.text(item)) }
    case "samples": samples = try SettingsReader.flag(node)
    default: break
    }
  }

  private static func profile(_ node: SettingsNode) throws(SettingsError) -> SDKProfile {
    let name = try SettingsReader.text(node)
    guard let profile = SDKProfile(named: name) else {
      throw SettingsError(
        "`\(name)` is no SDK profile; write twilio-node@3 or twilio-node@5 (4 and 6 behave like 5)",
        line: node.line)
    }
    return profile
  }
}

/// The profiles that a command line selects: `twilio-node@3,twilio-node@5`.
package struct ProfileSelection: Sendable {
  let profiles: [SDKProfile]

  /// - Throws: the name that is no profile, with those that are.
  package init(_ list: String) throws(SettingsError) {
    var profiles: [SDKProfile] = []
    for name in list.split(separator: ",") {
      guard let profile = SDKProfile(named: name.trimmed) else {
        throw SettingsError(
          "`\(name)` is no SDK profile; there are twilio-node@3 and twilio-node@5", line: 1)
      }
      if !profiles.contains(profile) { profiles.append(profile) }
    }
    if profiles.isEmpty {
      throw SettingsError(
        "no SDK profile is named; there are twilio-node@3 and twilio-node@5", line: 1)
    }
    self.profiles = profiles
  }
}

extension SDKProfile {
  /// `twilio-node@4` and `@6` behave like 5.
  package init?(named name: String) {
    switch name {
    case "twilio-node@3": self = .twilioNode3
    case "twilio-node@4", "twilio-node@5", "twilio-node@6": self = .twilioNode5
    default: return nil
    }
  }
}
