import Yams

/// What is wrong with a publisher's strings file.
package struct StringsError: Error {
  package var tag: String
  package var line: Int
  package var message: String
}

/// What is wrong with all of them, in the order of their tags.
package struct StringsErrors: Error {
  package var all: [StringsError]
}

/// A strings file as it is written.
struct StringsTable: Sendable {
  let tag: String
  private(set) var entries: [String: Entry]
  /// The strings whose text is rightly that of the source: `search`, `alerts`, `alerts.note`, or `all`.
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
          entries[key.text] = .list(items.map(\.words))
        } else if node.isScalar {
          entries[key.text] = .text(node.words)
        } else {
          var forms: [String: String] = [:]
          for (form, text) in try SettingsReader.members(of: node, as: key.text) {
            _ = try SettingsReader.text(text)
            forms[form.text] = text.words
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

  /// Of a string with several texts (boxes, plural forms) each is laid over its own.
  func overlaid(by other: StringsTable) -> StringsTable {
    let entries = entries.merging(other.entries) { own, other in
      guard case (.forms(let own), .forms(let other)) = (own, other) else { return other }
      return .forms(own.merging(other) { $1 })
    }
    return StringsTable(tag: other.tag, entries: entries, waived: other.waived)
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
}

extension SettingsNode {
  /// Nothing for what YAML calls no value.
  fileprivate var words: String { isNull ? "" : text }
}
