import Yams

/// What is wrong with a publisher's strings file.
package struct StringsError: Error {
  package var tag: String
  package var line: Int
  package var message: String
}

/// A strings file as it is written.
struct StringsTable: Sendable {
  let tag: String
  private(set) var entries: [String: Entry]
  /// Keys whose text is rightly that of the source.
  private(set) var waived: Set<String>

  enum Entry: Sendable, Hashable {
    case text(String)
    case list([String])
    case forms([String: String])
  }

  private init(tag: String, entries: [String: Entry], waived: Set<String>) {
    self.tag = tag
    self.entries = entries
    self.waived = waived
  }

  init(yaml: String, tag: String) throws(StringsError) {
    func failure(_ line: Int, _ message: String) -> StringsError {
      StringsError(tag: tag, line: line, message: message)
    }
    self.tag = tag
    entries = [:]
    waived = []
    do throws(SettingsError) {
      for (key, node) in try SettingsReader.members(of: yaml) {
        if key.text == "sameAsSource" {
          for item in node.items ?? [node] { waived.insert(try SettingsReader.text(item)) }
        } else if let items = node.items {
          entries[key.text] = .list(items.map(\.text))
        } else if node.isScalar {
          entries[key.text] = .text(node.text)
        } else {
          var forms: [String: String] = [:]
          for (form, text) in try SettingsReader.members(of: node, as: key.text) {
            forms[form.text] = try SettingsReader.text(text)
          }
          entries[key.text] = .forms(forms)
        }
      }
    } catch { throw failure(error.line, error.message) }
  }

  // MARK: - The project's own

  static let source = own(PackageResources.en_yml, "en")

  /// - Parameter tag: one of `LocaleTag.userInterface`.
  static func builtIn(_ tag: String) -> StringsTable? {
    switch tag {
    case "en": source
    case "ja": own(PackageResources.ja_yml, tag)
    case "es": own(PackageResources.es_yml, tag)
    case "fr": own(PackageResources.fr_yml, tag)
    case "de": own(PackageResources.de_yml, tag)
    case "pt-BR": own(PackageResources.pt_BR_yml, tag)
    case "zh-Hans": own(PackageResources.zh_Hans_yml, tag)
    case "ko": own(PackageResources.ko_yml, tag)
    default: nil
    }
  }

  private static func own(_ bytes: [UInt8], _ tag: String) -> StringsTable {
    do { return try StringsTable(yaml: String(decoding: bytes, as: UTF8.self), tag: tag) } catch {
      fatalError("\(tag).yml:\(error.line): \(error.message)")
    }
  }

  // MARK: - Use

  func overlaid(by other: StringsTable) -> StringsTable {
    StringsTable(
      tag: other.tag, entries: entries.merging(other.entries) { $1 }, waived: other.waived)
  }

  /// - Parameter isComplete: whether every string of the source must be there.
  func check(against source: StringsTable, isComplete: Bool) throws(StringsError) {
    func fail(_ message: String) throws(StringsError) {
      throw StringsError(tag: tag, line: 1, message: message)
    }
    var english: [String] = []
    for (key, entry) in entries.sorted(by: { $0.key < $1.key }) {
      guard let original = source.entries[key] else {
        let near = key.nearest(among: source.entries.keys.sorted())
        try fail("there is no string `\(key)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
        continue
      }
      if !original.isLike(entry) { try fail("`\(key)` must have the shape it has in English") }
      if original.places != entry.places {
        try fail(
          "`\(key)` must have the places \(original.places.sorted().joined(separator: ", ")) of the English text"
        )
      }
      if entry == original, tag != source.tag, !waived.contains(key) { english.append(key) }
    }
    if !english.isEmpty {
      try fail(
        "\(Self.list(english)) still English; translate what should be, and list the rest under `sameAsSource`"
      )
    }
    for key in waived.sorted() where entries[key] != source.entries[key] {
      try fail("`\(key)` is listed under `sameAsSource`, but is not the same; remove it there")
    }
    guard isComplete else { return }
    let missing = source.entries.keys.sorted().filter { entries[$0] == nil }
    if !missing.isEmpty { try fail("\(Self.list(missing)) missing") }
  }

  private static func list(_ keys: [String]) -> String {
    keys.map { "`\($0)`" }.joined(separator: ", ") + (keys.count == 1 ? " is" : " are")
  }

  func strings(for locale: LocaleTag) -> Strings {
    let grouping: String
    if case .text(let text) = entries["grouping"] { grouping = text } else { grouping = "," }
    let node = Node.mapping(
      Node.Mapping(entries.sorted { $0.key < $1.key }.map { (Node($0.key), $0.value.node) }))
    do {
      return try YAMLDecoder().decode(
        Strings.self, from: node,
        userInfo: [
          .plurals: PluralRule(locale),
          .numbers: NumberStyle(separator: grouping, locale: locale),
        ])
    } catch { fatalError("the strings of \(tag) do not fit `Strings`: \(error)") }
  }
}

extension StringsTable.Entry {
  fileprivate var node: Node {
    switch self {
    case .text(let text): Self.scalar(text)
    case .list(let items): Node.sequence(Node.Sequence(items.map(Self.scalar)))
    case .forms(let forms):
      Node.mapping(
        Node.Mapping(
          forms.sorted { $0.key < $1.key }.map { (Self.scalar($0.key), Self.scalar($0.value)) }))
    }
  }

  private static func scalar(_ text: String) -> Node {
    Node(text, Tag(.str), .doubleQuoted)
  }

  fileprivate func isLike(_ other: Self) -> Bool {
    switch (self, other) {
    case (.text, .text): true
    case (.list(let a), .list(let b)): a.count == b.count
    // Plural forms differ from language to language; other keys do not.
    case (.forms(let own), .forms(let forms)):
      own["other"] == nil ? own.keys.sorted() == forms.keys.sorted() : forms["other"] != nil
    default: false
    }
  }

  /// The `{…}` of a text; of plural forms those of `other`.
  fileprivate var places: Set<String> {
    switch self {
    case .text(let text): Set(text.matches(of: /\{[a-z]+\}/).map { String($0.output) })
    case .list: []
    case .forms(let forms):
      Set((forms["other"] ?? "").matches(of: /\{[a-z]+\}/).map { String($0.output) })
    }
  }
}
