import Markdown

/// The page of a lesson: its author's headings and prose, and a panel at each step's snippet.
package struct LessonPage {
  private let result: LessonResult
  private let site: Site
  private let map: PageMap

  package init(_ result: LessonResult, site: Site, map: PageMap) {
    self.result = result
    self.site = site
    self.map = map
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
    var files: Set<String> = []
    var content = lesson.document.hasTitle ? HTML.empty : "<h1>\(lesson.title)</h1>\n"
    let document = lesson.document
    let steps = Dictionary(
      result.steps.map { ($0.step.snippet.block.index, $0) },
      uniquingKeysWith: { first, _ in first })
    for piece in document.body {
      switch piece {
      case .html(let markup):
        content += HTML(trusted: Self.withoutEmptyImages(markup))
      case .heading(let index): content += heading(document.headings[index], &files)
      case .code(let index):
        content +=
          steps[index].map { StepPanel($0, lesson: lesson).html }
          ?? plain(document.codeBlocks[index])
      case .destination(let index):
        content += "\(destination(of: document.links[index], &files))"
      }
    }
    content += index
    let frame = Frame(
      title: lesson.title, siteTitle: site.configuration.title, description: lesson.description,
      locale: lesson.locale, folder: PageMap.folder(of: lesson.id, in: lesson.locale),
      translations: map.translations(of: lesson.id).map {
        ($0.locale, PageMap.folder(of: lesson.id, in: $0.locale))
      }, home: lesson.id.isEmpty ? nil : "\(lesson.locale)/", kind: lesson.kind.rawValue)
    return Rendering(
      pages: [frame.page("<article>\n\(content)</article>\n", in: site)], files: files)
  }

  /// An image whose address cmark dropped as dangerous shows its text instead: without an address it is not valid.
  private static func withoutEmptyImages(_ markup: String) -> String {
    guard markup.contains("<img src=\"\"") else { return markup }
    return markup.replacing(/<img src="" alt="([^"]*)"(?: title="[^"]*")? \/>/) {
      "<em>\($0.1)</em>"
    }
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

  private func plain(_ code: CodeBlock) -> HTML {
    let language = FenceInfo(code.info).language
    let name: HTML = language.map { " class=\"language-\($0)\"" } ?? ""
    return "<pre tabindex=\"0\"><code\(name)>\(code.code)</code></pre>\n"
  }
}

extension Document {
  var hasTitle: Bool { blocks.contains { $0.heading?.level == 1 } }
}
