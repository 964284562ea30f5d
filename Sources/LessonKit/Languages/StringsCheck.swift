/// Compares a publisher's strings file with the English one, and names all that is wrong with it at once.
struct StringsCheck {
  private let own: StringsTable
  private let source: StringsTable
  /// Whether every string of the source must be there.
  private let isComplete: Bool
  private let categories: [String]

  private var missing: [String] = []
  private var empty: [String] = []
  private var english: [String] = []
  /// What is wrong with single strings, as sentences.
  private var faults: [String] = []
  private var usedWaivers: Set<String> = []

  init(_ own: StringsTable, against source: StringsTable, isComplete: Bool) {
    self.own = own
    self.source = source
    self.isComplete = isComplete
    categories = PluralRule(LocaleTag(own.tag)).categories.map(\.rawValue)
  }

  /// What is wrong, as one message; nil for a file that is finished.
  mutating func message() -> String? {
    for key in own.entries.keys.sorted() where source.entries[key] == nil {
      refuse(key, "string", near: source.entries.keys.sorted())
    }
    for (key, original) in source.entries.sorted(by: { $0.key < $1.key }) {
      guard let entry = own.entries[key] else {
        miss(key)
        continue
      }
      compare(entry, original, at: key)
    }
    for name in own.waived.sorted() where name != "all" && !usedWaivers.contains(name) {
      faults.append(
        "`\(name)` is listed under `sameAsSource`, but is not the same; remove it there")
    }
    let lists = [(missing, "missing"), (empty, "empty"), (english, "still English")]
      .filter { !$0.0.isEmpty }.map { Self.list($0.0) + " " + $0.1 }
    guard !lists.isEmpty || !faults.isEmpty else { return nil }
    let advice =
      lists.isEmpty
      ? []
      : ["translate what should be, and list what is rightly the same under `sameAsSource`"]
    return (faults + lists + advice).joined(separator: "; ")
  }

  private static func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ") + (names.count == 1 ? " is" : " are")
  }

  // MARK: - One string

  private mutating func compare(
    _ entry: StringsTable.Entry, _ original: StringsTable.Entry, at key: String
  ) {
    switch (entry, original) {
    case (.text(let text), .text(let source)): compare(text, source, at: key)
    case (.list(let items), .list(let source)) where items.count == source.count:
      if items.contains(where: Self.isBlank) {
        empty.append(key)
      } else if items == source {
        note(english: key)
      }
    case (.forms(let forms), .forms(let source)):
      if let other = source["other"] {
        compare(plurals: forms, source, other, at: key)
      } else {
        compare(forms, source, at: key)
      }
    default: faults.append("`\(key)` must have the shape it has in English")
    }
  }

  private mutating func compare(
    plurals forms: [String: String], _ source: [String: String], _ other: String, at key: String
  ) {
    for form in forms.keys.sorted() where PluralRule.Category(rawValue: form) == nil {
      faults.append(
        "there is no plural form `\(key).\(form)`; those of this language are \(categories.joined(separator: ", "))"
      )
    }
    for category in categories {
      guard let text = forms[category] else {
        miss(key + "." + category)
        continue
      }
      // "Two steps" need no number.
      compare(
        text, source[category] ?? other, at: key + "." + category,
        needsPlaces: !["zero", "one", "two"].contains(category))
    }
  }

  private mutating func compare(
    _ forms: [String: String], _ source: [String: String], at key: String
  ) {
    for name in forms.keys.sorted() where source[name] == nil {
      // A publisher's languages have names, too.
      if key == "languageNames", LocaleTag(validating: name) != nil { continue }
      refuse(key + "." + name, "string", near: source.keys.sorted().map { key + "." + $0 })
    }
    for (name, original) in source.sorted(by: { $0.key < $1.key }) {
      guard let text = forms[name] else {
        miss(key + "." + name)
        continue
      }
      compare(text, original, at: key + "." + name)
    }
  }

  private mutating func compare(
    _ text: String, _ original: String, at path: String, needsPlaces: Bool = true
  ) {
    // Some languages group no digits.
    if Self.isBlank(text), !Self.isBlank(original), path != "grouping" {
      return empty.append(path)
    }
    let (places, wanted) = (Self.places(in: text), Self.places(in: original))
    if places != wanted, needsPlaces || !places.isSubset(of: wanted) {
      faults.append(
        wanted.isEmpty
          ? "`\(path)` must have no places such as \(places.sorted().joined(separator: ", "))"
          : "`\(path)` must have the places \(wanted.sorted().joined(separator: ", ")) of the English text"
      )
    }
    if text == original { note(english: path) }
  }

  private static func isBlank(_ text: String) -> Bool {
    text.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\n" }
  }

  private static func places(in text: String) -> Set<String> {
    Set(text.matches(of: /\{[a-z]+\}/).map { String($0.output) })
  }

  // MARK: - What is found

  private mutating func refuse(_ path: String, _ kind: String, near names: [String]) {
    faults.append(
      "there is no \(kind) `\(path)`"
        + (path.nearest(among: names).map { "; did you mean `\($0)`?" } ?? ""))
  }

  private mutating func miss(_ path: String) {
    if isComplete, !isWaived(path) { missing.append(path) }
  }

  private mutating func note(english path: String) {
    if own.tag != source.tag, !isWaived(path) { english.append(path) }
  }

  /// The name of the language itself is never that of English.
  private mutating func isWaived(_ path: String) -> Bool {
    let names = [path, String(path.prefix { $0 != "." })]
    if let name = names.first(where: own.waived.contains) {
      usedWaivers.insert(name)
      return true
    }
    return own.waived.contains("all") && path != "language"
  }
}
