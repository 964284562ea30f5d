import TokenEngine

/// Which translations there are, and which the original has outrun: as a page and as JSON.
struct TranslationPage {
  private let site: Site
  private let map: PageMap
  private let states: [TranslationState]

  init(_ site: Site, map: PageMap, states: [TranslationState]) {
    self.site = site
    self.map = map
    self.states = states
  }

  var pages: [Page] { site.locales.map(page) + [json] }

  /// That of the source language is at the top.
  static func path(in map: PageMap, for locale: LocaleTag) -> String {
    map.path(ofPage: "translations.html", in: locale == map.locales.first ? nil : locale)
  }

  private var source: LocaleTag { site.locales[0] }

  private var originals: [PageMap.Entry] { map.entries(in: source).filter { !$0.isStandIn } }

  private func page(in locale: LocaleTag) -> Page {
    let strings = site.strings(of: locale)
    let path = Self.path(in: map, for: locale)
    let folder = PageMap.folder(of: path)
    let others = site.locales.dropFirst()
    // Titles and headings are those of the originals.
    let foreign: HTML = locale == source ? "" : " lang=\"\(source)\" dir=\"\(source.direction)\""
    let words: [TranslationDrift.State: String] = [
      .current: strings.stateCurrent, .outdated: strings.stateOutdated,
      .unrecorded: strings.stateUnrecorded, .missing: strings.stateMissing,
    ]
    let known = Dictionary(
      states.map { (Site.Page.Place(locale: $0.locale, lesson: $0.lesson), $0) },
      uniquingKeysWith: { first, _ in first })
    let head = others.map {
      "<th scope=\"col\" lang=\"\($0)\">\(site.languages.autonym(of: $0))</th>" as HTML
    }
    let rows = originals.map { original -> HTML in
      let cells = others.map { locale -> HTML in
        let state = known[Site.Page.Place(locale: locale, lesson: original.lesson)]
        let word = words[state?.drift.state ?? .missing] ?? ""
        guard let state, let entry = map.entry(of: original.lesson, in: locale) else {
          return "<td class=\"missing\">\(word)</td>"
        }
        let headings = state.drift.changed.map(\.heading) + state.drift.removed
        let changed: HTML =
          headings.isEmpty
          ? "" : "<br><small\(foreign)>\(headings.joined(separator: " · "))</small>"
        return
          "<td class=\"\(state.drift.state.rawValue)\"><a href=\"\(PageMap.relative(from: folder, to: entry.path))\" hreflang=\"\(locale)\">\(word)</a>\(changed)</td>"
      }
      return
        "<tr><th scope=\"row\"\(foreign)><a href=\"\(PageMap.relative(from: folder, to: original.path))\">\(original.title)</a></th>\(cells.joined())</tr>\n"
    }
    let frame = Frame(
      title: strings.translationStatus, siteTitle: site.configuration.title, locale: locale,
      path: path, translations: site.locales.map { ($0, Self.path(in: map, for: $0)) },
      home: map.home(in: locale), kind: "translations",
      headLinks: PageMetadata(site, map: map).unlisted())
    return frame.page(
      """
      <h1>\(strings.translationStatus)</h1>
      <p>\(strings.sourceChanged)</p>
      <table class="translations">
      <thead><tr><th scope="col" lang="\(source)">\(site.languages.autonym(of: source))</th>\(head.joined())</tr></thead>
      <tbody>
      \(rows.joined())</tbody>
      </table>

      """, in: site)
  }

  private var json: Page {
    let lessons = originals.map { original -> JSONValue in
      let translations = site.locales.dropFirst().map { locale -> JSONValue in
        let drift = states.first { $0.lesson == original.lesson && $0.locale == locale }?.drift
        var members: JSONObject = [
          "locale": .string(locale.text),
          "state": .string((drift?.state ?? .missing).rawValue),
        ]
        if let drift, drift.isOutdated {
          members["changed"] = .array(
            drift.changed.map { section in
              [
                "heading": .string(section.heading),
                "steps": .array(section.steps.map { .number(Double($0)) }),
              ]
            })
          members["removed"] = .array(drift.removed.map { .string($0) })
        }
        return .object(members)
      }
      return [
        "id": .string(original.lesson), "title": .string(original.title),
        "translations": .array(translations),
      ]
    }
    let status: JSONValue = [
      "formatVersion": 1, "source": .string(source.text), "lessons": .array(lessons),
    ]
    return Page(
      path: map.path(ofPage: "translations.json", in: nil), text: status.pretty() + "\n")
  }
}
