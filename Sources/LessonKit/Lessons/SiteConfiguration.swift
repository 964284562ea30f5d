import Functions
package import TokenEngine
import Yams

/// `stepwise.yml`: what holds for every lesson of a content root. All of it is optional.
package struct SiteConfiguration: Sendable {
  package var title: String?
  package var baseURL: String?
  package var locales: [LocaleLayout] = []
  /// Globs below the root: only what these match is read, if there are any …
  var include: [GlobPattern] = []
  /// … and nothing that these match.
  var exclude: [GlobPattern] = []
  package var rules: [Rule: Diagnostic.Severity?] = [:]
  package var lesson = LessonSettings()
  var policy = SecurityPolicy()

  package struct LocaleLayout: Sendable, Hashable {
    package var tag: LocaleTag
    /// The folder of this locale, where the configuration maps one.
    package var folder: String?
  }

  package init() {}

  /// - Throws: what is wrong and on which line of the file.
  package init(yaml: String) throws(SettingsError) {
    let members = try SettingsReader.members(of: yaml)
    for (key, node) in members {
      switch key.text {
      case "title": title = try SettingsReader.text(node)
      case "baseURL": baseURL = try SettingsReader.text(node)
      case "locales": locales = try Self.locales(node)
      case "include": include = try Self.patterns(node)
      case "exclude": exclude = try Self.patterns(node)
      case "rules": rules = try Self.rules(node)
      case "csp": try policy.read(node)
      default: try lesson.read(key.text, node)
      }
    }
  }

  private static func locales(_ node: SettingsNode) throws(SettingsError) -> [LocaleLayout] {
    if let items = node.items {
      var result: [LocaleLayout] = []
      for item in items { result.append(LocaleLayout(tag: try tag(item))) }
      return result
    }
    if node.isScalar { return [LocaleLayout(tag: try tag(node))] }
    var result: [LocaleLayout] = []
    for (key, value) in try SettingsReader.members(of: node, as: "locales") {
      result.append(
        LocaleLayout(tag: try tag(key), folder: try SettingsReader.text(value)))
    }
    return result
  }

  private static func tag(_ node: SettingsNode) throws(SettingsError) -> LocaleTag {
    let text = try SettingsReader.text(node)
    guard let tag = LocaleTag(validating: text) else {
      throw SettingsError(
        "`\(text)` is no language tag; write it as in en, ja or pt-BR", line: node.line)
    }
    return tag
  }

  private static func patterns(_ node: SettingsNode) throws(SettingsError) -> [GlobPattern] {
    var result: [GlobPattern] = []
    for item in node.items ?? [node] { result.append(GlobPattern(try SettingsReader.text(item))) }
    return result
  }

  /// Whether a Markdown file of the root is to be read.
  package func reads(_ path: String) -> Bool {
    (include.isEmpty || include.contains { $0.matches(path) })
      && !exclude.contains { $0.matches(path) }
  }

  private static func rules(_ node: SettingsNode) throws(SettingsError) -> [Rule: Diagnostic
    .Severity?]
  {
    var result: [Rule: Diagnostic.Severity?] = [:]
    for (key, value) in try SettingsReader.members(of: node, as: "rules") {
      guard let rule = Rule(rawValue: key.text) else {
        throw SettingsError(
          "there is no rule `\(key.text)`\(nearest(to: key.text))", line: key.line)
      }
      let level = try SettingsReader.text(value)
      guard level == "off" || Diagnostic.Severity(rawValue: level) != nil else {
        throw SettingsError(
          "the level of `\(key.text)` is `\(level)`; it may be error, warning, note or off",
          line: value.line)
      }
      result[rule] = .some(Diagnostic.Severity(rawValue: level))
    }
    return result
  }

  private static func nearest(to name: String) -> String {
    name.nearest(among: Rule.allCases.map(\.rawValue)).map { "; did you mean `\($0)`?" } ?? ""
  }
}

/// The settings that a lesson's front matter may give, and `stepwise.yml` for all lessons.
package struct LessonSettings: Sendable, Hashable {
  package var environment: [String: String] = [:]
  package var event = JSONObject()
  package var time: Seconds = 1_704_067_200
  /// The profiles the lesson promises; empty means that both run and a difference is a warning.
  package var sdk: [SDKProfile] = []
  package var marks: [String] = []
  package var samples = true

  package init() {}

  /// Reads one member; keys that are not ours are left alone.
  mutating func read(_ key: String, _ node: SettingsNode) throws(SettingsError) {
    switch key {
    case "environment":
      for (name, value) in try SettingsReader.members(of: node, as: key) {
        environment[name.text] = try SettingsReader.text(value)
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
