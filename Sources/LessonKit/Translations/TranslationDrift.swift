import TokenEngine

/// What changed in an original since a translation of it was recorded as up to date.
struct TranslationDrift: Sendable {
  enum State: String, Sendable { case current, outdated, unrecorded, missing }

  let source: LocaleTag
  let state: State
  /// Sections of the original that are new or say something else.
  let changed: [OriginalText.Section]
  /// Headings of sections that the original no longer has.
  let removed: [String]

  var isOutdated: Bool { state == .outdated }

  /// - Parameter record: what `stepwise update --translations` wrote when the translation was made; nil if it never did.
  init(of original: OriginalText, in source: LocaleTag, record: String?) {
    self.source = source
    guard let record, let recorded = Self.sections(of: record) else {
      state = .unrecorded
      changed = []
      removed = []
      return
    }
    let hashes = Set(recorded.map(\.hash))
    let headings = Set(original.sections.map(\.heading))
    let present = Set(original.sections.map(\.hash))
    changed = original.sections.filter { !hashes.contains($0.hash) }
    removed = recorded.filter { !present.contains($0.hash) && !headings.contains($0.heading) }
      .map(\.heading)
    state = changed.isEmpty && removed.isEmpty ? .current : .outdated
  }

  /// What a record holds; nil for what none is.
  static func sections(of record: String) -> [(heading: String, hash: String)]? {
    guard let sections = try? JSONValue(parsing: record)["sections"]?.arrayValue else { return nil }
    let read = sections.compactMap { section -> (String, String)? in
      guard let heading = section["heading"]?.stringValue, let hash = section["hash"]?.stringValue
      else { return nil }
      return (heading, hash)
    }
    return read.count == sections.count ? read : nil
  }

  /// The banner of a translation: what to read in the original, by step where a step is meant.
  func notice(_ strings: Strings, original: String, of translation: LessonResult) -> HTML {
    let steps = translation.steps.map(\.step)
    let labels = StepLabels(steps, strings: strings)
    let parts = changed.map { section -> HTML in
      let links = section.steps.map { number -> HTML in
        steps.first { $0.number == number }.map {
          "<a href=\"#step-\(number)\">\(labels.name(of: $0))</a>"
        } ?? "\(strings.step(number))"
      }
      if !links.isEmpty { return links.joined(separator: ", ") }
      let heading = section.heading.isEmpty ? translation.lesson.title : section.heading
      let language = section.heading.isEmpty ? translation.lesson.locale : source
      let fragment: HTML = section.fragment.isEmpty ? "" : "#\(section.fragment)"
      return
        "<a href=\"\(original)\(fragment)\" lang=\"\(language)\" dir=\"\(language.direction)\">\(heading)</a>"
    }
    let gone = removed.filter { !$0.isEmpty }.map {
      "<del lang=\"\(source)\" dir=\"\(source.direction)\">\($0)</del>" as HTML
    }
    let all = parts + gone
    let list: HTML =
      all.isEmpty ? "" : " \(strings.changedParts) \(all.joined(separator: ", "))"
    return """
      <aside class="translation outdated">
      <p>\(strings.outdatedNotice)\(list)</p>
      <p><a href="\(original)" hreflang="\(source)">\(strings.readOriginal)</a></p>
      </aside>

      """
  }
}

/// Where a translation stands.
struct TranslationState: Sendable {
  var lesson: String
  var locale: LocaleTag
  var drift: TranslationDrift
}
