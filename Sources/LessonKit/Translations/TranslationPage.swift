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

  var pages: [Page] { [page, json] }

  static func path(in map: PageMap) -> String { map.path(ofPage: "translations.html", in: nil) }

  private var source: LocaleTag { site.locales[0] }

  private var originals: [PageMap.Entry] { map.entries(in: source).filter { !$0.isStandIn } }

  private var page: Page {
    let strings = site.strings(of: source)
    let path = Self.path(in: map)
    let folder = PageMap.folder(of: path)
    let others = site.locales.dropFirst()
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
          headings.isEmpty ? "" : "<br><small>\(headings.joined(separator: " · "))</small>"
        return
          "<td class=\"\(state.drift.state.rawValue)\"><a href=\"\(PageMap.relative(from: folder, to: entry.path))\" hreflang=\"\(locale)\">\(word)</a>\(changed)</td>"
      }
      return
        "<tr><th scope=\"row\"><a href=\"\(PageMap.relative(from: folder, to: original.path))\">\(original.title)</a></th>\(cells.joined())</tr>\n"
    }
    let frame = Frame(
      title: strings.translationStatus, siteTitle: site.configuration.title, locale: source,
      path: path, translations: [], home: map.home(in: source), kind: "translations",
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
