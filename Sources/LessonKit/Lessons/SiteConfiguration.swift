import Functions

/// `stepwise.yml`: what holds for every lesson of a content root. All of it is optional.
package struct SiteConfiguration: Sendable, Hashable {
  package var title: String?
  /// Ends with `/`.
  package var baseURL: String?
  var urls = URLs()
  var fallback = Fallback.show
  /// Lessons and folders (paths below the locale) that come first, in this order.
  var order: [String] = []
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

  /// How addresses are made, so that a site keeps those it has.
  struct URLs: Sendable, Hashable {
    enum Style: String, Sendable { case folder, html }

    var prefixesSourceLocale = true
    /// `…/token/` or `…/token.html`.
    var style = Style.folder
  }

  /// What a locale has in the place of a lesson that is not translated: the original on a page of its own, a link
  /// to it in the list of lessons, or nothing.
  enum Fallback: String, Sendable { case show, link, omit }

  /// The path of the base URL, beginning and ending with `/`.
  var basePath: String? {
    baseURL.map { base in
      let rest = base.drop { $0 != ":" }.dropFirst("://".count)
      return String(rest.drop { $0 != "/" })
    }
  }

  package init() {}

  /// - Throws: what is wrong and on which line of the file.
  package init(yaml: String) throws(SettingsError) {
    let members = try SettingsReader.members(of: yaml)
    for (key, node) in members where !node.isNull {
      switch key.text {
      case "title": title = try SettingsReader.text(node)
      case "baseURL": try setBaseURL(try SettingsReader.text(node), line: node.line)
      case "urls": urls = try Self.urls(node)
      case "fallback": fallback = try Self.choice(node, as: "fallback")
      case "order":
        for item in node.items ?? [node] { order.append(try SettingsReader.text(item)) }
      case "locales": locales = try Self.locales(node)
      case "include": include = try Self.patterns(node)
      case "exclude": exclude = try Self.patterns(node)
      case "rules": rules = try Self.rules(node)
      case "csp": try policy.read(node)
      case _ where LessonSettings.keys.contains(key.text): try lesson.read(key.text, node)
      default: throw Self.unknown(key)
      }
    }
  }

  private static let keys = [
    "title", "baseURL", "locales", "include", "exclude", "rules", "csp", "urls", "fallback",
    "order",
  ]

  /// This file is ours alone, so what is not known in it is a mistake.
  private static func unknown(_ key: SettingsNode) -> SettingsError {
    let all = keys + LessonSettings.keys
    let advice =
      if LessonParser.ownKeys.contains(key.text) {
        "it belongs to one lesson, into its front matter"
      } else {
        key.text.nearest(among: all).map { "did you mean `\($0)`?" }
          ?? "there are \(all.joined(separator: ", "))"
      }
    return SettingsError(
      "there is no setting `\(key.text)` in stepwise.yml; \(advice)", line: key.line)
  }

  /// - Throws: where it is no address of a folder on the web.
  package mutating func setBaseURL(_ text: String, line: Int = 1) throws(SettingsError) {
    let isAddress = text.hasPrefix("https://") || text.hasPrefix("http://")
    let host = text.drop { $0 != ":" }.dropFirst("://".count).prefix { $0 != "/" }
    guard isAddress, !host.isEmpty,
      text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) && !"\"'<>?#\\".utf8.contains($0) })
    else {
      throw SettingsError(
        "`\(text)` is no base URL; write where the site will be, as in https://example.org/workshops/",
        line: line)
    }
    baseURL = text.hasSuffix("/") ? text : text + "/"
  }

  private static func urls(_ node: SettingsNode) throws(SettingsError) -> URLs {
    var urls = URLs()
    for (key, value) in try SettingsReader.members(of: node, as: "urls") {
      switch key.text {
      case "prefix-source-locale": urls.prefixesSourceLocale = try SettingsReader.flag(value)
      case "style": urls.style = try choice(value, as: "style")
      default:
        let known = ["prefix-source-locale", "style"]
        let near = key.text.nearest(among: known).map { "did you mean `\($0)`?" }
        throw SettingsError(
          "`urls` has no `\(key.text)`; \(near ?? "there are prefix-source-locale and style")",
          line: key.line)
      }
    }
    return urls
  }

  private static func choice<Choice: RawRepresentable<String>>(
    _ node: SettingsNode, as name: String
  ) throws(SettingsError) -> Choice {
    let text = try SettingsReader.text(node)
    guard let choice = Choice(rawValue: text) else {
      let known = name == "style" ? "folder or html" : "show, link or omit"
      throw SettingsError("`\(name)` is `\(text)`; it may be \(known)", line: node.line)
    }
    return choice
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
        LocaleLayout(tag: try tag(key), folder: try folder(value)))
    }
    return result
  }

  /// - Returns: without `./` and a closing `/`; nil for the content root itself.
  private static func folder(_ node: SettingsNode) throws(SettingsError) -> String? {
    let text = try SettingsReader.text(node)
    let names = text.split(separator: "/").filter { $0 != "." }
    guard !text.hasPrefix("/"), !names.contains("..") else {
      throw SettingsError(
        "`\(text)` is no folder of this content; the folder of a language lies below that of stepwise.yml, as in docs/ja",
        line: node.line)
    }
    return names.isEmpty ? nil : names.joined(separator: "/")
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
      let rule: Rule
      do throws(UnknownName) { rule = try Rule(named: key.text) } catch {
        throw SettingsError(error.message, line: key.line)
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
}
