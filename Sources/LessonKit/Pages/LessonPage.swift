import Markdown

/// The page of a lesson: its author's headings and prose, and a panel at each step's snippet.
package struct LessonPage {
  private let result: LessonResult
  private let site: Site
  private let map: PageMap
  private let context: LessonContext
  private let findings: [Diagnostic]
  private let surroundings: Surroundings

  package init(
    _ result: LessonResult, site: Site, map: PageMap, findings: [Diagnostic] = []
  ) {
    self.init(
      result, site: site, map: map, findings: findings,
      in: Surroundings(result, at: map.entry(of: result.lesson), site: site, map: map))
  }

  /// - Parameters:
  ///   - findings: what to show its author on the page.
  ///   - surroundings: of the page where the lesson is shown, which may be that of another language.
  init(
    _ result: LessonResult, site: Site, map: PageMap, findings: [Diagnostic] = [],
    in surroundings: Surroundings
  ) {
    self.result = result
    self.site = site
    self.map = map
    self.findings = findings
    self.surroundings = surroundings
    context = LessonContext(
      result, strings: site.strings(of: result.lesson.locale),
      side: String(
        surroundings.entry.folder.dropFirst(PageMap.folder(of: surroundings.entry.path).count)))
  }

  /// What a lesson becomes on the site.
  package struct Rendering: Sendable {
    /// The page, and the files beside it.
    package var pages: [Page]
    /// The files below the content root that the page points to.
    package var files: Set<String>

    package var page: Page { pages[0] }
  }

  package func render(_ index: HTML = "") -> Rendering {
    let lesson = result.lesson
    let document = lesson.document
    var files: Set<String> = []
    var layout = LessonLayout()
    var prose = LessonProse(context)
    var boxes = Boxes(context.strings)
    var anchors = AuthorAnchors(context)
    var nesting = Nesting()
    var text = HTML.empty
    let code = CodeBlocks(result, in: context)
    func flush() {
      layout.add(prose: prose.decorated(text))
      text = .empty
    }
    if !document.hasTitle { layout.add(prose: "<h1>\(lesson.title)</h1>\n\(lead)") }
    for piece in document.body {
      switch piece {
      case .html(let markup):
        text += HTML(trusted: markup)
        nesting.read(markup)
      case .heading(let index):
        let heading = document.headings[index]
        if nesting.depth == 0 {
          flush()
          layout.endSection()
        }
        text += self.heading(heading, &files, &anchors)
        // The title stands above everything, beside nothing.
        if nesting.depth == 0, heading.level == 1 {
          if index == document.headings.firstIndex(where: { $0.level == 1 }) { text += lead }
          flush()
          layout.endSection()
        }
      case .code(let index):
        let markup = code.html(of: document.codeBlocks[index])
        if nesting.depth == 0, code.isStep(index) {
          flush()
          layout.add(panel: markup)
        } else {
          text += markup
        }
      case .callout(let index): text += boxes.begin(document.callouts[index], &nesting)
      case .calloutEnd: text += boxes.end(&nesting)
      case .destination, .address, .anchor: text += attribute(piece, &files, &anchors)
      }
    }
    flush()
    layout.endSection()
    let entry = surroundings.entry
    let frame = Frame(
      title: lesson.title, siteTitle: site.configuration.title, description: lesson.description,
      locale: entry.locale, path: entry.path, translations: surroundings.translations,
      home: surroundings.home, kind: lesson.kind.rawValue, headLinks: surroundings.headLinks,
      notice: surroundings.notice, search: map.path(ofPage: "search.html", in: entry.locale))
    let language: HTML =
      entry.isStandIn ? " lang=\"\(lesson.locale)\" dir=\"\(lesson.locale.direction)\"" : ""
    let strings = context.strings
    let contents: HTML = prose.hasContents ? .empty : surroundings.contents
    let content: HTML = """
      \(contents)<article\(language) data-copy="\(strings.copy)" data-copied="\(strings.copied)">
      \(layout.html)\(index)</article>
      \(surroundings.sequence)
      """
    return Rendering(
      pages: [frame.page(content, in: site)] + context.files(in: PageMap.folder(of: entry.path)),
      files: files)
  }

  // MARK: - Parts

  /// What stands below the title.
  private var lead: HTML {
    let about: HTML =
      result.lesson.description.map { "<p class=\"lead\">\($0)</p>\n" } ?? .empty
    return about + FindingList(findings, in: context).html + context.facts + context.recording
  }

  /// The value of a `href` or `src` attribute, and for an image those of its size. Where there is nothing to lead to or
  /// to show it is empty, and the text alone is shown.
  private func destination(of link: Link, _ files: inout Set<String>) -> HTML {
    let target = map.target(
      link.destination, of: result.lesson, at: surroundings.entry, isImage: link.isImage, in: site)
    let address: HTML = "\(target.address ?? "")"
    guard let file = target.file else { return address }
    files.insert(file)
    guard link.isImage, let size = site.imageSize(of: file) else { return address }
    return "\(address)\" width=\"\(size.width)\" height=\"\(size.height)"
  }

  /// The same in the author's own HTML, which may give the size itself.
  private func rawDestination(
    _ address: String, isImage: Bool, _ files: inout Set<String>
  ) -> HTML {
    let target = map.target(
      address, of: result.lesson, at: surroundings.entry, isImage: isImage, in: site)
    if let file = target.file { files.insert(file) }
    return "\(target.address ?? "")"
  }

  /// What a tag says where only the page knows it.
  private func attribute(
    _ piece: Piece, _ files: inout Set<String>, _ anchors: inout AuthorAnchors
  ) -> HTML {
    switch piece {
    case .destination(let index): destination(of: result.lesson.document.links[index], &files)
    case .address(let address, let isImage): rawDestination(address, isImage: isImage, &files)
    case .anchor(let name): anchors.attribute(name)
    default: .empty
    }
  }

  private func heading(
    _ heading: Heading, _ files: inout Set<String>, _ anchors: inout AuthorAnchors
  ) -> HTML {
    let level = HTML(trusted: "h\(heading.level)")
    var inside = HTML.empty
    for piece in heading.content {
      if case .html(let markup) = piece {
        inside += HTML(trusted: markup)
      } else {
        inside += attribute(piece, &files, &anchors)
      }
    }
    return "<\(level) id=\"\(heading.id)\">\(inside)</\(level)>\n"
  }
}

extension Document {
  var hasTitle: Bool { blocks.contains { $0.heading?.level == 1 } }
}
