import Markdown

/// The page of a lesson: its author's headings and prose, and a panel at each step's snippet.
package struct LessonPage {
  private let result: LessonResult
  private let site: Site
  private let map: PageMap
  private let context: LessonContext
  private let findings: [Diagnostic]

  /// - Parameter findings: what to show its author on the page.
  package init(
    _ result: LessonResult, site: Site, map: PageMap, findings: [Diagnostic] = []
  ) {
    self.result = result
    self.site = site
    self.map = map
    self.findings = findings
    context = LessonContext(result)
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
    let folder = PageMap.folder(of: lesson.id, in: lesson.locale)
    var files: Set<String> = []
    var layout = LessonLayout()
    var prose = LessonProse(context)
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
        text += self.heading(heading, &files)
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
      case .destination(let index):
        text += "\(destination(of: document.links[index], &files))"
      }
    }
    flush()
    layout.endSection()
    let frame = Frame(
      title: lesson.title, siteTitle: site.configuration.title, description: lesson.description,
      locale: lesson.locale, folder: folder,
      translations: map.translations(of: lesson.id).map {
        ($0.locale, PageMap.folder(of: lesson.id, in: $0.locale))
      }, home: lesson.id.isEmpty ? nil : "\(lesson.locale)/", kind: lesson.kind.rawValue)
    let strings = context.strings
    let content: HTML = """
      <article data-copy="\(strings.copy)" data-copied="\(strings.copied)">
      \(layout.html)\(index)</article>

      """
    return Rendering(
      pages: [frame.page(content, in: site)] + context.files(in: folder), files: files)
  }

  // MARK: - Parts

  /// What stands below the title.
  private var lead: HTML {
    let about: HTML =
      result.lesson.description.map { "<p class=\"lead\">\($0)</p>\n" } ?? .empty
    return about + FindingList(findings, in: context).html + context.facts
  }

  private func destination(of link: Link, _ files: inout Set<String>) -> String {
    let target = map.target(
      link.destination, of: result.lesson, isImage: link.isImage, exists: site.exists)
    if let file = target.file { files.insert(file) }
    return target.address
  }

  private func heading(_ heading: Heading, _ files: inout Set<String>) -> HTML {
    let level = HTML(trusted: "h\(heading.level)")
    var inside = HTML.empty
    for piece in heading.content {
      switch piece {
      case .html(let markup): inside += HTML(trusted: markup)
      case .destination(let index):
        inside += "\(destination(of: result.lesson.document.links[index], &files))"
      default: break
      }
    }
    return "<\(level) id=\"\(heading.slug)\">\(inside)</\(level)>\n"
  }
}

extension Document {
  var hasTitle: Bool { blocks.contains { $0.heading?.level == 1 } }
}
